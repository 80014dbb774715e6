/** A directory of which too much waits to be applied is told to come back later; it may read, and others may write. */
import { waitSeconds } from '@syncline/api/accept/backlog-watch.ts'
import { changeDirectorySettings } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { sampleBacklogs } from '@syncline/core/storage/read/backlog.ts'
import { expect, test } from 'vitest'
import { expectError } from '../support/expect-error.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'

const { pool, api, startWorker } = useTestSystem({ apis: { api: { waitLimitMs: 60_000 } }, directory: 'none' })

const set = ({ directoryId }: TestDirectory, changes: Record<string, unknown>) =>
  changeDirectorySettings(createKysely(pool()), { directoryId }, changes, 'test')
const post = (directory: TestDirectory, userName: string) =>
  api().scim(directory, 'POST', '/Users', { schemas: [USER], userName })
/** Is answered at once, whatever is pending, but for the backlog. */
const probe = (directory: TestDirectory) => api().scim(directory, 'POST', '/Users', {})

test('429 with Retry-After while more than its limit waits; served again when it is applied', async () => {
  const directory = await createTestDirectory(pool())
  const neighbour = await createTestDirectory(pool(), { of: directory })
  await set(directory, { backlogLimit: 5 })
  const waiting = Array.from({ length: 8 }, (_, n) => post(directory, `user-${n}`))
  const answer = await waitUntil(
    () => probe(directory),
    ({ status }) => status === 429,
  )
  expectError(answer, 429)
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect((await api().scim(directory, 'GET', '/Users')).status).toBe(200)
  const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'] }
  expect((await api().scim(directory, 'POST', '/Users/.search', search)).status).toBe(200)
  expect((await probe(neighbour)).status).toBe(400)
  await set(directory, { backlogLimit: 0 })
  await waitUntil(
    () => probe(directory),
    ({ status }) => status === 400,
  )
  await set(directory, { backlogLimit: 5 })
  await waitUntil(
    () => probe(directory),
    ({ status }) => status === 429,
  )

  await startWorker()
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(waiting.map(() => 201))
  await waitUntil(
    () => probe(directory),
    ({ status }) => status === 400,
  )
})

test('a backlog is counted up to one more than the limit, for each directory by itself', async () => {
  const one = await createTestDirectory(pool())
  const two = await createTestDirectory(pool(), { of: one })
  await pool().query(
    `insert into pending (site_id, directory_id, operation_id, digest)
     select $1, d, gen_random_uuid(), gen_random_uuid() from unnest($2::integer[]) d, generate_series(1, 20) n`,
    [one.siteId, [one.directoryId, two.directoryId]],
  )
  const of = (directory: TestDirectory, most: number) => ({ ...directory, most })
  const found = await sampleBacklogs(pool(), [of(one, 7), of(two, 100)])
  expect(found.map(({ directoryId, pending }) => [directoryId, pending])).toEqual([
    [one.directoryId, 8],
    [two.directoryId, 20],
  ])
  await pool().query('delete from pending where site_id = $1', [one.siteId])
})

test('how long to wait follows from how fast the lane is, within bounds', () => {
  expect(waitSeconds(50_000, 2_500)).toBe(20)
  expect(waitSeconds(100, 2_500)).toBe(1)
  expect(waitSeconds(1_000_000, 100)).toBe(60)
  expect(waitSeconds(50_000, 0)).toBe(10)
})
