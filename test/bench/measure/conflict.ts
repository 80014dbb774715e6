/**
 * A conflict between two groups of the same size, half of their people in both: what an administrator waits for to see it, and
 * what the lane takes to carry a decision out and to take it back.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { readDifferenceCounts } from '@syncline/core/storage/read/conflict-counts.ts'
import {
  type ConflictPlace,
  DIFFERENCES,
  type Difference,
  listDifference,
} from '@syncline/core/storage/read/conflict-difference.ts'
import { readDecisionEffects } from '@syncline/core/storage/read/conflict-effects.ts'
import { type ConflictOfSite, readConflict } from '@syncline/core/storage/read/conflict-list.ts'
import { openReadPool } from '@syncline/core/storage/read/read-pool.ts'
import type pg from 'pg'
import { fillDirectory } from '../../support/fill-directory.ts'
import type { TestDirectory } from '../../support/test-directory.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { assertConserved } from '../conservation.ts'
import type { Figure } from '../figure.ts'
import { timingOf } from '../load/timing.ts'
import type { Bench, Measurement } from '../measurement.ts'
import { appendUsers, untilStored } from '../stored-users.ts'

const NAME = 'Everybody of two companies'
const APPS = 3
const A_REQUEST = 1_000
const PAGE = 100
const READS = 5
const LIMIT_MS = 600_000

type Place = TestDirectory & { readonly accounts: readonly string[] }

export const conflict: Measurement = {
  name: 'conflict',
  what: 'a conflict between two groups with many people: its difference, its decision and its undo',
  queueMatters: false,
  async run(bench) {
    const { system, sizes } = bench
    const people = sizes.inConflict
    const { place, operations } = await fill(bench, people)
    const found = await onlyConflict(system.pool, place.siteId)
    const reads = await measureReads(bench, place.siteId, found, people)
    const decide: Command = {
      name: 'decide-conflicts',
      decision: 'accept',
      conflicts: [{ id: found.id, version: found.version }],
    }
    const accept = await carriedOut(bench, place.siteId, decide, people, people)
    const undo = await carriedOut(bench, place.siteId, { name: 'undo-decision', conflictId: found.id }, people, people)
    const counted = await assertConserved(system.pool, place.siteId, {
      operations: operations + 2,
      users: people * 1.5,
      groups: 1,
      members: people,
      siteMembers: people,
      // Taken back: the directory's group is held, and nothing follows it.
      holds: 1,
    })
    return {
      figures: [
        ...reads,
        { id: 'conflict-accept', what: `members of an accepted group of ${people}`, values: { perSecond: accept } },
        {
          id: 'conflict-undo',
          what: `members of a group of ${people} when that is undone`,
          values: { perSecond: undo },
        },
      ],
      counted,
    }
  },
}

/** The first two thirds of all people are in the site's group, and the last two thirds in the directory's. */
async function fill(bench: Bench, people: number): Promise<{ readonly place: Place; readonly operations: number }> {
  const { system } = bench
  const { directory, ids, operations } = await appendUsers(bench, people * 1.5)
  await untilStored(bench, directory)
  const accounts = await accountsOf(system.pool, directory.siteId)
  const commands: Command[] = [{ name: 'create-group', groupName: NAME, audience: 'workforce' }]
  for (let at = 0; at < APPS; at += 1) commands.push({ name: 'create-app', kind: 'app', appName: `App ${at}` })
  await apply(bench, directory, commands)
  const { groupId, apps } = await made(system.pool, directory.siteId)
  const filling: Command[] = apps.map((appId) => ({ name: 'grant-access', appId, groupId }))
  for (let at = 0; at < people; at += A_REQUEST) {
    const add = accounts.slice(at, Math.min(people, at + A_REQUEST))
    filling.push({ name: 'change-group-members', groupId, add, remove: [] })
  }
  await apply(bench, directory, filling)
  const members = ids.slice(people / 2).map((value) => ({ value }))
  const posts = [{ method: 'POST', resourceType: 'Group', body: { displayName: NAME, members } }] as const
  await fillDirectory(system.databaseUrl, directory, posts)
  await untilStored(bench, directory)
  return {
    place: { ...directory, accounts },
    operations: operations + commands.length + filling.length + posts.length,
  }
}

/** Public ids, in the order in which the people came. */
async function accountsOf(pool: pg.Pool, siteId: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('select id from account where site_id = $1 order by key', [siteId])
  return rows.map(({ id }) => id)
}

