/** What erasing a person would take, counted now; or how far the erasure of one who is gone has come. Nothing of the person but ids. */
import type pg from 'pg'
import { isResourceId } from './resource-id.ts'
import { SAME_PERSON } from './same-person.ts'

export type ErasedRecord = {
  /** SCIM id. */
  readonly id: string
  readonly directory: { readonly id: string; readonly name: string }
  /** Its identity provider has the person still: it goes only if that is asked for. */
  readonly connected: boolean
}

export type ErasureEffects = {
  /** What stands for the person: an account, or a user that no account is linked to. */
  readonly kind: 'account' | 'user'
  readonly records: readonly ErasedRecord[]
  /** Groups and organizations of the site that the person is in. */
  readonly groups: number
  /** Requests about the person that are kept with their bodies; more may be found by the address. */
  readonly requests: number
  /** What the guard holds, or has held. */
  readonly guardItems: number
  /** Copies for undo and restore in which the person will be missing. */
  readonly copies: number
  /** Accounts of the other audience with the address: they stay. */
  readonly others: readonly string[]
}

export type ErasureOnRecord = {
  /** The operation that erased the person. */
  readonly id: string
  readonly actor: string
  readonly reason: string | null
  readonly at: Date
  /** Null: the walk through the history goes on. */
  readonly finishedAt: Date | null
}

export type ErasureRead =
  | { readonly kind: 'there'; readonly effects: ErasureEffects }
  | { readonly kind: 'erased'; readonly erasure: ErasureOnRecord }
  /** The id of a user that an account is linked to. */
  | { readonly kind: 'linked' }

type EffectsRow = ErasureEffects & { readonly linkedElsewhere: boolean }

/** $1 site, $2 id. Of a user without a link the user itself. */
const EFFECTS = `
with person as materialized (
  select x.* from account x where x.site_id = $1 and x.id = $2
), record as materialized (
  select u.key, u.id, u.directory_id, false as linked_elsewhere
  from person a
  join user_link l on l.site_id = $1 and l.account_key = a.key
  join directory d on d.site_id = $1
  join directory_user u on u.site_id = $1 and u.directory_id = d.id and u.key = l.user_key
  union
  select u.key, u.id, u.directory_id, false
  from person a
  cross join lateral (${SAME_PERSON}) s
  join directory d on d.site_id = $1
  join directory_user u on u.site_id = $1 and u.directory_id = d.id and u.key = s.key
  union
  select u.key, u.id, u.directory_id, exists (select from user_link l where l.site_id = $1 and l.user_key = u.key)
  from directory_user u where u.site_id = $1 and u.id = $2
)
select case when exists (select from person) then 'account' else 'user' end as kind,
  (select bool_or(r.linked_elsewhere) from record r) as "linkedElsewhere",
  (select coalesce(json_agg(json_build_object('id', r.id, 'directory', json_build_object('id', d.public_id, 'name', d.name),
     'connected', d.phase <> 'disconnected') order by r.key), '[]')
   from record r join directory d on d.site_id = $1 and d.id = r.directory_id) as records,
  (select count(distinct m.group_key) from person a
   join site_member m on m.site_id = $1 and m.account_key = a.key)::integer as groups,
  (select count(*) from record r
   join operation o on o.site_id = $1 and o.resource_id = r.id and o.body is not null)::integer as requests,
  (select count(*) from person a
   join guard_item i on i.site_id = $1 and i.account_key = a.key)::integer as "guardItems",
  (select count(*) from person a
   join group_copy c on c.site_id = $1 and c.used_at is null and c.expires_at > now()
   where exists (select from group_copy_member m
     where m.site_id = $1 and m.copy_key = c.key and m.account_key = a.key))::integer as copies,
  (select coalesce(json_agg(o.id), '[]') from person a
   join account o on o.site_id = a.site_id and o.key <> a.key and o.email_key = a.email_key) as others
where exists (select from person) or exists (select from record)`

/** Null when the site has, and had, no such person. */
export async function readErasure(pool: pg.Pool, siteId: number, id: string): Promise<ErasureRead | null> {
  if (!isResourceId(id)) return null
  const { rows } = await pool.query<EffectsRow>(EFFECTS, [siteId, id])
  const [row] = rows
  if (row !== undefined) {
    const { linkedElsewhere, ...effects } = row
    return linkedElsewhere ? { kind: 'linked' } : { kind: 'there', effects }
  }
  const erased = await pool.query<ErasureOnRecord>(
    `select e.id, e.actor, e.reason, e.began_at as at, e.finished_at as "finishedAt"
     from erasure e where e.site_id = $1 and e.person_id = $2`,
    [siteId, id],
  )
  const [erasure] = erased.rows
  return erasure === undefined ? null : { kind: 'erased', erasure }
}
