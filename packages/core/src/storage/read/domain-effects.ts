/** Whom a change of a domain would concern: people of the site's workforce with an address on it, counted and listed before. */
import type pg from 'pg'
import type { AccountClass } from '../../domain/record.ts'
import { domainSpellings } from '../catalogue/domain-scope.ts'

export type DomainEffects = {
  /** Accounts with an address on the domain. Verified or removed: they become managed, or external. */
  readonly accounts: number
  /** Of those: owned by a user of another directory than the one that the domain would be assigned to. */
  readonly moving: number
  /** Users of workforce directories with an address on the domain, linked or not. */
  readonly records: number
}

export type DomainAccount = {
  readonly id: string
  readonly email: string
  readonly emailKey: string
  readonly displayName: string | null
  readonly class: AccountClass
  readonly active: boolean
  /** Whose user owns it. */
  readonly directory: { readonly id: string; readonly name: string } | null
}

const ON_DOMAIN = (address: string) => `split_part(${address}, '@', -1) = any ($2::text[])`

const OWNER = `
left join user_link l on l.site_id = $1 and l.account_key = a.key and l.kind = 'owning'
left join lateral (
  select d.id, d.public_id, d.name from directory d
  join directory_user u on u.site_id = $1 and u.directory_id = d.id and u.key = l.user_key
  where d.site_id = $1 limit 1
) o on true`

type Choice = { readonly siteId: number; readonly nameKey: string }

/** @param assignTo the directory that would have it; null: none in particular, nothing moves */
export async function readDomainEffects(
  pool: pg.Pool,
  { siteId, nameKey }: Choice,
  assignTo: number | null = null,
): Promise<DomainEffects> {
  const { rows } = await pool.query<DomainEffects>(
    `select count(*)::integer as accounts,
       (count(*) filter (where $3::integer is not null and o.id <> $3))::integer as moving,
       (select count(*) from directory d
        join directory_user u on u.site_id = $1 and u.directory_id = d.id
        where d.site_id = $1 and d.audience = 'workforce' and d.phase <> 'disconnected'
          and ${ON_DOMAIN('u.email_key')})::integer as records
     from account a ${OWNER}
     where a.site_id = $1 and a.audience = 'workforce' and ${ON_DOMAIN('a.email_key')}`,
    [siteId, domainSpellings([nameKey]), assignTo],
  )
  return rows[0] ?? { accounts: 0, moving: 0, records: 0 }
}

/** By address. `after`: behind this folded one. */
export async function listDomainAccounts(
  pool: pg.Pool,
  { siteId, nameKey }: Choice,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<DomainAccount[]> {
  const { rows } = await pool.query<DomainAccount>(
    `select a.id, a.email, a.email_key as "emailKey", a.display_name as "displayName", a.class, a.active,
       case when o.id is not null then json_build_object('id', o.public_id, 'name', o.name) end as directory
     from account a ${OWNER}
     where a.site_id = $1 and a.audience = 'workforce' and ${ON_DOMAIN('a.email_key')} and a.email_key > $3
     order by a.email_key limit $4`,
    [siteId, domainSpellings([nameKey]), after ?? '', limit],
  )
  return rows
}
