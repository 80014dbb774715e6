/**
 * Whom a conflict is about, and what a decision would do: against the same said with sets in memory, over random small sites of
 * which every row was written here. What the lane makes of decisions is seen elsewhere.
 */

import type { ConflictDecision } from '@syncline/core/domain/conflict.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { readDifferenceCounts } from '@syncline/core/storage/read/conflict-counts.ts'
import {
  DIFFERENCE_HEAD,
  DIFFERENCES,
  type Difference,
  differenceCsv,
  listDifference,
  type PersonOfDifference,
} from '@syncline/core/storage/read/conflict-difference.ts'
import { readDecisionEffects } from '@syncline/core/storage/read/conflict-effects.ts'
import { openReadPool } from '@syncline/core/storage/read/read-pool.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'

let database: TestDatabase
let pool: pg.Pool
let readPool: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url)
  readPool = openReadPool({ url: database.url, max: 1, onError: () => undefined })
})
afterAll(async () => {
  await readPool.end()
  await pool.end()
  await database.drop()
})

const [ACCOUNTS, CONFLICTS, APPS] = [12, 3, 3]
/** First keys of each kind; a key plus a number is one of them. */
const [USER, RECORD, GROUP, APP, CONFLICT] = [100, 200, 300, 400, 500]
/** Groups that nobody decides about, and that give access too. */
const OTHERS = 2

type World = {
  readonly directory: TestDirectory
  readonly phase: 'syncing' | 'reviewing'
  /** Switched on. */
  readonly active: ReadonlySet<number>
  /** By user: the account, and whether its groups count. */
  readonly links: ReadonlyMap<number, { readonly account: number; readonly joins: boolean }>
  /** By user: whose address it has. */
  readonly addresses: ReadonlyMap<number, number>
  readonly held: ReadonlySet<number>
  /** Users of each directory group, and accounts of each group of the site. */
  readonly records: readonly ReadonlySet<number>[]
  readonly groups: readonly ReadonlySet<number>[]
  /** Apps of each group. */
  readonly grants: readonly ReadonlySet<number>[]
}

const USERS = ACCOUNTS + 2

async function createWorld(seed: number, phase: World['phase']): Promise<World> {
  const random = seededRandom(`${phase} ${seed}`)
  const some = (most: number, share: number) =>
    new Set(Array.from({ length: most }, (_, n) => n).filter(() => random.next() < share))
  const directory = await createTestDirectory(pool)
  const linked = phase === 'syncing' ? some(USERS, 0.8) : some(USERS, 0.1)
  const world: World = {
    directory,
    phase,
    active: some(ACCOUNTS, 0.8),
    // Two of the users may be the same person.
    links: new Map([...linked].map((user) => [user, { account: user % ACCOUNTS, joins: random.next() < 0.9 }])),
    addresses: new Map(Array.from({ length: USERS }, (_, user) => [user, user % ACCOUNTS])),
    held: new Set([...some(USERS, 0.1)].filter((user) => !linked.has(user))),
    records: Array.from({ length: CONFLICTS }, () => some(USERS, 0.5)),
    groups: Array.from({ length: CONFLICTS + OTHERS }, () => some(ACCOUNTS, 0.5)),
    grants: Array.from({ length: CONFLICTS + OTHERS }, () => some(APPS, 0.5)),
  }
  await write(world)
  return world
}

