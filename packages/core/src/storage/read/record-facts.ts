/** What the status of a record is made of, read with the record; and the record as lists show it. */
import type { DirectoryPhase, PauseMode } from '../../domain/directory-policy.ts'
import type { HoldFacts, Named, Other } from '../../domain/hold-reason.ts'
import type { AccountClass, HoldKind, Key } from '../../domain/record.ts'
import { type RecordFacts, type RecordStatus, statusOf } from '../../domain/status.ts'

type HoldRow = {
  readonly kind: HoldKind
  readonly basis: string | null
  /** ISO 8601: it comes within JSON. */
  readonly since: string
  readonly by: string
}

type LinkRow = {
  /** Of the account or the site's group. */
  readonly id: string
  readonly name: string | null
  /** Of users only. */
  readonly kind?: 'owning' | 'member'
  readonly joins?: boolean
  readonly class?: AccountClass
  readonly active?: boolean
  readonly switchedOffBy?: 'directory' | 'admin' | null
}

export type FactsRow = {
  readonly key: Key
  readonly type: 'User' | 'Group'
  readonly directoryId: number
  readonly phase: DirectoryPhase
  readonly paused: PauseMode | null
  readonly active: boolean
  readonly link: LinkRow | null
  readonly holds: readonly HoldRow[] | null
  readonly mark: 'marked' | 'failed' | null
}

const HOLDS_AND_MARK = `
  (select json_agg(json_build_object('kind', h.kind, 'basis', h.basis_key, 'since', h.since, 'by', h.by) order by h.since, h.kind)
   from hold h where h.site_id = $1 and h.record_key = r.key) as holds,
  (select case when y.failure is null then 'marked' else 'failed' end
   from dirty y where y.site_id = $1 and y.key = r.key) as mark`

/** Columns of a record `r` of directory `d`; `$1` is the site. */
export const FACTS = {
  User: `
  r.key, 'User' as type, d.id as "directoryId", d.phase, d.paused, r.active,
  (select json_build_object('id', a.id, 'name', a.display_name, 'kind', l.kind, 'joins', l.joins, 'class', a.class,
     'active', a.active, 'switchedOffBy', a.switched_off_by)
   from user_link l join account a on a.site_id = $1 and a.key = l.account_key
   where l.site_id = $1 and l.user_key = r.key) as link,${HOLDS_AND_MARK}`,
  Group: `
  r.key, 'Group' as type, d.id as "directoryId", d.phase, d.paused, true as active,
  (select json_build_object('id', s.id, 'name', s.name)
   from group_link l join site_group s on s.site_id = $1 and s.key = l.site_group_key
   where l.site_id = $1 and l.group_key = r.key) as link,${HOLDS_AND_MARK}`,
} as const

/** @param others by the kind of the hold */
export function statusOfRow(row: FactsRow, others: ReadonlyMap<HoldKind, Other>): RecordStatus {
  return statusOf(factsOf(row, others))
}

const EXTERNAL_HOLDS: readonly HoldKind[] = ['external-review', 'external-ignored', 'inactive']

/** Of its account, or what it would be; null: of a group, or not known before it has an account. */
export function classOfRow({ link, holds }: FactsRow): AccountClass | null {
  if (link !== null) return link.class ?? null
  return (holds ?? []).some(({ kind }) => EXTERNAL_HOLDS.includes(kind)) ? 'external' : null
}

export function holdsOfRow({ holds }: FactsRow, others: ReadonlyMap<HoldKind, Other>): (HoldFacts & { since: Date })[] {
  return (holds ?? []).map((hold) => ({ ...hold, since: new Date(hold.since), other: others.get(hold.kind) ?? null }))
}

function factsOf(row: FactsRow, others: ReadonlyMap<HoldKind, Other>): RecordFacts {
  const { type, phase, paused, active, link, mark } = row
  const common = { directory: { phase, paused }, holds: holdsOfRow(row, others), mark }
  if (type === 'Group') return { ...common, type, link }
  return { ...common, type, active, link: link === null ? null : userLinkOf(link) }
}

function userLinkOf({ kind = 'owning', joins = true, active = true, switchedOffBy = null, ...link }: LinkRow) {
  return { kind, joins, account: { class: link.class ?? 'managed', active, switchedOffBy } }
}

export type RecordHold = {
  readonly kind: HoldKind
  readonly since: Date
  /** `lane`: open. Else the administrator who set or dismissed it. */
  readonly by: string
  readonly reason: string
  readonly other: Other | null
}

export type RecordSummary = RecordStatus & {
  /** The SCIM id. */
  readonly id: string
  readonly type: 'User' | 'Group'
  readonly directory: Named
  /** userName, or displayName of a group. */
  readonly name: string
  readonly displayName: string | null
  readonly externalId: string | null
  /** As the directory says; of a group true. */
  readonly active: boolean
  readonly class: AccountClass | null
  /** The account or the site's group. */
  readonly link: (Named & { readonly kind: 'owning' | 'member' | null }) | null
  readonly holds: readonly RecordHold[]
}