async function made(pool: pg.Pool, siteId: number) {
  const { rows } = await pool.query<{ groupId: string; apps: string[] }>(
    `select (select id from site_group where site_id = $1) as "groupId",
       (select array_agg(id order by key) from app where site_id = $1) as apps`,
    [siteId],
  )
  const [row] = rows
  if (row === undefined) throw new Error('the group was not made')
  return row
}

async function apply(bench: Bench, { siteId }: Pick<TestDirectory, 'siteId'>, commands: readonly Command[]) {
  const db = createKysely(bench.system.pool)
  for (const command of commands) {
    // biome-ignore lint/performance/noAwaitInLoops: one after the other, in their order
    await appendCommand(db, { id: uuidv7(), siteId, actor: 'bench', reason: null, command })
  }
  await untilStored(bench, { siteId } as TestDirectory)
}

async function onlyConflict(pool: pg.Pool, siteId: number): Promise<ConflictOfSite> {
  const { rows } = await pool.query<{ id: string }>('select id from conflict where site_id = $1', [siteId])
  const found = rows[0] === undefined ? null : await readConflict(pool, siteId, rows[0].id)
  if (found === null || found.state !== 'open') throw new Error('there is no conflict')
  return found
}

/** As the API reads it, with its settings. */
async function measureReads({ system }: Bench, siteId: number, { key, kind }: ConflictOfSite, people: number) {
  const pool = openReadPool({ url: system.databaseUrl, max: 1, onError: () => undefined })
  const half = people / 2
  const figures: Figure[] = []
  const measure = async (id: string, what: string, read: () => Promise<number>, wanted: number) => {
    const latencies = new Float64Array(READS)
    for (let at = 0; at < READS; at += 1) {
      const begun = performance.now()
      // biome-ignore lint/performance/noAwaitInLoops: one at a time is what is measured
      const found = await read()
      latencies[at] = performance.now() - begun
      if (found !== wanted) throw new Error(`${what}: ${found} and not ${wanted}`)
    }
    const { p50Ms, maxMs } = timingOf(latencies, 1)
    figures.push({ id, what: `${what}, two groups of ${people}`, values: { p50Ms, maxMs } })
  }
  try {
    const counts = async () => (await readDifferenceCounts(pool, siteId, [key])).get(key)
    await measure('conflict-counts', 'counts of a conflict', async () => (await counts())?.unchanged ?? -1, half)
    for (const difference of DIFFERENCES) {
      // biome-ignore lint/performance/noAwaitInLoops: one at a time is what is measured
      await measure(
        `conflict-${difference}`,
        `the first people: ${difference}`,
        () => firstPeople(pool, { siteId, key }, difference),
        Math.min(PAGE, half),
      )
    }
    const effects = () => readDecisionEffects(pool, siteId, 'accept', [{ key, kind }])
    await measure('conflict-effects', 'what accepting would do', async () => (await effects()).losing, half)
  } finally {
    await pool.end()
  }
  return figures
}

/** As whoever follows the cursors sees them: a page looks at so many people, and may have found none. */
async function firstPeople(pool: pg.Pool, place: ConflictPlace, difference: Difference): Promise<number> {
  let found = 0
  for (let after: number | null = 0; after !== null && found < PAGE; ) {
    // biome-ignore lint/performance/noAwaitInLoops: each page begins where the one before ended
    const page: Awaited<ReturnType<typeof listDifference>> = await listDifference(pool, place, difference, {
      after,
      limit: PAGE - found,
    })
    found += page.rows.length
    after = page.next
  }
  return found
}

/** From the append of the command until the group has its people. @returns members a second */
async function carriedOut(
  { system }: Bench,
  siteId: number,
  command: Command,
  people: number,
  wanted: number,
): Promise<number> {
  const begun = performance.now()
  const id = uuidv7()
  await appendCommand(createKysely(system.pool), { id, siteId, actor: 'bench', reason: null, command })
  await system.wakeLane(siteId)
  await waitUntil(
    async () => {
      const { rows } = await system.pool.query<{ done: boolean }>(
        `select exists (select from outcome where site_id = $1 and operation_id = $2) and
           not exists (select from conflict where site_id = $1 and state = 'decided') as done`,
        [siteId, id],
      )
      return rows[0]?.done
    },
    (done) => done === true,
    { timeoutMs: LIMIT_MS, intervalMs: 20 },
  )
  const ms = performance.now() - begun
  const { rows } = await system.pool.query<{ n: number }>('select count(*) as n from site_member where site_id = $1', [
    siteId,
  ])
  if (rows[0]?.n !== wanted) throw new Error(`${rows[0]?.n} members and not ${wanted} behind ${command.name}`)
  return (people * 1_000) / ms
}
