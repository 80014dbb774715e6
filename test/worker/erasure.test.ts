/** The erasure of a person over the real lane: the walk through the history in portions, its end, and what it waits for. */

import { disconnectDirectory } from '@syncline/core/storage/catalogue/directory-disconnect.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { recordUndelivered } from '@syncline/core/storage/journal/redelivery.ts'
import { walkPortion } from '@syncline/core/storage/lane/erasure-walk.ts'
import { walkErasures } from '@syncline/worker/maintenance/erasures.ts'
import { expect, test } from 'vitest'
import { appendTo, applyCommand, resultOf } from '../support/commands.ts'
import { placesOf } from '../support/find-text.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  person,
  putUser,
  replaceUser,
} from '../support/requests.ts'
import { derivedSiteMembers, readSiteImage, recount } from '../support/site-image.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const id = (n: number) => `01900001-0000-7000-8000-00000000000${n}`
let made = 0

/** Somebody whose name is nowhere else in the database. */
function somebody() {
  made += 1
  const name = `person${made}x`
  return { name, attributes: { ...person(name), externalId: `e-${name}` } }
}

async function accountOf({ site }: Tenant, name: string): Promise<string> {
  const { rows } = await lane().pool.query('select id from account where site_id = $1 and email_key = $2', [
    site.id,
    `${name}@example.com`,
  ])
  return rows[0]?.id ?? ''
}

const erase = (tenant: Tenant, personId: string, records: 'refuse' | 'erase' = 'erase') =>
  resultOf(lane(), tenant, { name: 'erase-person', personId, records })

const ofSite = async ({ site }: Tenant, sql: string) => (await lane().pool.query(sql, [site.id])).rows
const erasure = async (tenant: Tenant) =>
  (await ofSite(tenant, 'select state, walked_to, subjects, traces, finished_at from erasure where site_id = $1'))[0]

/** As if it had begun a while ago: nothing that was accepted before it is on its way any more. */
const age = (tenant: Tenant) =>
  ofSite(tenant, `update erasure set began_at = began_at - interval '1 minute' where site_id = $1`)

async function walk(tenant: Tenant): Promise<void> {
  await age(tenant)
  await walkErasures(lane().pool, lane().deps.logger)
}

async function expectSound({ site }: Tenant): Promise<void> {
  const { counters, siteMembers, deadLetters } = await readSiteImage(lane().pool, site.id)
  expect(counters).toEqual(await recount(lane().pool, site.id))
  expect((siteMembers as { synced: boolean }[]).filter(({ synced }) => synced)).toEqual(
    await derivedSiteMembers(lane().pool, site.id),
  )
  expect(deadLetters).toEqual([])
}

async function withHistory() {
  const tenant = await createTenant(lane().pool)
  const { name, attributes } = somebody()
  await lane().apply(tenant, [
    createUser(id(1), attributes),
    createUser(id(2), person('bob')),
    createGroup(id(3), 'Staff', [id(1), id(2)]),
    createUser(id(4), attributes),
    replaceUser(id(1), 'title', `${name} the great`),
    putUser(id(1), { ...attributes, nickName: `little ${name}` }),
  ])
  return { tenant, name, attributes, account: await accountOf(tenant, name) }
}

test('in portions of any size, whoever ends in between leaves the rest for the next one', async () => {
  const { tenant, name, account } = await withHistory()
  await erase(tenant, account)
  await age(tenant)
  const places: number[] = []
  for (let portions = 0; portions < 100; portions += 1) {
    // biome-ignore lint/performance/noAwaitInLoops: one portion after another
    const walked = await walkPortion(lane().pool, 2)
    if (walked === null || walked.kind === 'finished') break
    places.push((await erasure(tenant)).walked_to)
  }
  // Up to the end, and once more from the beginning.
  const turn = places.indexOf(0)
  expect(turn).toBeGreaterThan(2)
  expect(places.slice(turn + 1)).toEqual(places.slice(0, turn))
  expect(await placesOf(lane().pool, name)).toEqual([])
  expect(await erasure(tenant)).toMatchObject({ state: 'finished', traces: null, finished_at: expect.any(Date) })
  await expectSound(tenant)
})

test('not while somebody may still wait for an answer, and an answer that nobody took is for nobody', async () => {
  const { tenant, name, account } = await withHistory()
  const [operation] = await ofSite(
    tenant,
    `select id, directory_id from operation where site_id = $1 and method = 'PUT' and resource_id = '${id(1)}'`,
  )
  const undelivered = { siteId: tenant.site.id, operationId: operation.id, directoryId: operation.directory_id }
  await recordUndelivered(lane().pool, [{ ...undelivered, digest: id(1), waiter: id(2) }])
  await erase(tenant, account)
  // However long it took to come here.
  await ofSite(tenant, `update erasure set began_at = now() + interval '1 hour' where site_id = $1`)
  expect(await walkPortion(lane().pool)).toBeNull()
  expect(await placesOf(lane().pool, name)).toContain('operation.body')
  await ofSite(tenant, 'update erasure set began_at = now() where site_id = $1')
  await walk(tenant)
  expect(await ofSite(tenant, 'select from redelivery where site_id = $1')).toEqual([])
  expect(await placesOf(lane().pool, name)).toEqual([])
})

