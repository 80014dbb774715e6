/** What must hold whenever nobody writes: found differences as text, none when all is well. */
import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import { findDisorder, findOverlaps } from '../../support/batch-log.ts'
import { readSiteImage, recount } from '../../support/site-image.ts'
import { type DirectoryModel, emailOf, type GroupModel } from './model.ts'

export type ModelledDirectory = {
  readonly siteId: number
  readonly directoryId: number
  readonly model: DirectoryModel
  readonly shared: GroupModel
}

const MOST_SHOWN = 20

/** A try to apply an operation that was not finished. */
export type UnfinishedTry = { readonly worker: string; readonly at: Date }

/** @param excuses whether something was done to the worker, or to what it needs, during that try */
export async function findViolations(
  pool: pg.Pool,
  directories: readonly ModelledDirectory[],
  excuses: (unfinished: UnfinishedTry) => boolean = () => false,
): Promise<string[]> {
  const sites = Map.groupBy(directories, (directory) => directory.siteId)
  const found = await Promise.all([
    ...[...sites].map(([siteId, parts]) => compareSite(pool, siteId, parts)),
    ...[...sites.keys()].map((siteId) => compareCounters(pool, siteId)),
    none('dead letters that nobody provoked', unprovoked(pool, excuses)),
    none('batches that overlap or leave a gap', findOverlaps(pool)),
    none('operations applied out of order', findDisorder(pool)),
    ...Object.entries(NOTHING).map(([what, text]) => none(what, query(pool, text))),
  ])
  return found.flat()
}

/** Statements that must find nothing. */
const NOTHING = {
  'pending operations': 'select * from pending',
  'holds on site rows': 'select * from hold',
  'operations without exactly one outcome': `
    select o.site_id, o.id, count(x.operation_id) as outcomes from operation o
    left join outcome x on x.site_id = o.site_id and x.operation_id = o.id
    group by 1, 2 having count(x.operation_id) <> 1`,
  'outcomes without an operation': `
    select x.site_id, x.operation_id from outcome x
    where not exists (select from operation o where o.site_id = x.site_id and o.id = x.operation_id)`,
  'accepted operations that are not in the journal': `
    select a.* from test_log.accepted a
    where not exists (select from operation o where o.site_id = a.site_id and o.id = a.operation_id)`,
  'gaps in the history of a site': `
    select l.site_id, l.applied_seq, count(x.applied_seq), min(x.applied_seq), max(x.applied_seq)
    from lane l left join outcome x on x.site_id = l.site_id
    group by 1, 2
    having count(x.applied_seq) <> l.applied_seq or count(distinct x.applied_seq) <> l.applied_seq
      or coalesce(max(x.applied_seq), 0) <> l.applied_seq`,
} as const

/** An operation is given up when its process ends twice while it is alone: that has to be somebody's doing. */
async function unprovoked(pool: pg.Pool, excuses: (unfinished: UnfinishedTry) => boolean): Promise<unknown[]> {
  const { rows } = await pool.query<{ tries: { worker: string; at: string }[]; reason: string }>(
    `select d.*, (
       select coalesce(json_agg(json_build_object('worker', a.worker, 'at', a.at) order by a.at), '[]')
       from test_log.attempt a where a.site_id = d.site_id and a.base = o.applied_seq - 1
     ) as tries
     from dead_letter d join outcome o on o.site_id = d.site_id and o.operation_id = d.operation_id`,
  )
  return rows.filter(
    ({ tries }) => tries.length < 2 || !tries.every(({ worker, at }) => excuses({ worker, at: new Date(at) })),
  )
}

async function query(pool: pg.Pool, text: string): Promise<unknown[]> {
  return (await pool.query(text)).rows
}

async function none(what: string, finding: Promise<unknown[]>): Promise<string[]> {
  const rows = await finding
  if (rows.length === 0) return []
  return [`${rows.length} ${what}: ${JSON.stringify(rows.slice(0, MOST_SHOWN))}`]
}

