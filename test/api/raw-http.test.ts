/** What no HTTP client sends, byte for byte: it is refused with a SCIM error, and the next request is served. */
import { connect } from 'node:net'
import { type RunningApi, startApi } from '@syncline/api/start-api.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { readAnswer, scimRequest } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { ERROR } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'

let database: TestDatabase
let pool: pg.Pool
let api: RunningApi
let directory: TestDirectory
let log = ''

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, max: 2, applicationName: 'test', onError: () => undefined })
  directory = await createTestDirectory(pool)
  const destination = {
    write(line: string) {
      log += line
    },
  }
  api = await startApi({
    config: { host: '127.0.0.1', port: 0, waitLimitMs: 5_000 },
    url: database.url,
    directUrl: database.url,
    logger: createLogger({ name: 'test', level: 'debug', destination }),
  })
})
afterAll(async () => {
  await api.close(0)
  await pool.end()
  await database.drop()
})

/** Sends the text as it is and reads until the server closes. `{base}` and `{auth}` are filled in. */
function exchange(text: string, { hangUp = false } = {}): Promise<string> {
  const filled = text
    .replaceAll('{base}', `/scim/v2/${directory.directoryPublicId}`)
    .replaceAll('{auth}', `Authorization: Bearer ${directory.key}\r\n`)
  const { promise, resolve } = Promise.withResolvers<string>()
  let received = ''
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => {
    if (hangUp) socket.write(filled, () => socket.destroy())
    else socket.write(filled)
  })
  socket.setEncoding('utf8').on('data', (data: string) => {
    received += data
  })
  socket.on('error', () => undefined).on('close', () => resolve(received))
  return promise
}

function parsed(text: string) {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(head) ?? []
  const chunked = /transfer-encoding: chunked/i.test(head)
  const body = chunked ? (rest[0]?.split('\r\n')[1] ?? '') : rest.join('\r\n\r\n')
  return { status: Number(status), head, body }
}

const END = 'Host: syncline.test\r\nConnection: close\r\n\r\n'

test.each([
  ['no Host', 'GET {base}/Users HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['a Host that is none', 'GET {base}/Users HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
  ['an absolute address that is none', `GET http://[ HTTP/1.1\r\n${END}`, 400],
  ['an address of another kind', `GET ftp://other/Users HTTP/1.1\r\n${END}`, 400],
  ['an address for the server as a whole', `OPTIONS * HTTP/1.1\r\n${END}`, 400],
  ['bytes in the address that are no ASCII', `GET {base}/Users/\xff HTTP/1.1\r\n${END}`, 400],
  ['too long an address', `GET {base}/Users?filter=${'a'.repeat(70_000)} HTTP/1.1\r\n${END}`, 431],
  ['too long headers', `GET {base}/Users HTTP/1.1\r\nX-Long: ${'a'.repeat(70_000)}\r\n${END}`, 431],
  ['a NUL in a header', `GET {base}/Users HTTP/1.1\r\nX-Nul: a\0b\r\n${END}`, 400],
  ['a length that is no number', `POST {base}/Users HTTP/1.1\r\nContent-Length: ten\r\n${END}`, 400],
  [
    'two lengths that contradict each other',
    `POST {base}/Users HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n${END}`,
    400,
  ],
  ['a chunk that is none', `POST {base}/Users HTTP/1.1\r\n{auth}Transfer-Encoding: chunked\r\n${END}zz\r\n`, 400],
  ['a method that nobody knows', `FOO {base}/Users HTTP/1.1\r\n${END}`, 501],
  ['CONNECT', 'CONNECT other:443 HTTP/1.1\r\nHost: other\r\n\r\n', 501],
  [
    'an expectation that nobody knows',
    `POST {base}/Users HTTP/1.1\r\nExpect: tea\r\nContent-Length: 2\r\n${END}{}`,
    417,
  ],
  ['TLS', '\x16\x03\x01\r\n\r\n', 501],
  ['two Authorization headers', `GET {base}/Users HTTP/1.1\r\n{auth}{auth}${END}`, 400],
  ['OPTIONS', `OPTIONS {base}/Users HTTP/1.1\r\n{auth}${END}`, 405],
  ['TRACE', `TRACE {base}/Users HTTP/1.1\r\n{auth}${END}`, 405],
  ['PURGE', `PURGE {base}/Users HTTP/1.1\r\n{auth}${END}`, 405],
  ['a percent sign that begins nothing', `GET {base}/Users/%zz HTTP/1.1\r\n{auth}${END}`, 404],
  ['an encoded NUL', `GET {base}/Users/%00 HTTP/1.1\r\n{auth}${END}`, 404],
  ['an encoded slash', `GET {base}/Users%2f1 HTTP/1.1\r\n{auth}${END}`, 404],
  ['dots that lead out', `GET {base}/../../../etc/passwd HTTP/1.1\r\n{auth}${END}`, 404],
])('%s', async (_, text, status) => {
  const answer = parsed(await exchange(text))
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body)).toEqual({
    schemas: [ERROR],
    status: String(status),
    detail: expect.stringMatching(/./),
  })
  expect(answer.head).toMatch(/content-type: application\/scim\+json/i)
  expect(answer.head).toMatch(/cache-control: no-store/i)
})

test('a filter of the longest length fits into an address, percent-encoded', async () => {
  const filter = `userName eq "${'é'.repeat(8_000)}"`
  const answer = await fetch(
    `${api.url}/scim/v2/${directory.directoryPublicId}/Users?filter=${encodeURIComponent(filter)}`,
    scimRequest(directory.key, 'GET'),
  )
  expect(await readAnswer(answer)).toMatchObject({ status: 200, body: { totalResults: 0 } })
})

test('HEAD is answered like GET, without the body', async () => {
  const known = parsed(await exchange(`HEAD {base}/Users HTTP/1.1\r\n{auth}${END}`))
  const unknown = parsed(await exchange(`HEAD {base}/Users/none HTTP/1.1\r\n{auth}${END}`))
  expect([known.status, known.body, unknown.status, unknown.body]).toEqual([200, '', 404, ''])
})

test('a body that breaks off is nobody’s error, and nothing of it is kept', async () => {
  const post = (rest: string) =>
    `POST {base}/Users HTTP/1.1\r\n{auth}Host: x\r\nContent-Type: application/json\r\n${rest}`
  log = ''
  await exchange(post('Content-Length: 500\r\n\r\n{"userName":"ada"'), { hangUp: true })
  await exchange(post('Transfer-Encoding: chunked\r\n\r\n5\r\n{"use\r\n'), { hangUp: true })
  await exchange(post('Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\n{"use\r\nzz\r\n'))
  const lines = await waitUntil(
    () =>
      log
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line || '{}')),
    (all) => all.filter(({ level, msg }) => msg === 'request broke off' || level >= 40).length === 3,
  )
  expect(lines.filter(({ level }) => level >= 40)).toEqual([])
  expect((await fetch(`${api.url}/healthz`)).status).toBe(200)
  expect((await pool.query('select 1 from operation where site_id = $1', [directory.siteId])).rows).toEqual([])
})
