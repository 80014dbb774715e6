/** Decisions about conflicts between groups: of one, of some, of all by a filter, and what they would do (docs/conflicts.md). */
import { type Command, MOST_DECIDED } from '@syncline/core/domain/command.ts'
import type { ConflictFilter } from '@syncline/core/domain/conflict.ts'
import { NOT_DECIDED, whyNotDecided } from '@syncline/core/domain/conflict-decision.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { type ChosenConflicts, lookAtChoice, previewDecision } from '@syncline/core/storage/read/conflict-choice.ts'
import { z } from 'zod'
import type { AdminDeps } from '../admin-env.ts'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { notFound, Problem } from '../problem.ts'
import { ID, REASON } from '../schemas.ts'
import { CHANGED } from './changed.ts'
import { CONFLICT_KIND, DECIDED, DECISION, PREVIEWED, VERSION } from './conflict-schemas.ts'
import { conflictIn } from './conflicts.ts'
import { directoryIn } from './directory-in.ts'

const GIVEN_NAME = z.string().trim().min(1).max(1_000).optional().describe('Of `rename`: a free name.')
const FILTER = z
  .object({
    directory: ID.optional(),
    kind: CONFLICT_KIND.optional(),
    leftLocal: z.boolean().optional().describe('True: only with groups that a disconnected directory left local.'),
  })
  .describe('All that are open, or those of them.')

const OF_CONFLICTS = 'Say either conflicts or filter.'

const PREVIEW_CHOICE = z
  .object({
    conflicts: z
      .array(z.object({ id: ID, version: VERSION.optional(), name: GIVEN_NAME }))
      .min(1)
      .max(MOST_DECIDED)
      .optional(),
    filter: FILTER.optional(),
    decision: DECISION,
  })
  .refine(({ conflicts, filter }) => (conflicts === undefined) !== (filter === undefined), OF_CONFLICTS)
  .openapi('DecisionPreviewChoice')

const CHOICE = z
  .object({
    conflicts: z
      .array(z.object({ id: ID, version: VERSION, name: GIVEN_NAME }))
      .min(1)
      .max(MOST_DECIDED)
      .optional()
      .describe('These, each with the version that was looked at.'),
    filter: FILTER.optional(),
    seen: z.string().max(100).optional().describe('Of the preview of the filter; refused when something has changed.'),
    decision: DECISION,
    reason: REASON,
  })
  .refine(({ conflicts, filter }) => (conflicts === undefined) !== (filter === undefined), OF_CONFLICTS)
  .refine(({ filter, seen }) => (filter === undefined) === (seen === undefined), 'A filter takes what was seen of it.')
  .openapi('ConflictDecisionChoice')

/** As the lane has it (ConflictResult in core/domain). */
const RESULT = z.object({
  done: z.int(),
  notApplicable: z.array(z.object({ conflictId: z.string(), reason: z.enum(NOT_DECIDED) })),
  notApplicableCount: z.int(),
})

type Decision = z.output<typeof DECISION>

const tag = 'Conflicts'

