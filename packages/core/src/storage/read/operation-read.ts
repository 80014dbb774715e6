/**
 * One operation whole: what was asked (without secrets, which are never stored), what came of it, and every effect. The request
 * is kept for a shorter time than the outcome: an older operation has its outcome and effects only.
 */
import type pg from 'pg'
import type { JsonObject } from '../../scim/json.ts'
import type { OperationSummary } from './operation-list.ts'
import type { OperationState } from './operation-state.ts'
import { isResourceId } from './resource-id.ts'

export type OperationEffect = {
  readonly subjectType: string
  readonly subjectId: string
  readonly kind: string
  readonly before: JsonObject | null
  readonly after: JsonObject | null
}

type Request = Pick<
  OperationSummary,
  'directory' | 'actor' | 'command' | 'method' | 'resourceType' | 'resourceId' | 'acceptedAt'
> & {
  readonly ifMatch: string | null
  readonly body: JsonObject | null
  /** An attribute was sent that is never returned, such as a password. */
  readonly secretSent: boolean
}

type Outcome = {
  readonly status: number
  readonly scimType: string | null
  readonly detail: string | null
  readonly resourceId: string | null
  readonly version: number | null
  readonly appliedAt: Date
  /** Its place among all operations of the site. */
  readonly appliedSeq: number
}

export type OperationDetail = {
  readonly id: string
  readonly state: OperationState
  /** Null when it is no longer kept. */
  readonly request: Request | null
  /** Null while it is pending. */
  readonly outcome: Outcome | null
  /** Why it was given up. */
  readonly deadLetter: { readonly reason: string; readonly at: Date } | null
  /** In the order in which they were made; no more than MOST_EFFECTS. */
  readonly effects: readonly OperationEffect[]
  readonly moreEffects: boolean
}

/** A group of many thousand members is one effect; this is for what nobody foresaw. */
export const MOST_EFFECTS = 1_000

/** Null when the site has none of that id. */
export async function readOperation(pool: pg.Pool, siteId: number, id: string): Promise<OperationDetail | null> {
  if (!isResourceId(id)) return null
  const { rows } = await pool.query<Row>(OPERATION, [siteId, id])
  const [row] = rows
  if (row === undefined || (row.actor === null && row.status === null)) return null
  const effects = row.appliedSeq === null ? [] : await readEffects(pool, siteId, id, row.appliedSeq)
  return {
    id,
    state: stateOf(row),
    request: requestOf(row),
    outcome: outcomeOf(row),
    deadLetter: row.reason === null || row.givenUpAt === null ? null : { reason: row.reason, at: row.givenUpAt },
    effects: effects.slice(0, MOST_EFFECTS),
    moreEffects: effects.length > MOST_EFFECTS,
  }
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null }
type Row = Nullable<Request> &
  Nullable<Omit<Outcome, 'resourceId'>> & {
    readonly changedId: string | null
    readonly reason: string | null
    readonly givenUpAt: Date | null
  }

const OPERATION = `
select d.public_id as directory, o.actor, o.command, o.method, o.resource_type as "resourceType", o.resource_id as "resourceId",
  o.accepted_at as "acceptedAt", o.if_match as "ifMatch", o.body, o.secret_sent as "secretSent",
  x.status, x.scim_type as "scimType", x.detail, x.resource_id as "changedId", x.version, x.applied_at as "appliedAt",
  x.applied_seq as "appliedSeq", g.reason, g.at as "givenUpAt"
from (select $1::integer as site_id, $2::uuid as id) q
left join operation o on o.site_id = q.site_id and o.id = q.id
left join directory d on d.id = o.directory_id
left join outcome x on x.site_id = q.site_id and x.operation_id = q.id
left join dead_letter g on g.site_id = q.site_id and g.operation_id = q.id`

async function readEffects(pool: pg.Pool, siteId: number, id: string, appliedSeq: number): Promise<OperationEffect[]> {
  const { rows } = await pool.query<OperationEffect>(
    `select subject_type as "subjectType", subject_id as "subjectId", kind, before, after
     from change
     where site_id = $1 and applied_seq = $2 and operation_id = $3
     order by n
     limit $4`,
    [siteId, appliedSeq, id, MOST_EFFECTS + 1],
  )
  return rows
}

function stateOf({ status, reason }: Row): OperationState {
  if (status === null) return 'pending'
  if (reason !== null) return 'dead'
  return status >= 400 ? 'refused' : 'applied'
}

function requestOf(row: Row): Request | null {
  const { directory, actor, command, method, resourceType, resourceId, acceptedAt, ifMatch, body, secretSent } = row
  if (actor === null || acceptedAt === null) return null
  return {
    directory,
    actor,
    command,
    method,
    resourceType,
    resourceId,
    acceptedAt,
    ifMatch,
    body,
    secretSent: secretSent === true,
  }
}

function outcomeOf({ status, scimType, detail, changedId, version, appliedAt, appliedSeq }: Row): Outcome | null {
  if (status === null || appliedAt === null || appliedSeq === null) return null
  return { status, scimType, detail, resourceId: changedId, version, appliedAt, appliedSeq }
}
