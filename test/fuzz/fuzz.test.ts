/** Some hundred random requests on real processes. What they are is the same in every run; `npm run fuzz` sends more. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BenchSystem, startBenchSystem } from '../bench/system/bench-system.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { SEED } from '../support/test-share.ts'
import type { FuzzRequest } from './any-request.ts'
import type { RawAnswer } from './http-socket.ts'
import { faultOf } from './judge.ts'
import { runFuzz } from './run-fuzz.ts'

/** No machine is so slow that a request here waits as long. */
const WAIT_LIMIT_MS = 60_000

let database: TestDatabase
let directory: string
let system: BenchSystem

beforeAll(async () => {
  database = await createTestDatabase()
  directory = await mkdtemp(join(tmpdir(), 'syncline-fuzz-test-'))
  const environment = { SYNCLINE_WAIT_LIMIT_MS: String(WAIT_LIMIT_MS) }
  system = await startBenchSystem({ databaseUrl: database.url, redisUrl: null, directory, environment })
})
afterAll(async () => {
  await system.stop()
  await database.drop()
  await rm(directory, { recursive: true, force: true })
})

test('whatever is asked: no failure inside, every error in the form of SCIM, and all that was accepted is applied', async () => {
  const seed = SEED ?? 20_261_122
  const report = await runFuzz({ system, requests: 800, seed, connections: 8, waitLimitMs: WAIT_LIMIT_MS })
  expect(report.faults).toEqual([])
  const { statuses, operations } = report
  // Enough of each that the run is one of more than refusals.
  for (const status of [200, 201, 204, 400, 404])
    expect([status, statuses[status] ?? 0]).toEqual([status, expect.any(Number)])
  for (const status of [200, 201, 204, 400, 404]) expect(statuses[status] ?? 0).toBeGreaterThan(5)
  expect(operations).toBeGreaterThan(50)
}, 300_000)

test('a wrong answer is found', () => {
  const request: FuzzRequest = { method: 'GET', target: '/scim/v2/x/Users', headers: [], body: null, id: null }
  const asked = { request, malformed: false, elapsedMs: 5, waitLimitMs: 1_000 }
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}): RawAnswer => ({
    status,
    headers: new Map(Object.entries({ 'content-type': 'application/scim+json', ...headers })),
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  })
  const error = (status: string, detail = 'why') => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status,
    detail,
  })
  const retry = { 'retry-after': '5' }
  expect(faultOf(answer(404, error('404')), asked)).toBeNull()
  expect(faultOf(answer(503, error('503'), retry), { ...asked, elapsedMs: 1_001 })).toBeNull()
  expect(faultOf(answer(200, { schemas: ['x'] }), asked)).toBeNull()
  const wrong = [
    answer(500, error('500')),
    answer(503, error('503'), retry),
    answer(404, error('400')),
    answer(404, error('404', '')),
    answer(404, ''),
    answer(404, { ...error('404'), schemas: [] }),
    answer(401, error('401')),
    answer(405, error('405')),
    answer(429, error('429')),
    answer(400, error('400', 'select * from operation')),
    answer(404, error('404'), { 'content-type': 'text/plain' }),
    answer(200, ''),
    answer(200, {}),
    answer(204, {}),
    answer(200, { schemas: ['x'], totalResults: '1', Resources: [] }),
  ]
  expect(wrong.filter((each) => faultOf(each, asked) === null)).toEqual([])
})
