/** Settling a batch: outcomes, changes and counters in, pending rows out, the lane row moved on. Then it commits. */
import type pg from 'pg'
import type { BulkProgress } from '../../domain/bulk.ts'
import type { Change } from '../../domain/change.ts'
import { unscoped } from '../../domain/lookup.ts'
import type { Operation } from '../../domain/operation.ts'
import type { Outcome } from '../../domain/outcome.ts'
import { run, type Statement } from '../statement.ts'
import { advanceBulks } from './bulk-progress.ts'
import { arraysOf, type Columns, writeRows } from './columnar.ts'
import { announceOutcomes } from './lane-state.ts'
import { located } from './located.ts'

export type DeadLetter = { readonly operation: Operation; readonly reason: string }

export type Settlement = {
  readonly siteId: number
  readonly operations: readonly Operation[]
  /** One for each operation, in their order; applied_seq counts up from the lane's. */
  readonly outcomes: readonly Outcome[]
  readonly changes: readonly Change[]
  readonly counters: ReadonlyMap<string, number>
  readonly deadLetters: readonly DeadLetter[]
  /** Of the Bulk requests that operations belong to. */
  readonly bulks: readonly BulkProgress[]
  readonly lane: {
    readonly appliedSeq: number
    readonly nextKey: number
    readonly claimFloor: number
    readonly floorCandidate: number
    readonly floorMarkedAt: Date
    readonly suspectLast: number
    readonly suspectSize: number
  }
  readonly now: Date
}

// One statement: each of its own would cost the server as much again to take up and to answer as to do.
const SETTLE: Statement = {
  name: 'settle',
  text: `
with settled as (
  delete from pending p
  using ${located(
    'pending',
    'unnest($2::integer[], $3::bigint[]) as n (directory_id, seq)',
    'x.directory_id = n.directory_id and x.seq = n.seq',
  )}
  where p.site_id = n.site_id and p.ctid = n.place
), outcomes as (
  insert into outcome (site_id, operation_id, applied_seq, status, scim_type, detail, resource_id, version, created_at,
                       last_modified, resource, applied_at)
  select $1, n.*, $14::timestamptz
  from unnest($4::uuid[], $5::bigint[], $6::smallint[], $7::text[], $8::text[], $9::uuid[], $10::integer[],
              $11::timestamptz[], $12::timestamptz[], $13::json[]) as n
), changes as (
  insert into change (site_id, applied_seq, n, operation_id, subject_type, subject_id, kind, before, after)
  select $1, n.*
  from unnest($15::bigint[], $16::integer[], $17::uuid[], $18::text[], $19::uuid[], $20::text[], $21::jsonb[],
              $22::jsonb[]) as n
), counters as (
  insert into counter as c (site_id, directory_id, name, value)
  select $1, n.* from unnest($23::integer[], $24::text[], $25::bigint[]) as n
  on conflict (site_id, directory_id, name) do update set value = c.value + excluded.value
)
update lane set applied_seq = $26, next_key = $27, claim_floor = $28, floor_candidate = $29, floor_marked_at = $30,
  suspect_last = $31, suspect_size = $32, settled_at = clock_timestamp(), retry_at = null, failure = null
where site_id = $1`,
}

const INSERT_DEAD_LETTERS: Statement = {
  name: 'insert-dead-letters',
  text: `
insert into dead_letter (site_id, operation_id, directory_id, seq, reason, at)
select $1, n.*, now() from unnest($2::uuid[], $3::integer[], $4::bigint[], $5::text[]) as n`,
}

const PENDING: Columns<Operation> = [(operation) => operation.directoryId, (operation) => operation.seq]

type Place = { readonly outcome: Outcome; readonly appliedSeq: number }

const OUTCOME: Columns<Place> = [
  ({ outcome }) => outcome.operationId,
  ({ appliedSeq }) => appliedSeq,
  ({ outcome }) => outcome.status,
  ({ outcome }) => outcome.scimType,
  ({ outcome }) => outcome.detail,
  ({ outcome }) => outcome.resourceId,
  ({ outcome }) => outcome.version,
  ({ outcome }) => outcome.createdAt,
  ({ outcome }) => outcome.lastModified,
  ({ outcome }) => (outcome.resource === null ? null : JSON.stringify(outcome.resource)),
]

type ChangePlace = { readonly change: Change; readonly appliedSeq: number; readonly n: number }

const CHANGE: Columns<ChangePlace> = [
  ({ appliedSeq }) => appliedSeq,
  ({ n }) => n,
  ({ change }) => change.operationId,
  ({ change }) => change.subjectType,
  ({ change }) => change.subjectId,
  ({ change }) => change.kind,
  ({ change }) => json(change.before),
  ({ change }) => json(change.after),
]

const COUNTER: Columns<{ readonly scope: string; readonly name: string; readonly value: number }> = [
  (counter) => Number(counter.scope),
  (counter) => counter.name,
  (counter) => counter.value,
]

/** Sends everything, the commit and the announcement behind it; settles only when all up to the commit has succeeded. */
export function settle(client: pg.ClientBase, settlement: Settlement): Promise<unknown>[] {
  const { siteId, operations, outcomes, changes, counters, deadLetters, bulks, lane, now } = settlement
  const base = lane.appliedSeq - outcomes.length
  const places = outcomes.map((outcome, at) => ({ outcome, appliedSeq: base + at + 1 }))
  const appliedSeqs = new Map(places.map((place) => [place.outcome.operationId, place.appliedSeq]))
  const counts = [...counters].map(([name, value]) => ({ ...unscoped(name), value })).filter(({ value }) => value !== 0)
  return [
    writeRows(client, INSERT_DEAD_LETTERS, siteId, deadLetters, [
      ({ operation }) => operation.id,
      ({ operation }) => operation.directoryId,
      ({ operation }) => operation.seq,
      ({ reason }) => reason,
    ]),
    advanceBulks(client, siteId, bulks),
    run(client, SETTLE, [
      siteId,
      ...arraysOf(operations, PENDING),
      ...arraysOf(places, OUTCOME),
      now,
      ...arraysOf(changePlaces(changes, appliedSeqs, lane.appliedSeq), CHANGE),
      ...arraysOf(counts, COUNTER),
      lane.appliedSeq,
      lane.nextKey,
      lane.claimFloor,
      lane.floorCandidate,
      lane.floorMarkedAt,
      lane.suspectLast,
      lane.suspectSize,
    ]),
    client.query('commit'),
    announceOutcomes(client, siteId, lane.appliedSeq),
  ]
}

/** Changes of a step go back to operations that have long been settled: theirs is the place of the step. */
function changePlaces(
  changes: readonly Change[],
  appliedSeqs: ReadonlyMap<string, number>,
  stepSeq: number,
): ChangePlace[] {
  const counts = new Map<string, number>()
  return changes.map((change) => {
    const n = (counts.get(change.operationId) ?? 0) + 1
    counts.set(change.operationId, n)
    return { change, appliedSeq: appliedSeqs.get(change.operationId) ?? stepSeq, n }
  })
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
