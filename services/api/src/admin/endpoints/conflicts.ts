/** Conflicts between groups of directories and groups of the site (docs/conflicts.md), and whom they are about. */
import { CONFLICT_DECISIONS } from '@syncline/core/domain/conflict.ts'
import { refusalOf } from '@syncline/core/domain/conflict-decision.ts'
import { listAppsOfGroup } from '@syncline/core/storage/read/app-list.ts'
import { readDifferenceCounts } from '@syncline/core/storage/read/conflict-counts.ts'
import {
  DIFFERENCE_HEAD,
  DIFFERENCES,
  differenceCsv,
  listDifference,
  type PersonOfDifference,
} from '@syncline/core/storage/read/conflict-difference.ts'
import { type ConflictOfSite, listConflicts, readConflict } from '@syncline/core/storage/read/conflict-list.ts'
import { z } from 'zod'
import type { AdminDeps } from '../admin-env.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound, Problem } from '../problem.ts'
import { ID } from '../schemas.ts'
import { CONFLICT, CONFLICT_DETAIL, CONFLICT_KIND, CONFLICT_STATE, PERSON_OF_DIFFERENCE } from './conflict-schemas.ts'
import { directoryIn } from './directory-in.ts'

const APPS_SHOWN = 100
const CHANGE = z.enum(DIFFERENCES).describe('`added` to the site’s group, `removed` from it, or `unchanged`: in both.')

const shown = ({ key: _, ...conflict }: ConflictOfSite) => conflict
const shownPerson = (person: PersonOfDifference) => person
const tag = 'Conflicts'

export const CONFLICT_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/conflicts',
    id: 'listConflicts',
    tag,
    summary: 'Conflicts between groups of directories and groups of the site, newest first',
    needs: 'read',
    query: PAGE_QUERY.extend({
      state: CONFLICT_STATE.optional(),
      kind: CONFLICT_KIND.optional(),
      directory: ID.optional(),
      leftLocal: z
        .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })
        .optional()
        .openapi({ type: 'boolean' })
        .describe('Whether the site’s group was left local by a directory that was disconnected.'),
      name: z.string().max(1_000).optional().describe('A part of the name, in any case.'),
    }),
    answer: pageSchema(CONFLICT, 'ConflictPage'),
    run: async ({ deps, site, query: { limit, cursor, directory, ...filter }, cursors }) => {
      const before = positionIn(cursors, cursor, z.number())
      const directoryId = directory === undefined ? undefined : await directoryIn(deps, site.id, directory)
      const page = await listConflicts(deps.pool, { siteId: site.id, directoryId, ...filter }, { before, limit })
      return pageAnswer(cursors, page, shown)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/conflicts/{conflict}',
    id: 'getConflict',
    tag,
    summary: 'One conflict: what can be decided, how many people it is about, and what its group gives access to',
    needs: 'read',
    answer: CONFLICT_DETAIL,
    run: async ({ deps, site, param }) => {
      const conflict = await conflictIn(deps, site.id, param('conflict'))
      const page = { after: 0, limit: APPS_SHOWN }
      const apps = await listAppsOfGroup(deps.pool, site.id, conflict.group.id, page)
      const counts = isLive(conflict) ? await readDifferenceCounts(deps.pool, site.id, [conflict.key]) : null
      return {
        ...shown(conflict),
        decisions: CONFLICT_DECISIONS.map((decision) => {
          const reason = isLive(conflict) ? refusalOf(conflict.kind, decision) : CLOSED
          return { decision, possible: reason === null, reason }
        }),
        difference: counts?.get(conflict.key) ?? null,
        apps: apps.rows,
      }
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/conflicts/{conflict}/difference',
    id: 'listConflictDifference',
    tag,
    summary: 'Whom a conflict is about, as of now',
    description:
      'Those who would be added by `accept` or `merge`, removed by `accept`, or stay. While the directory is in review its users are found by their addresses.',
    needs: 'read',
    query: PAGE_QUERY.extend({ change: CHANGE }),
    answer: pageSchema(PERSON_OF_DIFFERENCE, 'PersonOfDifferencePage'),
    run: async ({ deps, site, param, query: { limit, cursor, change }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      const place = await placeOf(deps, site.id, param('conflict'))
      return pageAnswer(cursors, await listDifference(deps.pool, place, change, { after, limit }), shownPerson)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/conflicts/{conflict}/difference.csv',
    id: 'exportConflictDifference',
    tag,
    summary: 'The same as CSV',
    description: `Columns: ${DIFFERENCE_HEAD.join(', ')}.`,
    needs: 'read',
    query: z.object({ change: CHANGE.optional().describe('Default: all of them.') }),
    file: { type: 'text/csv', name: 'difference.csv' },
    answer: z.string(),
    run: async ({ deps, site, param, query: { change } }) => {
      const place = await placeOf(deps, site.id, param('conflict'))
      const parts: string[] = []
      const wanted = change === undefined ? DIFFERENCES : [change]
      for await (const part of differenceCsv(deps.pool, place, wanted)) parts.push(part)
      return parts.join('')
    },
  }),
]

const CLOSED = 'The conflict is closed: it is decided, or nothing clashes any more.'

/** @throws Problem not-found */
export async function conflictIn(
  { pool }: Pick<AdminDeps, 'pool'>,
  siteId: number,
  id: string,
): Promise<ConflictOfSite> {
  const conflict = await readConflict(pool, siteId, id)
  if (conflict === null) throw notFound()
  return conflict
}

function isLive({ state }: ConflictOfSite): boolean {
  return state === 'open' || state === 'decided'
}

/** @throws Problem when there is none, or nothing to compare any more */
async function placeOf(deps: Pick<AdminDeps, 'pool'>, siteId: number, id: string) {
  const conflict = await conflictIn(deps, siteId, id)
  if (!isLive(conflict)) throw new Problem('refused', CLOSED)
  return { siteId, key: conflict.key }
}