async function write({ directory, phase, ...world }: World): Promise<void> {
  const { siteId, directoryId } = directory
  const query = (text: string, ...values: unknown[]) => pool.query(text, [siteId, ...values])
  const pairs = (sets: readonly ReadonlySet<number>[], first: number, each: number) => {
    const all = sets.flatMap((set, n) => [...set].map((member) => [first + n, each + member] as const))
    return [all.map(([group]) => group), all.map(([, member]) => member)]
  }
  await pool.query('update directory set phase = $2 where id = $1', [directoryId, phase])
  const accounts = Array.from({ length: ACCOUNTS }, (_, n) => n)
  await query(
    `insert into account (site_id, key, id, audience, class, active, email, email_key, created_at, updated_at)
     select $1, 1 + n, id, 'workforce', 'managed', active, 'p' || n || '@example.com', 'p' || n || '@example.com', now(), now()
     from unnest($2::integer[], $3::uuid[], $4::boolean[]) as t (n, id, active)`,
    accounts,
    accounts.map(() => uuidv7()),
    accounts.map((n) => world.active.has(n)),
  )
  const users = [...world.addresses]
  await query(
    `insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, email_key, created_at, last_modified,
       resource, compared)
     select $1, $2, ${USER} + n, id, true, 1, 'u' || n || '@x', 'p' || account || '@example.com', now(), now(), '{}', '{}'
     from unnest($3::integer[], $4::integer[], $5::uuid[]) as t (n, account, id)`,
    directoryId,
    users.map(([user]) => user),
    users.map(([, account]) => account),
    users.map(() => uuidv7()),
  )
  await query(
    `insert into directory_user_email (site_id, directory_id, email_key, user_key)
     select site_id, directory_id, email_key, key from directory_user where site_id = $1`,
  )
  const links = [...world.links]
  await query(
    `insert into user_link (site_id, user_key, account_key, kind, joins)
     select $1, ${USER} + u, 1 + a, case when u >= ${ACCOUNTS} then 'member' else 'owning' end, joins
     from unnest($2::integer[], $3::integer[], $4::boolean[]) as t (u, a, joins)`,
    links.map(([user]) => user),
    links.map(([, { account }]) => account),
    links.map(([, { joins }]) => joins),
  )
  await query(
    `insert into hold (site_id, record_key, kind, since, by) select $1, ${USER} + n, 'duplicate', now(), 'lane' from unnest($2::integer[]) n`,
    [...world.held],
  )
  await query(
    `insert into site_group (site_id, key, id, audience, source, name, name_key, created_at, updated_at)
     select $1, n, gen_random_uuid(), 'workforce', 'local', 'g' || n, 'g' || n, now(), now()
     from generate_series(${GROUP}, ${GROUP + CONFLICTS + OTHERS - 1}) n`,
  )
  await query(
    `insert into directory_member (site_id, group_key, member_key) select $1, g, m from unnest($2::bigint[], $3::bigint[]) t (g, m)`,
    ...pairs(world.records, RECORD, USER),
  )
  // By two origins where it is an even one: a person is in while any row is.
  await query(
    `insert into site_member (site_id, group_key, account_key, origin)
     select $1, g, m, o from unnest($2::bigint[], $3::bigint[]) t (g, m) cross join generate_series(0, 1) o where o = 0 or m % 2 = 0`,
    ...pairs(world.groups, GROUP, 1),
  )
  await query(
    `insert into app (site_id, key, id, kind, name, name_key, created_at, updated_at)
     select $1, n, gen_random_uuid(), 'app', 'a' || n, 'a' || n, now(), now() from generate_series(${APP}, ${APP + APPS - 1}) n`,
  )
  await query(
    `insert into access_grant (site_id, site_group_key, app_key, granted_at, granted_by)
     select $1, g, a, now(), 'test' from unnest($2::bigint[], $3::bigint[]) t (g, a)`,
    ...pairs(world.grants, GROUP, APP),
  )
  await query(
    `insert into conflict (site_id, key, id, directory_id, record_key, record_id, site_group_key, site_group_id, kind, name, name_key,
       state, version, first_seen)
     select $1, ${CONFLICT} + n, gen_random_uuid(), $2, ${RECORD} + n, gen_random_uuid(), ${GROUP} + n, gen_random_uuid(), 'local-group',
       'g', 'g', 'open', 1, now()
     from generate_series(0, ${CONFLICTS - 1}) n`,
    directoryId,
  )
}

/** The account that a user of a directory group stands for. */
function accountOf({ phase, links, addresses, held }: World, user: number): number | null {
  const link = links.get(user)
  if (link !== undefined) return link.joins ? link.account : null
  if (phase === 'syncing' || held.has(user)) return null
  const account = addresses.get(user) ?? -1
  const owned = [...links].some(([other, each]) => other < ACCOUNTS && each.account === account)
  return owned ? null : account
}

type Sides = Readonly<Record<Difference, ReadonlySet<number>>> & { readonly withoutAccount: number }

function sidesOf(world: World, n: number): Sides {
  const accounts = [...(world.records[n] ?? [])].map((user) => accountOf(world, user))
  const comes = new Set(accounts.filter((account) => account !== null))
  const is = world.groups[n] ?? new Set()
  return {
    added: new Set([...comes].filter((account) => !is.has(account))),
    removed: new Set([...is].filter((account) => !comes.has(account))),
    unchanged: new Set([...is].filter((account) => comes.has(account))),
    withoutAccount: accounts.filter((account) => account === null).length,
  }
}

/** Who loses which apps when all of these are accepted. */
function losses(world: World, accepted: readonly number[]): Map<number, number[]> {
  const after = world.groups.map((is, n) => {
    const { added, unchanged } = sidesOf(world, Math.min(n, CONFLICTS - 1))
    return accepted.includes(n) ? new Set([...added, ...unchanged]) : is
  })
  const reached = (groups: readonly ReadonlySet<number>[], account: number) =>
    new Set(groups.flatMap((people, n) => (people.has(account) ? [...(world.grants[n] ?? [])] : [])))
  const lost = [...world.active].map((account) => {
    const now = reached(after, account)
    return [account, [...reached(world.groups, account)].filter((app) => !now.has(app))] as const
  })
  return new Map(lost.filter(([, apps]) => apps.length > 0))
}

