/** Whoever dies while a person is erased, in the batch or in the walk, leaves it whole or not at all, and the next one goes on. */
import { walkPortion } from '@syncline/core/storage/lane/erasure-walk.ts'
import { expect, onTestFinished, test } from 'vitest'
import { appendTo } from '../support/commands.ts'
import { placesOf } from '../support/find-text.ts'
import { createGroup, createUser, person, replaceUser } from '../support/requests.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useTestLane } from '../support/use-test-lane.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

const system = useTestSystem({ apis: {}, directory: 'none' })
const lane = useTestLane(system)
const ADA = '01900001-0000-7000-8000-000000000001'
const STAFF = '01900002-0000-7000-8000-000000000001'

const rows = async ({ site }: Tenant, sql: string) => (await lane().pool.query(sql, [site.id])).rows
const ERASURE = 'select state, walked_to, finished_at from erasure where site_id = $1'

async function withPerson(name: string) {
  const tenant = await createTenant(lane().pool)
  await lane().apply(tenant, [
    createUser(ADA, { ...person(name), externalId: `e-${name}` }),
    createGroup(STAFF, 'Staff', [ADA]),
    replaceUser(ADA, 'title', `${name} the great`),
  ])
  const [account] = await rows(tenant, 'select id from account where site_id = $1')
  return { tenant, command: { name: 'erase-person', personId: account.id, records: 'erase' } as const }
}

test.each(['claimed', 'planned', 'committed'] as const)('a worker that is killed at "%s"', async (boundary) => {
  const name = `at${boundary}`
  const { tenant, command } = await withPerson(name)
  const start = async () => {
    const worker = await startWorkerProcess({ url: system.database().url, redisUrl: undefined })
    onTestFinished(() => worker.kill('SIGKILL'))
    return worker
  }
  const doomed = await start()
  doomed.child.send({ boundary, signal: 'SIGKILL' })
  await appendTo(lane(), tenant, command)
  expect(await doomed.ended).toBe('SIGKILL')
  const isDone = boundary === 'committed'
  expect((await rows(tenant, 'select id from account where site_id = $1')).length).toBe(isDone ? 0 : 1)
  expect((await rows(tenant, ERASURE)).length).toBe(isDone ? 1 : 0)

  await start()
  await waitUntil(
    () => rows(tenant, ERASURE),
    (all) => all.length === 1,
  )
  await rows(tenant, `update erasure set began_at = began_at - interval '1 minute' where site_id = $1`)
  await waitUntil(
    () => rows(tenant, ERASURE),
    ([erasure]) => erasure.finished_at !== null,
  )
  expect(await placesOf(lane().pool, name)).toEqual([])
})

test('a connection that is lost within a portion: nothing of it is done, and it is done again', async () => {
  const name = 'inportion'
  const { tenant, command } = await withPerson(name)
  await appendTo(lane(), tenant, command)
  await lane().drain(tenant)
  await rows(
    tenant,
    `update erasure set began_at = began_at - interval '1 minute', state = 'blanking' where site_id = $1`,
  )
  // A row of the last update of the portion is held: the portion stands with all the others done.
  const holder = await lane().pool.connect()
  await holder.query('begin')
  await holder.query(`select from change where site_id = $1 and subject_id = $2 for update`, [tenant.site.id, ADA])
  const walked = walkPortion(lane().pool).then(
    () => 'done',
    () => 'lost',
  )
  const [{ pid }] = await waitUntil(
    () =>
      rows(
        tenant,
        `select pid from pg_stat_activity where wait_event_type = 'Lock' and $1::integer > 0 and query like 'update change%'`,
      ),
    (waiting) => waiting.length === 1,
  )
  await holder.query('select pg_terminate_backend($1)', [pid])
  expect(await walked).toBe('lost')
  await holder.query('rollback')
  holder.release()
  expect(await rows(tenant, ERASURE)).toMatchObject([{ state: 'blanking', walked_to: 0 }])
  const bodies = `select from operation where site_id = $1 and resource_id = '${ADA}' and body is not null`
  expect((await rows(tenant, bodies)).length).toBe(2)
  await rows(tenant, `update erasure set state = 'blanking' where site_id = $1`)
  expect(await walkPortion(lane().pool)).toMatchObject({ kind: 'walked' })
  expect(await walkPortion(lane().pool)).toMatchObject({ kind: 'finished' })
  expect(await placesOf(lane().pool, name)).toEqual([])
})
