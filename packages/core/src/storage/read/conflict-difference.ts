/** Whom a conflict is about, today: who would be added, who removed, and who stays, in pages and as CSV. */
import type pg from 'pg'
import type { AccountClass, Key } from '../../domain/record.ts'
import { csvText } from '../../runtime/csv.ts'
import { accountOfUser, isInRecord } from './conflict-people.ts'
import type { Page } from './look.ts'

export const DIFFERENCES = ['added', 'removed', 'unchanged'] as const
export type Difference = (typeof DIFFERENCES)[number]

export type AppLost = { readonly id: string; readonly kind: 'app' | 'project'; readonly name: string }

export type PersonOfDifference = {
  readonly id: string
  readonly email: string
  readonly displayName: string | null
  readonly class: AccountClass
  readonly active: boolean
  /** Of who would be removed: what they have no other way into. */
  readonly loses: readonly AppLost[]
}

/** People that a page looks at, however large the groups are: one that has not found enough of them says where to go on. */
const MOST_LOOKED_AT = 20_000
const CSV_ROWS = 2_000
export const DIFFERENCE_HEAD = [
  ...['change', 'e-mail address', 'display name', 'class', 'active'],
  ...['loses the only way into', 'account'],
]

const CONFLICT = `
conflict_of as materialized (
  select c.record_key, c.site_group_key, c.directory_id from conflict c where c.site_id = $1 and c.key = $2
)`

/** Of `account a` that would no longer be in the group `c.site_group_key`; nobody who is switched off has a way to lose. */
const LOSES = `(
  select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind, 'name', p.name) order by p.key), '[]')
  from access_grant g
  join app p on p.site_id = $1 and p.key = g.app_key
  where g.site_id = $1 and g.site_group_key = c.site_group_key and a.active and (
    select true from site_member o
    where o.site_id = $1 and o.account_key = a.key and o.group_key <> c.site_group_key and (
      select true from access_grant w where w.site_id = $1 and w.app_key = g.app_key and w.site_group_key = o.group_key limit 1)
    limit 1) is null)`

const COLUMNS = `p.place, a.id, a.email, a.display_name as "displayName", a.class, a.active`

const WHOLE_ACCOUNT = 'select x.* from account x where x.site_id = $1 and x.key = p.account_key limit 1'

const addressOf = (key: string) =>
  `select x.key, x.audience, x.email_key from account x where x.site_id = $1 and x.key = ${key} limit 1`

/** In the order of the users' keys. Of two users with one account the first counts. */
const ADDED = `
with ${CONFLICT}
select ${COLUMNS}, '[]'::json as loses
from conflict_of c
cross join lateral (
  select m.member_key as place, m.account_key
  from directory d
  cross join lateral (
    select m.member_key, p.account_key
    from (
      select m.member_key from directory_member m
      where m.site_id = $1 and m.group_key = c.record_key and m.member_key > $3 and not m.nested
      order by m.member_key limit ${MOST_LOOKED_AT}
    ) m
    cross join lateral (${accountOfUser('m.member_key')}) p
    cross join lateral (${addressOf('p.account_key')}) a
    where (select true from site_member s
           where s.site_id = $1 and s.account_key = p.account_key and s.group_key = c.site_group_key limit 1) is null
      and not ${isInRecord('c.record_key', 'm.member_key')}
    order by m.member_key
    limit $4
  ) m
  where d.site_id = $1 and d.id = c.directory_id
) p
cross join lateral (${WHOLE_ACCOUNT}) a
order by p.place`