/** What is kept beside what is counted. */
export async function compareCounters(pool: pg.Pool, siteId: number): Promise<string[]> {
  const [kept, counted] = await Promise.all([
    query(
      pool,
      `select directory_id > 0 as of_directory, name, sum(value)::bigint as value from counter where site_id = ${siteId}
       group by 1, 2 having sum(value) <> 0 order by 1, 2`,
    ),
    recount(pool, siteId),
  ])
  const same = isDeepStrictEqual(byText(kept), byText(counted))
  return same ? [] : [`counters of site ${siteId}: ${JSON.stringify(kept)}, counted ${JSON.stringify(counted)}`]
}

async function compareSite(pool: pg.Pool, siteId: number, parts: readonly ModelledDirectory[]): Promise<string[]> {
  const image = await readSiteImage(pool, siteId)
  const expected = expectedImage(parts)
  return Object.entries(expected).flatMap(([part, rows]) =>
    differences(`site ${siteId}, ${part}`, rows, (image[part] ?? []).map(FOUND[part as keyof typeof FOUND])),
  )
}

type Row = Record<string, unknown>

/** Of the rows of an image what a client can know. */
const FOUND = {
  users: (row: unknown) => only(row, 'id', 'active', 'version', 'resource'),
  groups: (row: unknown) => {
    const { resource, ...rest } = only(row, 'id', 'version', 'member_count', 'resource')
    return { ...rest, name: (resource as Row).displayName }
  },
  members: (row: unknown) => only(row, 'group_id', 'member_id'),
  accounts: (row: unknown) => only(row, 'email', 'active', 'display_name', 'owner'),
  siteGroups: (row: unknown) => only(row, 'name', 'source', 'linked'),
  siteMembers: (row: unknown) => only(row, 'name_key', 'email_key', 'synced'),
}

function only(row: unknown, ...names: string[]): Row {
  return Object.fromEntries(names.map((name) => [name, (row as Row)[name]]))
}

function expectedImage(parts: readonly ModelledDirectory[]): Record<keyof typeof FOUND, Row[]> {
  const users = parts.flatMap(({ model }) => [...model.users.values()])
  const usersById = new Map(users.map((user) => [user.id, user]))
  const former = parts.flatMap(({ model }) => model.former)
  const groups = parts.flatMap(({ model, shared }) => [...model.groups.values(), shared])
  const pairs = groups.flatMap((group) => [...group.members].map((member) => ({ group, member })))
  return {
    users: users.map(({ id, version, attributes }) => ({
      id,
      active: attributes.active,
      version,
      resource: attributes,
    })),
    groups: groups.map(({ id, version, members, displayName }) => ({
      id,
      version,
      member_count: members.size,
      name: displayName,
    })),
    members: pairs.map(({ group, member }) => ({ group_id: group.id, member_id: member })),
    accounts: [
      ...users.map((user) => ({
        email: emailOf(user),
        active: user.attributes.active,
        display_name: user.attributes.displayName,
        owner: user.id,
      })),
      ...former.map(({ email, displayName }) => ({ email, active: false, display_name: displayName, owner: null })),
    ],
    siteGroups: groups.map(({ id, displayName }) => ({ name: displayName, source: 'synced', linked: id })),
    siteMembers: pairs.map(({ group, member }) => {
      const user = usersById.get(member)
      return { name_key: group.displayName, email_key: user === undefined ? member : emailOf(user), synced: true }
    }),
  }
}

function differences(what: string, expected: readonly Row[], found: readonly Row[]): string[] {
  const [want, have] = [byText(expected), byText(found)]
  const missing = without(want, have)
  const surplus = without(have, want)
  if (missing.length === 0 && surplus.length === 0) return []
  const show = (texts: readonly string[]) => `${texts.length} ${texts.slice(0, MOST_SHOWN).join(' ')}`
  return [`${what}: missing ${show(missing)}; too many ${show(surplus)}`]
}

/** Lists with repetitions. */
function without(texts: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1)
  return texts.filter((text) => {
    const left = counts.get(text) ?? 0
    counts.set(text, left - 1)
    return left <= 0
  })
}

function byText(rows: readonly unknown[]): string[] {
  return rows.map((row) => JSON.stringify(sorted(row))).sort()
}

/** With the names of each object in order: what was stored as jsonb has an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const entries = Object.entries(value).map(([name, each]) => [name, sorted(each)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
