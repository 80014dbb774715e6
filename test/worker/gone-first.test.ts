/** Who was deleted in a pause: projected before the first operation behind the pause, so that whoever is made again is known. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { pauseDirectory, resumeDirectory } from '@syncline/core/storage/catalogue/directory-pause.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { runSlice } from '@syncline/worker/lane/slice.ts'
import { expect, test } from 'vitest'
import { createUser, deleteUser, person } from '../support/requests.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const PEOPLE = 12

const numbered = (n: number, email: string) => ({ ...person(`user ${n}`, email), externalId: `external ${n}` })
const before = (n: number) => numbered(n, `first-${n}@example.com`)
const after = (n: number) => numbered(n, `second-${n}@example.com`)
const all = <T>(of: (n: number) => T) => Array.from({ length: PEOPLE }, (_, n) => of(n))

const pause = (tenant: Tenant) => pauseDirectory(createKysely(lane().pool), tenant.directory, 'hold', 'test')
const resume = (tenant: Tenant) => resumeDirectory(createKysely(lane().pool), tenant.directory, 'test')

/** People who were deleted while their directory was paused; the pause is over, and nothing was applied since. */
async function afterPause(): Promise<Tenant> {
  const tenant = await createTenant(lane().pool)
  const ids = all(() => uuidv7())
  await lane().apply(
    tenant,
    ids.map((id, n) => createUser(id, before(n))),
  )
  await pause(tenant)
  await lane().apply(tenant, ids.map(deleteUser))
  await resume(tenant)
  return tenant
}

const recreate = (tenant: Tenant) =>
  lane().append(
    tenant,
    all((n) => createUser(uuidv7(), after(n))),
  )

function drain({ site }: Tenant, stepSize: number) {
  return runSlice({ ...lane().deps, batchSize: 5, stepSize }, site.id, { unfloored: true })
}

async function accounts({ site }: Tenant): Promise<string[]> {
  const { rows } = await lane().pool.query<{ email: string; active: boolean }>(
    'select email, active from account where site_id = $1 order by key',
    [site.id],
  )
  return rows.map(({ email, active }) => (active ? email : `${email} off`))
}

const waiting = async ({ site }: Tenant) =>
  (await lane().pool.query('select failure from dirty where site_id = $1', [site.id])).rows

test.each([1, 5, 1_000])(
  'whoever is made again behind the pause has the account back, with steps of %i',
  async (size) => {
    const tenant = await afterPause()
    await recreate(tenant)
    expect(await drain(tenant, size)).toBe('drained')
    expect(await accounts(tenant)).toEqual(all((n) => `second-${n}@example.com`))
    expect(await waiting(tenant)).toEqual([])
  },
)

test('operations wait for nobody else: rows that are only to be projected again come behind them', async () => {
  const tenant = await createTenant(lane().pool)
  await lane().apply(
    tenant,
    all((n) => createUser(uuidv7(), before(n))),
  )
  await pause(tenant)
  const scopes = [{ kind: 'directory', directoryId: tenant.directory.id }] as const
  const command = { name: 'reproject', scopes } as const
  await appendCommand(createKysely(lane().pool), {
    id: uuidv7(),
    siteId: tenant.site.id,
    actor: 'test',
    reason: null,
    command,
  })
  await lane().drain(tenant)
  expect(await waiting(tenant)).toHaveLength(PEOPLE)
  await resume(tenant)
  const [id] = await lane().append(tenant, [createUser(uuidv7(), person('late'))])
  const { applied_seq: at } = (
    await lane().pool.query('select applied_seq from lane where site_id = $1', [tenant.site.id])
  ).rows[0]
  await drain(tenant, 1)
  const outcome = (await lane().outcomes(tenant)).find(({ operationId }) => operationId === id)
  expect(outcome?.appliedSeq).toBe(at + 1)
})

test('when the directory is paused again, who was deleted in the first pause keeps nobody waiting', async () => {
  const tenant = await afterPause()
  await pause(tenant)
  await recreate(tenant)
  expect(await drain(tenant, 5)).toBe('drained')
  expect(await waiting(tenant)).toHaveLength(2 * PEOPLE)
})

test('a record that cannot be projected is found among the deleted, left for an operator, and keeps nobody waiting', async () => {
  const tenant = await afterPause()
  await recreate(tenant)
  // Whatever the cause: this account cannot be switched off.
  await lane().pool.query(
    `alter table account add constraint stays_on check (site_id <> ${tenant.site.id} or email <> 'first-7@example.com' or active)`,
  )
  try {
    expect(await drain(tenant, 5)).toBe('drained')
  } finally {
    await lane().pool.query('alter table account drop constraint stays_on')
  }
  expect(await waiting(tenant)).toEqual([{ failure: 'database error 23514 on stays_on' }])
  expect(await accounts(tenant)).toEqual([
    ...all((n) => (n === 7 ? 'first-7@example.com' : `second-${n}@example.com`)),
    'second-7@example.com',
  ])
})

test('an operation that breaks its batch is found also behind who was deleted', async () => {
  const tenant = await afterPause()
  const ids = await recreate(tenant)
  await lane().pool.query(
    `alter table account add constraint not_again check (site_id <> ${tenant.site.id} or email <> 'second-7@example.com')`,
  )
  try {
    expect(await drain(tenant, 5)).toBe('drained')
  } finally {
    await lane().pool.query('alter table account drop constraint not_again')
  }
  const failed = (await lane().outcomes(tenant)).filter(({ status }) => status === 500)
  expect(failed.map(({ operationId }) => operationId)).toEqual([ids[7]])
  expect(await waiting(tenant)).toEqual([])
})