/** In the order of the accounts' keys. */
const ofSiteGroup = (isComing: boolean) => `
with ${CONFLICT}
select ${COLUMNS}, ${isComing ? `'[]'::json` : LOSES} as loses
from conflict_of c
cross join lateral (
  select s.account_key as place, s.account_key
  from directory d
  cross join lateral (
    select s.account_key
    from (
      select distinct s.account_key from site_member s
      where s.site_id = $1 and s.group_key = c.site_group_key and s.account_key > $3
      order by s.account_key limit ${MOST_LOOKED_AT}
    ) s
    cross join lateral (${addressOf('s.account_key')}) a
    where ${isInRecord('c.record_key')} = ${isComing}
    order by s.account_key
    limit $4
  ) s
  where d.site_id = $1 and d.id = c.directory_id
) p
cross join lateral (${WHOLE_ACCOUNT}) a
order by p.place`

/** Exported for the test that looks at plans. $2 the conflict, $3 behind which key, $4 the most rows. */
export const DIFFERENCE: Readonly<Record<Difference, string>> = {
  added: ADDED,
  removed: ofSiteGroup(false),
  unchanged: ofSiteGroup(true),
}

/** Where a look that found too few has stopped; none: it came to the end. $1 site, $2 conflict, $3 behind which key. */
const STOPPED: Readonly<Record<Difference, string>> = {
  added: `with ${CONFLICT} select m.member_key as place from conflict_of c cross join lateral (
    select m.member_key from directory_member m
    where m.site_id = $1 and m.group_key = c.record_key and m.member_key > $3 and not m.nested
    order by m.member_key offset ${MOST_LOOKED_AT - 1} limit 1) m`,
  removed: stoppedAtSite(),
  unchanged: stoppedAtSite(),
}

function stoppedAtSite(): string {
  return `with ${CONFLICT} select s.account_key as place from conflict_of c cross join lateral (
    select distinct s.account_key from site_member s
    where s.site_id = $1 and s.group_key = c.site_group_key and s.account_key > $3
    order by s.account_key offset ${MOST_LOOKED_AT - 1} limit 1) s`
}

export type ConflictPlace = { readonly siteId: number; readonly key: Key }

/** A page may be short, or empty, and not the last, of groups with more than MOST_LOOKED_AT people. */
export async function listDifference(
  pool: pg.Pool,
  { siteId, key }: ConflictPlace,
  difference: Difference,
  { after, limit }: { readonly after: Key; readonly limit: number },
): Promise<Page<PersonOfDifference, Key>> {
  type Row = PersonOfDifference & { place: Key }
  const { rows: found } = await pool.query<Row>(DIFFERENCE[difference], [siteId, key, after, limit + 1])
  const rows = found.slice(0, limit).map(({ place: _, ...person }) => person)
  if (found.length > limit) return { rows, next: found[limit - 1]?.place ?? null }
  const { rows: stopped } = await pool.query<{ place: Key }>(STOPPED[difference], [siteId, key, after])
  return { rows, next: stopped[0]?.place ?? null }
}

/** The file in parts. @param wanted default: all three, one after the other */
export async function* differenceCsv(
  pool: pg.Pool,
  place: ConflictPlace,
  wanted: readonly Difference[] = DIFFERENCES,
): AsyncGenerator<string> {
  yield csvText([], DIFFERENCE_HEAD)
  for (const difference of wanted) yield* partsOf(pool, place, difference)
}

async function* partsOf(pool: pg.Pool, place: ConflictPlace, difference: Difference): AsyncGenerator<string> {
  for (let after: Key | null = 0; after !== null; ) {
    // biome-ignore lint/performance/noAwaitInLoops: pages of a keyset, each behind the one before
    const page: Page<PersonOfDifference, Key> = await listDifference(pool, place, difference, {
      after,
      limit: CSV_ROWS,
    })
    yield csvText(page.rows.map((person) => cellsOf(difference, person)))
    after = page.next
  }
}

function cellsOf(difference: Difference, person: PersonOfDifference): string[] {
  const { id, email, displayName, active, loses } = person
  const lost = loses.map(({ name }) => name).join('; ')
  return [difference, email, displayName ?? '', person.class, active ? 'yes' : 'no', lost, id]
}
