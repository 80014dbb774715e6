/**
 * People, groups and members of a site as CSV files, in parts. What an import reads comes first, under the names by which it
 * reads it, so that each file can be imported as it is; behind it is how things are here.
 */
import type pg from 'pg'
import { PROFILE_NAMES } from '../../domain/import.ts'
import { csvText } from '../../runtime/csv.ts'
import type { Page } from './look.ts'
import { listMembersOfSite, type MemberOfSite, type MemberPosition } from './member-list.ts'
import { listPeople, type Person } from './person-list.ts'
import type { Origin } from './person-read.ts'
import { type GroupOfSite, listSiteGroups } from './site-group-list.ts'
import type { SitePosition } from './site-list.ts'

const PAGE_ROWS = 1_000

const PEOPLE_HEAD = [
  ...['email', 'display name', 'audience', 'active'],
  ...PROFILE_NAMES.map((name) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)),
  ...['class', 'switched off by', 'directories', 'id'],
]
const GROUPS_HEAD = ['name', 'audience', 'source', 'directory', 'directory members', 'default access', 'id']
const MEMBERS_HEAD = ['group', 'email', 'audience', 'from']

/** By address. @param emailPrefix how it begins, in any case */
export function peopleCsv(pool: pg.Pool, siteId: number, emailPrefix?: string): AsyncGenerator<string> {
  return parts<Person, SitePosition>(PEOPLE_HEAD, cellsOfPerson, (after) =>
    listPeople(pool, siteId, { emailPrefix }, { after, limit: PAGE_ROWS }),
  )
}

/** By name. @param namePrefix how it begins, in any case */
export function groupsCsv(pool: pg.Pool, siteId: number, namePrefix?: string): AsyncGenerator<string> {
  return parts<GroupOfSite, SitePosition>(GROUPS_HEAD, cellsOfGroup, (after) =>
    listSiteGroups(pool, siteId, { namePrefix }, { after, limit: PAGE_ROWS }),
  )
}

/** A line for each person of each group, whoever put them into it. */
export function membersCsv(pool: pg.Pool, siteId: number): AsyncGenerator<string> {
  return parts<MemberOfSite, MemberPosition>(MEMBERS_HEAD, cellsOfMember, (after) =>
    listMembersOfSite(pool, siteId, { after, limit: PAGE_ROWS }),
  )
}

async function* parts<Row, Position>(
  head: readonly string[],
  cellsOf: (row: Row) => readonly string[],
  read: (after: Position | null) => Promise<Page<Row, Position>>,
): AsyncGenerator<string> {
  yield csvText([], head)
  for (let after: Position | null | undefined = null; after !== undefined; ) {
    // biome-ignore lint/performance/noAwaitInLoops: a page begins where the one before it ends
    const { rows, next }: Page<Row, Position> = await read(after)
    yield csvText(rows.map(cellsOf))
    after = next ?? undefined
  }
}

function cellsOfPerson({ profile, ...person }: Person): string[] {
  return [
    ...[person.email, person.displayName ?? '', person.audience, yesNo(person.active)],
    ...PROFILE_NAMES.map((name) => String(profile[name] ?? '')),
    ...[person.class, person.switchedOffBy ?? ''],
    ...[person.links.map(({ directory }) => directory).join(' '), person.id],
  ]
}

function cellsOfGroup({ name, audience, source, link, defaultAccess, id }: GroupOfSite): string[] {
  const members = link === null ? '' : String(link.memberCount)
  return [name, audience, source, link?.directory ?? '', members, yesNo(defaultAccess), id]
}

function cellsOfMember({ group, email, audience, origins }: MemberOfSite): string[] {
  return [group, email, audience, origins.map(originText).join(' ')]
}

/** `local`, the id of the directory, or `guard:` and the id: the directory has it no longer, and the guard keeps it. */
function originText(origin: Origin): string {
  if (origin.kind === 'local') return 'local'
  return origin.kind === 'guard' ? `guard:${origin.directory}` : origin.directory
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no'
}
