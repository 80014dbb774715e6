/** Decisions taken back, and deleted groups restored (docs/conflicts.md). */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { type DeletedGroup, listDeletedGroups } from '@syncline/core/storage/read/deleted-groups.ts'
import { readUndo } from '@syncline/core/storage/read/undo-read.ts'
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound } from '../problem.ts'
import { AUDIENCE, ID, INSTANT, REASON, SOURCE } from '../schemas.ts'
import { COUNT } from './conflict-schemas.ts'
import { conflictIn } from './conflicts.ts'

const UNDO_PREVIEW = z
  .object({
    possible: z.boolean(),
    reason: z.string().nullable().describe('Why not, and what to do first.'),
    until: INSTANT.nullable().describe('For 30 days; null: there is nothing to take back.'),
    group: z.object({ id: ID, name: z.string() }).nullable().describe('Of the site; null: it is gone.'),
    leaving: COUNT.describe('Memberships that the link brought.'),
    returning: COUNT.describe('People whom the decision removed, and who come back as they were, by hand.'),
    gone: COUNT.describe('People whom it removed and whose account is gone: they do not come back.'),
    switchedOff: COUNT.describe('People who come back and have no access while they are switched off.'),
  })
  .openapi('UndoPreview')

const NOT_AS_BEFORE = z.object({ account: ID.nullable(), name: z.string().nullable() })

/** As the lane has it (not-restored.ts in core/domain). */
const RESTORED = z.object({
  members: COUNT.describe('People who are back in the group.'),
  notRestored: z.array(NOT_AS_BEFORE).describe('People whose account is gone; with `off` 1,000 at most.'),
  notRestoredCount: COUNT,
  off: z.array(NOT_AS_BEFORE).describe('People who are back in the group and switched off.'),
  offCount: COUNT,
})

const UNDONE = RESTORED.extend({
  undone: z.boolean().describe('False: it was taken back already.'),
  group: ID.nullable().describe('Of the site that it was about; null: it is gone.'),
  name: z.string().nullable(),
  formerName: z.string().nullable().describe('That the group had before the decision and does not get back.'),
}).openapi('UndoneDecision')

const RESTORED_GROUP = RESTORED.partial()
  .extend({
    restored: z.boolean().describe('False: it was restored already.'),
    group: ID,
    name: z.string().optional(),
    audience: AUDIENCE.optional(),
    appsGone: z.array(ID).optional().describe('That it gave access to and that are deleted since.'),
  })
  .openapi('RestoredGroup')

const DELETED_GROUP = z
  .object({
    id: ID.describe('Of the copy: names it for a restore.'),
    groupId: ID.describe('That it had, and gets again.'),
    name: z.string(),
    audience: AUDIENCE,
    source: SOURCE,
    members: COUNT,
    apps: COUNT.describe('Apps or projects that it gave access to.'),
    operation: ID.describe('That deleted it.'),
    deletedAt: INSTANT,
    restorableUntil: INSTANT,
    nameTaken: z.boolean().describe('Another group has the name: restoring takes another one.'),
  })
  .openapi('DeletedGroup')

const shownGroup = ({ key: _, ...group }: DeletedGroup) => group
const tag = 'Conflicts'

export const CONFLICT_UNDO_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/conflicts/{conflict}/undo',
    id: 'previewConflictUndo',
    tag,
    summary: 'Whether a decision can be taken back, and what that would do',
    needs: 'read',
    answer: UNDO_PREVIEW,
    run: async ({ deps, site, param }) => {
      const undo = await readUndo(deps.pool, site.id, param('conflict'))
      if (undo === null) throw notFound()
      const { refusal, isUndone, named: _, ...people } = undo
      const reason = isUndone ? 'It is taken back already.' : (refusal?.sentence ?? null)
      return { ...people, possible: reason === null, reason }
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/conflicts/{conflict}/undo',
    id: 'undoConflictDecision',
    tag,
    summary: 'Take a decision back',
    description:
      'Its own changes, on the site as it is now: what it removed comes back, what the link brought leaves, and the group of the directory stays `detached`. What others have done since stays.',
    needs: 'decide',
    body: z.object({ reason: REASON }).openapi('DecisionUndo'),
    answer: UNDONE,
    run: async ({ deps, site, param, author }) => {
      const { id } = await conflictIn(deps, site.id, param('conflict'))
      const command = { name: 'undo-decision', conflictId: id } as const
      return effectOf(deps, { siteId: site.id, author, command }, (result: JsonObject) => UNDONE.parse(result))
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/deleted-groups',
    id: 'listDeletedGroups',
    tag: 'Groups',
    summary: 'Groups and organizations that were deleted in the last 30 days and can be restored, newest first',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(DELETED_GROUP, 'DeletedGroupPage'),
    run: async ({ deps, site, query: { limit, cursor }, cursors }) => {
      const before = positionIn(cursors, cursor, z.number())
      return pageAnswer(cursors, await listDeletedGroups(deps.pool, site.id, { before, limit }), shownGroup)
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/deleted-groups/{deletedGroup}/restore',
    id: 'restoreGroup',
    tag: 'Groups',
    summary: 'Restore a deleted group',
    description:
      'As a local one, under its id, with everybody who was in it and is still there, and what it gave access to. When its name is taken, give another.',
    needs: 'decide',
    body: z
      .object({ name: z.string().trim().min(1).max(1_000).optional(), reason: REASON })
      .openapi('GroupRestoration'),
    answer: RESTORED_GROUP,
    run: ({ deps, site, param, body: { name }, author }) => {
      const given = name === undefined ? {} : { groupName: name }
      const command = { name: 'restore-group', copyId: param('deletedGroup'), ...given } as const
      return effectOf(deps, { siteId: site.id, author, command }, (result: JsonObject) => RESTORED_GROUP.parse(result))
    },
  }),
]
