/**
 * What a decision about chosen conflicts, or about all that are open by a filter, would do if it were taken now: which of them
 * allow it, why not of the others, and what becomes of people. The lane decides by the rules of its own once more.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { ConflictDecision, ConflictFilter, ConflictState } from '../../domain/conflict.ts'
import { type NotDecided, refusalOf, whyNotDecided } from '../../domain/conflict-decision.ts'
import type { ConflictKind } from '../../domain/group-conflict.ts'
import { groupName } from '../../domain/local-group.ts'
import type { Audience } from '../../domain/operation.ts'
import type { Key } from '../../domain/record.ts'
import { type DecisionEffects, readDecisionEffects } from './conflict-effects.ts'

/** Conflicts of a filter that a preview looks at. */
const MOST_PREVIEWED = 20_000
/** Of those that do not allow the decision, as many are named. */
const MOST_NAMED = 1_000

type ChosenConflict = {
  readonly id: string
  /** The one that was looked at. */
  readonly version?: number | undefined
  /** Of `rename`. */
  readonly name?: string | undefined
}

export type ChosenConflicts = { readonly conflicts: readonly ChosenConflict[] } | { readonly filter: ConflictFilter }

export type ChoiceOfConflicts = {
  /** All that were found, with the version that they have now. */
  readonly found: readonly { readonly id: string; readonly version: number }[]
  /** Those that allow the decision. */
  readonly possible: readonly { readonly key: Key; readonly kind: ConflictKind }[]
  readonly notApplicable: readonly NotApplicable[]
  /** What was found: another text when one of them has changed, or when there are more or fewer. */
  readonly seen: string
  /** So much of the history of the site was applied at least: what it knows of later may not have been seen. */
  readonly asOf: number
}

export type PreviewOfDecision = DecisionEffects & {
  readonly conflicts: number
  readonly possible: number
  readonly notApplicable: readonly NotApplicable[]
} & Pick<ChoiceOfConflicts, 'found' | 'seen' | 'asOf'>

export type NotApplicable = { readonly conflict: string; readonly reason: NotDecided; readonly detail: string }

type Row = {
  readonly key: Key
  readonly id: string
  readonly kind: ConflictKind
  readonly state: ConflictState
  readonly version: number
  readonly decision: ConflictDecision | null
  readonly givenName: string | null
  readonly audience: Audience
  readonly paused: boolean
  readonly connected: boolean
}

const COLUMNS = `
  c.key, c.id, c.kind, c.state, c.version, c.decision, c.given_name as "givenName", d.audience,
  d.paused is not null as paused, d.phase <> 'disconnected' as connected`

const CHOSEN = `
select ${COLUMNS} from unnest($2::uuid[]) as q (id)
cross join lateral (select x.* from conflict x where x.site_id = $1 and x.id = q.id limit 1) c
join directory d on d.site_id = $1 and d.id = c.directory_id
order by c.key`

/** Exported for the test that looks at plans. $2 directory, $3 kind, $4 left local, $5 the most. */
export const OPEN_CONFLICTS = `
select ${COLUMNS}
from (
  select x.* from conflict x
  where x.site_id = $1 and x.state = 'open' and ($2::integer is null or x.directory_id = $2) and ($3::text is null or x.kind = $3)
    and (not $4::boolean
      or (select s.left_by is not null from site_group s where s.site_id = $1 and s.key = x.site_group_key))
  order by x.state, x.key
  limit $5
) c
join directory d on d.site_id = $1 and d.id = c.directory_id
order by c.key`

type Asked = ChosenConflicts & { readonly decision: ConflictDecision }

/** @throws RangeError when the filter finds more than MOST_PREVIEWED */
export async function previewDecision(pool: pg.Pool, siteId: number, asked: Asked): Promise<PreviewOfDecision> {
  const { found, possible, notApplicable, seen, asOf } = await lookAtChoice(pool, siteId, asked)
  const effects = await readDecisionEffects(pool, siteId, asked.decision, possible)
  return {
    ...effects,
    conflicts: possible.length + notApplicable.length,
    possible: possible.length,
    notApplicable: notApplicable.slice(0, MOST_NAMED),
    found,
    seen,
    asOf,
  }
}