test('two workers walk for different people, and never for the same', async () => {
  const [one, two] = [await withHistory(), await withHistory()]
  await erase(one.tenant, one.account)
  await erase(two.tenant, two.account)
  await Promise.all([age(one.tenant), age(two.tenant)])
  await Promise.all([1, 2, 3].map(() => walkErasures(lane().pool, lane().deps.logger, undefined, 1)))
  await walkErasures(lane().pool, lane().deps.logger)
  expect(await placesOf(lane().pool, `${one.name}|${two.name}`)).toEqual([])
})

test('what was accepted before and is applied behind it is blanked as well, and it does not end before', async () => {
  const { tenant, name, account } = await withHistory()
  await appendTo(lane(), tenant, { name: 'erase-person', personId: account, records: 'erase' })
  await lane().drain(tenant)
  await lane().append(tenant, [replaceUser(id(1), 'title', `${name} once more`)])
  await ofSite(tenant, `update pending set accepted_at = accepted_at - interval '1 hour' where site_id = $1`)
  await walk(tenant)
  expect(await erasure(tenant)).toMatchObject({ state: 'blanking', finished_at: null })
  expect(await placesOf(lane().pool, name)).toEqual(expect.arrayContaining(['operation.body']))
  await lane().drain(tenant)
  await walk(tenant)
  expect(await erasure(tenant)).toMatchObject({ state: 'finished' })
  expect(await placesOf(lane().pool, name)).toEqual([])
})

test('users that were linked to the account once are found, and people who are there are left alone', async () => {
  const { tenant, name, account, attributes } = await withHistory()
  await lane().apply(tenant, [
    deleteUser(id(1)),
    createUser(id(5), { ...attributes, userName: `other-${name}` }),
    replaceUser(id(5), 'emails', [{ value: `late-${name}@example.com`, primary: true }]),
    deleteUser(id(5)),
    // Of somebody else, who has the address by now.
    createUser(id(6), { userName: 'carl', emails: [{ value: 'carl@example.com', primary: true }] }),
  ])
  const journal = () =>
    ofSite(
      tenant,
      `select o::text as row from operation o where site_id = $1 and resource_id in ('${id(2)}', '${id(6)}')`,
    )
  // As after 30 days: only changes and outcomes are left of one of them.
  await ofSite(tenant, `delete from operation where site_id = $1 and resource_id = '${id(5)}'`)
  const others = await journal()
  expect(await accountOf(tenant, `late-${name}`)).toBe(account)
  await erase(tenant, account, 'refuse')
  await walk(tenant)
  expect((await erasure(tenant)).subjects).toEqual(expect.arrayContaining([account, id(1), id(5), id(4)]))
  expect(await placesOf(lane().pool, name)).toEqual([])
  expect(await journal()).toEqual(others)
})

test('a user that was deleted before it had an account is found by its address', async () => {
  const { tenant, name, account, attributes } = await withHistory()
  await lane().apply(tenant, [
    createUser(id(7), { ...attributes, userName: 'x', externalId: 'y' }),
    replaceUser(id(7), 'title', `${name} again`),
    deleteUser(id(7)),
  ])
  await erase(tenant, account)
  await walk(tenant)
  expect(await placesOf(lane().pool, name)).toEqual([])
})

test('records of a disconnected directory go with the person, also those that only their externalId leads to', async () => {
  const { tenant, name, account } = await withHistory()
  const moved = (domain: string) => replaceUser(id(1), 'emails', [{ value: `${name}@${domain}`, primary: true }])
  // An external account keeps its address while its user moves on.
  await lane().apply(tenant, [moved('elsewhere.example')])
  await lane().apply(tenant, [moved('further.example')])
  expect(await ofSite(tenant, `select email from account where site_id = $1 and id = '${account}'`)).toEqual([
    { email: `${name}@elsewhere.example` },
  ])
  await disconnectDirectory(createKysely(lane().pool), tenant.directory, { actor: 'test', reason: 'sold' })
  await lane().drain(tenant)
  expect(await erase(tenant, account, 'refuse')).toMatchObject({ erasedNow: true, records: 1 })
  await walk(tenant)
  expect(await placesOf(lane().pool, name)).toEqual([])
})

test('who comes back with the externalId is a new person, and an undo or a restore does not bring them back', async () => {
  const { tenant, name, account, attributes } = await withHistory()
  await lane().apply(tenant, [deleteGroup(id(3)), deleteUser(id(1))])
  await erase(tenant, account, 'refuse')
  await walk(tenant)
  const [copy] = await ofSite(tenant, 'select id from group_copy where site_id = $1')
  const restored = await resultOf(lane(), tenant, { name: 'restore-group', copyId: copy.id })
  expect(restored).toMatchObject({
    members: 1,
    notRestoredCount: 1,
    notRestored: [{ account: null, name: null, reason: 'gone' }],
  })
  await lane().apply(tenant, [createUser(id(8), attributes)])
  expect(await accountOf(tenant, name)).not.toBe(account)
  await expectSound(tenant)
})

test('another site is not found, and nothing of it is touched', async () => {
  const [here, there] = [await withHistory(), await withHistory()]
  const command = { name: 'erase-person', personId: there.account, records: 'erase' } as const
  expect(await applyCommand(lane(), here.tenant, command)).toMatchObject({ kind: 'refused', fault: 'not-found' })
  const image = () => ofSite(there.tenant, 'select o::text from operation o where site_id = $1 order by id')
  const before = await image()
  await erase(here.tenant, here.account)
  await walk(here.tenant)
  expect(await image()).toEqual(before)
  await lane().apply(there.tenant, [addMembers(id(3), id(2))])
})
