/** "Is this address one of ours": a definite answer about one e-mail address, and nothing about any other. */
import { domainToASCII } from 'node:url'
import type pg from 'pg'
import { fold } from '../../scim/fold.ts'
import type { Person } from './person-list.ts'

type DirectoryName = { readonly id: string; readonly name: string }

export type AddressAnswer = {
  /** An account of the site has the address, on or off. */
  readonly provisioned: boolean
  /** The domain of the address is one that the site has verified. */
  readonly domainVerified: boolean
  /** One for each audience at most. */
  readonly people: readonly (Pick<Person, 'id' | 'displayName' | 'audience' | 'class' | 'active'> & {
    /** The directory whose user owns the account; null: it has none. */
    readonly directory: DirectoryName | null
    /** Others whose users count for the account with their groups, by name. */
    readonly otherDirectories: readonly DirectoryName[]
  })[]
}

/** Directories with a user that is linked to account `a`, each once. */
const directoriesOf = (kind: 'owning' | 'member') => `
  select coalesce(json_agg(json_build_object('id', d.public_id, 'name', d.name) order by d.name, d.id), '[]')
  from directory d
  where d.site_id = $1 and exists (
    select from user_link l
    join directory_user u on u.site_id = l.site_id and u.directory_id = d.id and u.key = l.user_key
    where l.site_id = $1 and l.account_key = a.key and l.kind = '${kind}')`

export async function lookUpAddress(pool: pg.Pool, siteId: number, address: string): Promise<AddressAnswer> {
  const key = fold(address)
  // One after the other: on one connection.
  const found = await pool.query<AddressAnswer['people'][number]>(
    `select a.id, a.display_name as "displayName", a.audience, a.class, a.active,
       (${directoriesOf('owning')}) -> 0 as directory,
       (${directoriesOf('member')}) as "otherDirectories"
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