/** @throws RangeError when the filter finds more than MOST_PREVIEWED */
export async function lookAtChoice(
  pool: pg.Pool,
  siteId: number,
  { decision, ...chosen }: Asked,
): Promise<ChoiceOfConflicts> {
  // Before the rows: who changes one in between is taken for later.
  const asOf = await readAppliedSeq(pool, siteId)
  const rows = await readRows(pool, siteId, chosen)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const asked = 'filter' in chosen ? rows.map(({ id }): ChosenConflict => ({ id })) : chosen.conflicts
  const taken =
    decision === 'rename' && 'conflicts' in chosen ? await readTaken(pool, siteId, chosen.conflicts) : new Set<string>()
  const judged = [...new Map(asked.map((each) => [each.id, each])).values()].map((each) => {
    const row = byId.get(each.id)
    return { id: each.id, row, reason: whyNot(row, each, decision, taken) }
  })
  return {
    found: rows.map(({ id, version }) => ({ id, version })),
    possible: judged.flatMap(({ row, reason }) => (row === undefined || reason !== null ? [] : [row])),
    notApplicable: judged.flatMap(({ id, row, reason }) =>
      reason === null ? [] : [{ conflict: id, reason, detail: whyNotDecided(reason, row?.kind ?? null, decision) }],
    ),
    seen: digestOf(rows),
    asOf,
  }
}

async function readAppliedSeq(pool: pg.Pool, siteId: number): Promise<number> {
  const { rows } = await pool.query<{ applied_seq: number }>('select applied_seq from lane where site_id = $1', [
    siteId,
  ])
  return rows[0]?.applied_seq ?? 0
}

async function readRows(pool: pg.Pool, siteId: number, chosen: ChosenConflicts): Promise<readonly Row[]> {
  if ('conflicts' in chosen) {
    return (await pool.query<Row>(CHOSEN, [siteId, chosen.conflicts.map(({ id }) => id)])).rows
  }
  const { directoryId, kind, leftLocal } = chosen.filter
  const values = [siteId, directoryId ?? null, kind ?? null, leftLocal === true, MOST_PREVIEWED + 1]
  const { rows } = await pool.query<Row>(OPEN_CONFLICTS, values)
  if (rows.length > MOST_PREVIEWED) {
    throw new RangeError(`More than ${MOST_PREVIEWED} conflicts are open. Name a directory or a kind.`)
  }
  return rows
}

/** Folded names that groups of the site have, with their audience. */
async function readTaken(
  pool: pg.Pool,
  siteId: number,
  conflicts: readonly { readonly name?: string | undefined }[],
): Promise<ReadonlySet<string>> {
  const keys = conflicts.flatMap(({ name }) => groupName(name ?? '')?.nameKey ?? [])
  const { rows } = await pool.query<{ audience: Audience; name_key: string }>(
    `select s.audience, s.name_key from site_group s
     where s.site_id = $1 and s.audience in ('workforce', 'customers') and s.name_key = any($2::text[])`,
    [siteId, keys],
  )
  return new Set(rows.map((row) => `${row.audience}/${row.name_key}`))
}

/** In the order of the lane's rule. */
function whyNot(
  row: Row | undefined,
  each: ChosenConflict,
  decision: ConflictDecision,
  taken: ReadonlySet<string>,
): NotDecided | null {
  if (row === undefined) return 'not-found'
  const given = groupName(each.name ?? '')
  const isSo = row.decision === decision && (decision !== 'rename' || row.givenName === given?.name)
  if (isSo && (row.state === 'decided' || row.state === 'resolved')) return 'decided'
  if ((row.state !== 'open' && row.state !== 'decided') || !row.connected) return 'closed'
  if (row.paused) return 'paused'
  if (each.version !== undefined && each.version !== row.version) return 'changed'
  if (refusalOf(row.kind, decision) !== null) return 'not-possible'
  if (decision !== 'rename') return null
  if (given === null) return 'name-needed'
  return taken.has(`${row.audience}/${given.nameKey}`) ? 'name-taken' : null
}

function digestOf(rows: readonly Row[]): string {
  const hash = createHash('sha256')
  for (const { id, version } of rows) hash.update(`${id}:${version}\n`)
  return hash.digest('base64url').slice(0, 22)
}