async function walk({ directory }: World, n: number, difference: Difference, limit: number) {
  const found: PersonOfDifference[] = []
  for (let after: number | null = 0; after !== null; ) {
    const place = { siteId: directory.siteId, key: CONFLICT + n }
    // biome-ignore lint/performance/noAwaitInLoops: a page needs the one before
    const page: Awaited<ReturnType<typeof listDifference>> = await listDifference(readPool, place, difference, {
      after,
      limit,
    })
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    found.push(...page.rows)
    after = page.next
  }
  return found
}

const emailOf = (account: number) => `p${account}@example.com`
const SEEDS = Array.from({ length: 12 }, (_, n) => n + 1)

describe.each(['syncing', 'reviewing'] as const)('while the directory is %s', (phase) => {
  test.each(SEEDS)('counts, pages and CSV say who is added, removed and stays; site %i', async (seed) => {
    const world = await createWorld(seed, phase)
    const { siteId } = world.directory
    const keys = Array.from({ length: CONFLICTS }, (_, n) => CONFLICT + n)
    const counts = await readDifferenceCounts(readPool, siteId, keys)
    await Promise.all(
      keys.map(async (key, n) => {
        const sides = sidesOf(world, n)
        const [added, removed, unchanged] = DIFFERENCES.map((difference) => sides[difference].size)
        expect(counts.get(key)).toEqual({ added, removed, unchanged, withoutAccount: sides.withoutAccount })
        const pages = await Promise.all(DIFFERENCES.map((difference) => walk(world, n, difference, 1 + (seed % 3))))
        for (const [at, difference] of DIFFERENCES.entries()) expectPeople(world, n, difference, pages[at] ?? [])
        const parts: string[] = []
        for await (const part of differenceCsv(readPool, { siteId, key })) parts.push(part)
        const [head, ...rows] = parts.join('').trimEnd().split('\r\n')
        expect(head).toBe(DIFFERENCE_HEAD.join(','))
        const lines = DIFFERENCES.flatMap((difference, at) =>
          (pages[at] ?? []).map(({ email }) => `${difference},${email}`),
        )
        expect(rows.map((row) => row.split(',').slice(0, 2).join(','))).toEqual(lines)
      }),
    )
  })
})

function expectPeople(world: World, n: number, difference: Difference, people: readonly PersonOfDifference[]): void {
  const expected = new Map([...sidesOf(world, n)[difference]].map((account) => [emailOf(account), account]))
  expect(people.map(({ email }) => email).toSorted()).toEqual([...expected.keys()].toSorted())
  const lost = losses(world, [n])
  for (const { email, loses } of people) {
    const apps = difference === 'removed' ? (lost.get(expected.get(email) ?? -1) ?? []) : []
    expect(loses.map(({ name }) => name)).toEqual(apps.toSorted().map((app) => `a${APP + app}`))
  }
}

test.each(SEEDS)('what a decision about several would do is what they would do together; site %i', async (seed) => {
  const world = await createWorld(100 + seed, 'syncing')
  const { siteId } = world.directory
  const chosen = [0, 1, 2].filter((n) => n !== seed % 4)
  const conflicts = chosen.map((n) => ({ key: CONFLICT + n, kind: 'local-group' as const }))
  const sides = chosen.map((n) => sidesOf(world, n))
  const sum = (of: (each: Sides) => number) => sides.reduce((total, each) => total + of(each), 0)
  const [added, removed, unchanged] = DIFFERENCES.map((difference) => sum((each) => each[difference].size))
  const withoutAccount = sum((each) => each.withoutAccount)
  const effects = (decision: ConflictDecision) => readDecisionEffects(readPool, siteId, decision, conflicts)

  const lost = losses(world, chosen)
  const accept = await effects('accept')
  expect(accept).toMatchObject({ added, removed, unchanged, withoutAccount, losing: lost.size })
  const losing = (app: number) => [...lost.values()].filter((apps) => apps.includes(app)).length
  const apps = [0, 1, 2].flatMap((app) => (losing(app) === 0 ? [] : [{ name: `a${APP + app}`, losing: losing(app) }]))
  expect(
    accept.apps.map(({ name, losing }) => ({ name, losing })).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  ).toEqual(apps)

  const nobodyLoses = { losing: 0, apps: [] }
  expect(await effects('merge')).toEqual({
    ...{ added, removed: 0, unchanged: (unchanged ?? 0) + (removed ?? 0), withoutAccount },
    ...nobodyLoses,
  })
  expect(await effects('rename')).toEqual({
    ...{ added: (added ?? 0) + (unchanged ?? 0), removed: 0, unchanged: 0, withoutAccount },
    ...nobodyLoses,
  })
  const nothing = { added: 0, removed: 0, unchanged: 0, withoutAccount: 0, ...nobodyLoses }
  expect(await effects('keep')).toEqual(nothing)
  const clashes = conflicts.map(({ key }) => ({ key, kind: 'rename-clash' as const }))
  expect(await readDecisionEffects(readPool, siteId, 'rename', clashes)).toEqual(nothing)
})
