/** Requests whose sender has left before they were in the journal: sent again elsewhere, they must not come in late. */
import { expect, test } from 'vitest'
import { PUBLIC_URL, scimRequest } from '../support/test-api.ts'
import { useTestSystem } from '../support/test-system.ts'
import { USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'

/** Long enough for a slow machine to begin an append within it. */
const WAIT_LIMIT_MS = 1_500

const { pool, api, directory } = useTestSystem({ apis: { api: { waitLimitMs: WAIT_LIMIT_MS } }, directory: 'once' })

function send(userName: string, signal?: AbortSignal): Promise<Response> {
  const init = scimRequest(directory().key, 'POST', { schemas: [USER], userName })
  const url = `${PUBLIC_URL}/scim/v2/${directory().directoryPublicId}/Users`
  return Promise.resolve(api().app.request(new Request(url, { ...init, ...(signal ? { signal } : {}) })))
}

async function journal(): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    `select body -> 'attributes' ->> 'userName' as name from operation`,
  )
  return rows.map((row) => row.name).sort()
}

/** Appends stand still in both connections of the journal, and what comes then waits behind them. */
async function holdAppends(): Promise<{ release(): Promise<void>; readonly held: readonly Promise<Response>[] }> {
  const client = await pool().connect()
  await client.query('begin')
  await client.query('lock table pending in exclusive mode')
  // Databases of other files are clones with tables of the same numbers.
  const waiting = async () => {
    const { rows } = await pool().query<{ n: number }>(
      `select count(*) as n from pg_locks
       where relation = 'pending'::regclass and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    )
    return rows[0]?.n
  }
  const first = send('first')
  await waitUntil(waiting, (n) => n === 1)
  const second = send('second')
  await waitUntil(waiting, (n) => n === 2)
  return {
    held: [first, second],
    async release() {
      await client.query('rollback')
      client.release()
    },
  }
}

test('what waited behind others for longer than its sender is not appended; what is sent then is', async () => {
  const hold = await holdAppends()
  const gone = new AbortController()
  const left = send('left', gone.signal)
  const late = send('late')
  gone.abort()
  // Past the wait limit of all of them.
  await new Promise((resolve) => setTimeout(resolve, WAIT_LIMIT_MS + 200))
  await hold.release()
  const answers = await Promise.all([...hold.held, left, late])
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503])
  expect((await send('fresh')).status).toBe(503)
  expect(await journal()).toEqual(['first', 'fresh', 'second'])
})

test('one whose sender has left before it was read is not appended', async () => {
  const gone = new AbortController()
  gone.abort()
  await send('ghost', gone.signal).catch(() => undefined)
  await send('after')
  expect(await journal()).not.toContain('ghost')
  expect(await journal()).toContain('after')
})
