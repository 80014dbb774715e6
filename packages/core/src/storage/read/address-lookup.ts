/** "Is this address one of ours": a definite answer about one e-mail address, and nothing about any other. */
import { domainToASCII } from 'node:url'
import type pg from 'pg'
import { fold } from '../../scim/fold.ts'
import type { Person } from './person-list.ts'

export type AddressAnswer = {
  /** An account of the site has the address, on or off. */
  readonly provisioned: boolean
  /** The domain of the address is one that the site has verified. */
  readonly domainVerified: boolean
  /** One for each audience at most. */
  readonly people: readonly (Pick<Person, 'id' | 'displayName' | 'audience' | 'class' | 'active'> & {
    /** The directory whose user owns the account; null: it has none. */
    readonly directory: { readonly id: string; readonly name: string } | null
  })[]
}

export async function lookUpAddress(pool: pg.Pool, siteId: number, address: string): Promise<AddressAnswer> {
  const key = fold(address)
  // One after the other: on one connection.
  const found = await pool.query<AddressAnswer['people'][number]>(
    `select a.id, a.display_name as "displayName", a.audience, a.class, a.active,
       (select json_build_object('id', d.public_id, 'name', d.name)
        from user_link l
        join directory d on d.site_id = l.site_id
        join directory_user u on u.site_id = l.site_id and u.directory_id = d.id and u.key = l.user_key
        where l.site_id = $1 and l.account_key = a.key and l.kind = 'owning') as directory
     from account a
     where a.site_id = $1 and a.audience in ('workforce', 'customers') and a.email_key = $2
     order by a.audience desc`,
    [siteId, key],
  )
  const domain = await pool.query<{ verified: boolean }>(
    `select exists (select from domain where site_id = $1 and name_key = $2 and verified_at is not null) as verified`,
    // As the domains of a site are compared (catalogue/domain-name.ts).
    [siteId, domainToASCII(key.slice(key.lastIndexOf('@') + 1))],
  )
  return {
    provisioned: found.rows.length > 0,
    domainVerified: domain.rows[0]?.verified === true,
    people: found.rows,
  }
}
