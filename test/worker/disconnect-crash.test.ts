/** A worker process that dies between the disconnecting of a directory and its end at the site: the next one ends it. */
import { disconnectDirectory } from '@syncline/core/storage/catalogue/directory-disconnect.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { expect, onTestFinished, test } from 'vitest'
import { createGroup, createUser, person } from '../support/requests.ts'
import { createTenant } from '../support/tenant.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useTestLane } from '../support/use-test-lane.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

const system = useTestSystem({ apis: {}, directory: 'none' })
const lane = useTestLane(system)
const ADA = '01900001-0000-7000-8000-000000000001'
const STAFF = '01900002-0000-7000-8000-000000000001'

test.each(['claimed', 'planned'] as const)('killed at "%s"', async (boundary) => {
  const tenant = await createTenant(lane().pool)
  const rows = async (sql: string) => (await lane().pool.query(sql, [tenant.site.id])).rows
  await lane().apply(tenant, [
    createUser(ADA, { ...person('ada'), externalId: 'e1' }),
    createGroup(STAFF, 'Staff', [ADA]),
  ])
  const accounts = 'select * from account where site_id = $1'
  const links = 'select user_key from user_link where site_id = $1'
  const before = await rows(accounts)

  const start = async () => {
    const worker = await startWorkerProcess({ url: system.database().url, redisUrl: undefined })
    onTestFinished(() => worker.kill('SIGKILL'))
    return worker
  }
  const doomed = await start()
  doomed.child.send({ boundary, signal: 'SIGKILL' })
  const by = { actor: 'test', reason: 'sold' }
  await disconnectDirectory(createKysely(lane().pool), tenant.directory, by)
  expect(await doomed.ended).toBe('SIGKILL')
  expect(await rows('select phase from directory where site_id = $1')).toEqual([{ phase: 'disconnected' }])
  expect((await rows(links)).length).toBe(1)

  await start()
  await waitUntil(
    () => rows(links),
    (left) => left.length === 0,
  )
  expect(await rows(accounts)).toEqual(before)
  expect(await rows('select source from site_group where site_id = $1')).toEqual([{ source: 'local' }])
  expect(await rows('select directory_id, external_id from tombstone where site_id = $1')).toEqual([
    { directory_id: 0, external_id: 'e1' },
  ])
})
