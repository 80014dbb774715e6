/** An API that was stopped for a while finds requests whose senders have long gone elsewhere: none of them counts. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createPool } from '@syncline/core/storage/database.ts'
import { expect, test } from 'vitest'
import { startApiProcess } from '../support/api-process.ts'
import { createTestDatabase } from '../support/database.ts'
import { scimRequest } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { USER } from '../support/urns.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

const GHOSTS = 60

test('what was sent to it while it was stopped, and given up, is not accepted when it goes on', async () => {
  const database = await createTestDatabase()
  const pool = createPool({ url: database.url, max: 1, applicationName: 'test', onError: () => undefined })
  const { directoryPublicId, key } = await createTestDirectory(pool)
  const api = await startApiProcess({ url: database.url, redisUrl: undefined, logLevel: 'info' })
  const worker = await startWorkerProcess({ url: database.url, redisUrl: undefined })
  const path = `/scim/v2/${directoryPublicId}/Users`
  const create = (userName: string) =>
    fetch(`${api.url}${path}`, scimRequest(key, 'POST', { schemas: [USER], userName })).then(({ status }) => status)
  /** Sent and left: the whole request, and the end of the connection behind it. */
  const ghost = async (n: number) => {
    const body = JSON.stringify({ schemas: [USER], userName: `ghost ${n}` })
    const head = [`POST ${path} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${key}`, `Content-Length: ${body.length}`]
    const socket = connect({ port: Number(new URL(api.url).port), host: '127.0.0.1' })
    await once(socket, 'connect')
    await new Promise((resolve) => socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => resolve(undefined)))
    await pause(100)
    socket.destroy()
  }

  expect(await create('before')).toBe(201)
  api.signal('SIGSTOP')
  await Promise.all(Array.from({ length: GHOSTS }, (_, n) => ghost(n)))
  // Longer than it takes to notice that time has passed.
  await pause(2_500)
  api.signal('SIGCONT')
  expect(await create('after')).toBe(201)
  const { rows } = await pool.query<{ name: string }>(
    `select body -> 'attributes' ->> 'userName' as name from operation`,
  )
  expect(rows.map(({ name }) => name).sort()).toEqual(['after', 'before'])

  await Promise.all([api.stop(), worker.kill('SIGKILL')])
  await pool.end()
  await database.drop()
})
