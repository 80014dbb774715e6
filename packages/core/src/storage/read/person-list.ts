/** People of a site: its accounts by their addresses, with the directory users that they are linked to. */
import type pg from 'pg'
import { fold } from '../../scim/fold.ts'
import type { JsonObject } from '../../scim/json.ts'
import { lookedPage, type Page } from './look.ts'
import { LOOKED_COLUMNS, type Looked, lookedInOrder, lookedValues, type SitePosition, stoppedAt } from './site-list.ts'

export type PersonLink = {
  /** The owning link drives profile, class and on/off; a member link adds groups only. */
  readonly kind: 'owning' | 'member'
  /** Public id. */
  readonly directory: string
  /** The SCIM id. */
  readonly userId: string
  readonly userName: string | null
  readonly active: boolean
}

export type Person = {
  readonly id: string
  readonly audience: 'workforce' | 'customers'
  readonly class: 'managed' | 'external' | 'portal-only'
  readonly active: boolean
  readonly switchedOffBy: 'directory' | 'admin' | null
  readonly email: string
  readonly displayName: string | null
  /** title, organization, department, timezone, preferredLanguage */
  readonly profile: JsonObject
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly links: readonly PersonLink[]
}

export type PersonFilter = {
  /** How the address begins, in any case. */
  readonly emailPrefix?: string | undefined
  readonly class?: Person['class'] | undefined
  readonly active?: boolean | undefined
}

/** Of `account a`; `$1` is the site. */
export const PERSON_COLUMNS = `
  a.id, a.audience, a.class, a.active, a.switched_off_by as "switchedOffBy", a.email, a.display_name as "displayName", a.profile,
  a.created_at as "createdAt", a.updated_at as "updatedAt",
  (select coalesce(json_agg(json_build_object('kind', l.kind, 'directory', d.public_id, 'userId', u.id,
      'userName', u.resource ->> 'userName', 'active', u.active) order by l.kind desc, l.user_key), '[]')
   from user_link l
   join directory d on d.site_id = l.site_id
   join directory_user u on u.site_id = l.site_id and u.directory_id = d.id and u.key = l.user_key
   where l.site_id = $1 and l.account_key = a.key) as links`

/** Exported for the test that looks at plans. */
export const PEOPLE = `
with ${lookedInOrder({ table: 'account', key: 'email_key' })}, found as (
  select l.* from looked l
  cross join lateral (select class, active from account where site_id = $1 and key = l.key offset 0) a
  where ($7::text is null or a.class = $7) and ($8::boolean is null or a.active = $8)
  order by l.text_key, l.audience
  limit $9
)
select ${LOOKED_COLUMNS}, p.*
from stopped e
left join found f on true
left join lateral (select ${PERSON_COLUMNS} from account a where a.site_id = $1 and a.key = f.key) p on true
where e.n > 0
order by f.text_key, f.audience`

/** By address. Looks at no more than MOST_LOOKED_AT accounts for a page. */
export async function listPeople(
  pool: pg.Pool,
  siteId: number,
  filter: PersonFilter,
  { after, limit }: { readonly after: SitePosition | null; readonly limit: number },
): Promise<Page<Person, SitePosition>> {
  const isFiltered = filter.class !== undefined || filter.active !== undefined
  const values = lookedValues(siteId, fold(filter.emailPrefix ?? ''), after, limit, isFiltered)
  const { rows } = await pool.query<Person & Looked>(PEOPLE, [
    ...values,
    filter.class ?? null,
    filter.active ?? null,
    limit + 1,
  ])
  const people = rows.filter(({ textKey }) => textKey !== null)
  const page = lookedPage(people, limit, positionOf, stoppedAt(rows, values[5]))
  return { ...page, rows: page.rows.map(personOf) }
}

function positionOf({ textKey, audience }: Person & Looked): SitePosition {
  return { key: textKey ?? '', audience: audience ?? '' }
}

function personOf(row: Person & Looked): Person {
  const { textKey: _, lookedKey: __, lookedAudience: ___, looked: ____, ...person } = row
  return person
}