export const CONFLICT_DECISION_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'post',
    path: '/conflicts/{conflict}/decision',
    id: 'decideConflict',
    tag,
    summary: 'Decide a conflict',
    description:
      'As it was looked at: refused when its version is another one by now. In a review the decision is kept, shown in the preview, and carried out by the start. The same decision again changes nothing.',
    needs: 'decide',
    body: z
      .object({ decision: DECISION, version: VERSION, name: GIVEN_NAME, reason: REASON })
      .openapi('ConflictDecision'),
    answer: CHANGED,
    run: async ({ deps, site, param, body: { decision, version, name }, author }) => {
      const { id, kind } = await conflictIn(deps, site.id, param('conflict'))
      const command = { name: 'decide-conflicts', decision, conflicts: [chosenOf({ id, version, name })] } as const
      return effectOf(deps, { siteId: site.id, author, command }, (result) => {
        const [refused] = RESULT.parse(result).notApplicable
        if (refused === undefined) return { changed: true }
        if (refused.reason === 'decided') return { changed: false }
        if (refused.reason === 'not-found') throw notFound()
        throw new Problem('refused', whyNotDecided(refused.reason, kind, decision))
      })
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/conflicts/decisions/preview',
    id: 'previewConflictDecisions',
    tag,
    summary: 'What a decision about some conflicts, or about all by a filter, would do',
    description: 'Taken together: whoever leaves one group and comes into another that gives the same loses nothing.',
    needs: 'read',
    body: PREVIEW_CHOICE,
    answer: PREVIEWED,
    run: async ({ deps, site, body: { conflicts, filter, decision } }) => {
      const chosen = await chosenIn(deps, site.id, { conflicts, filter })
      const {
        found: _found,
        asOf: _asOf,
        ...preview
      } = await bounded(previewDecision(deps.pool, site.id, { ...chosen, decision }))
      return preview
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/conflicts/decisions',
    id: 'decideConflicts',
    tag,
    summary: 'Decide some conflicts, or all that are open by a filter',
    description:
      'Each by itself: those that have changed since they were looked at, or do not allow the decision, are named and stay as they are. `rename` takes a name for each and no filter.',
    needs: 'decide',
    body: CHOICE,
    answer: DECIDED,
    run: async ({ deps, site, body: { conflicts, filter, seen, decision }, author }) => {
      const command =
        conflicts === undefined
          ? await commandOfFilter(deps, site.id, { filter: filter ?? {}, seen: seen ?? '', decision })
          : ({ name: 'decide-conflicts', decision, conflicts: conflicts.map(chosenOf) } as const)
      return effectOf(deps, { siteId: site.id, author, command }, (result) => decidedOf(result, decision))
    },
  }),
]

function chosenOf({ id, version, name }: { id: string; version: number; name?: string | undefined }) {
  return name === undefined ? { id, version } : { id, version, name }
}

function decidedOf(result: JsonObject, decision: Decision): z.output<typeof DECIDED> {
  const { done, notApplicable, notApplicableCount } = RESULT.parse(result)
  return {
    done,
    notApplicableCount,
    notApplicable: notApplicable.map(({ conflictId, reason }) => ({
      conflict: conflictId,
      reason,
      detail: whyNotDecided(reason, null, decision),
    })),
  }
}

type Choice = Pick<z.output<typeof PREVIEW_CHOICE>, 'conflicts' | 'filter'>

async function chosenIn(deps: AdminDeps, siteId: number, { conflicts, filter = {} }: Choice): Promise<ChosenConflicts> {
  return conflicts === undefined ? { filter: await filterIn(deps, siteId, filter) } : { conflicts }
}

async function filterIn(
  deps: AdminDeps,
  siteId: number,
  { directory, kind, leftLocal }: z.output<typeof FILTER>,
): Promise<ConflictFilter> {
  return {
    ...(directory === undefined ? {} : { directoryId: await directoryIn(deps, siteId, directory) }),
    ...(kind === undefined ? {} : { kind }),
    ...(leftLocal === undefined ? {} : { leftLocal }),
  }
}

/** @throws Problem refused */
async function bounded<T>(read: Promise<T>): Promise<T> {
  try {
    return await read
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('refused', error.message)
    throw error
  }
}

/**
 * As many as can be named are, with their versions; of more the lane takes all that the filter finds and that have not changed since. So
 * nothing else is decided than what was seen. @throws Problem refused when something has changed
 */
async function commandOfFilter(
  deps: AdminDeps,
  siteId: number,
  asked: { readonly filter: z.output<typeof FILTER>; readonly seen: string; readonly decision: Decision },
): Promise<Command> {
  const { filter: wanted, seen, decision } = asked
  if (decision === 'rename') {
    throw new Problem('invalid-request', 'To rename takes a name for each: name the conflicts.')
  }
  const filter = await filterIn(deps, siteId, wanted)
  const looked = await bounded(lookAtChoice(deps.pool, siteId, { filter, decision }))
  if (looked.seen !== seen) {
    throw new Problem('refused', 'The conflicts have changed since they were looked at. Ask for the preview again.')
  }
  return {
    name: 'decide-conflicts',
    decision,
    ...(looked.found.length > MOST_DECIDED || looked.found.length === 0
      ? { filter: { ...filter, asOf: looked.asOf } }
      : { conflicts: looked.found }),
  }
}
