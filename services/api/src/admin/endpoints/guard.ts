/** The deprovisioning guard (docs/guard.md): the losses of access that it holds, and what administrators say to them. */
import {
  type GuardedPerson,
  type GuardItemSummary,
  listGuardedPeople,
  listGuardItems,
  readGuardItem,
} from '@syncline/core/storage/read/guard-items.ts'
import { readGuardStatus } from '@syncline/core/storage/read/guard-status.ts'
import { z } from 'zod'
import { type AdminEndpoint, directoryEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound, Problem } from '../problem.ts'
import { ID } from '../schemas.ts'
import { directoryIn } from './directory-in.ts'
import { GUARD_ITEM, GUARD_KIND, GUARD_STATE, GUARD_WINDOW, GUARDED_PERSON, NAMED } from './guard-schemas.ts'

const shown = (item: GuardItemSummary) => item
const shownPerson = (person: GuardedPerson) => person
const tag = 'Guard'

export const GUARD_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/guard',
    id: 'getGuard',
    tag,
    summary: 'How near a site and each of its directories are to the limit of the deprovisioning guard',
    needs: 'read',
    answer: z
      .object({ site: GUARD_WINDOW, directories: z.array(GUARD_WINDOW.extend({ directory: NAMED })) })
      .openapi('GuardOfSite'),
    run: ({ deps, site }) => readGuardStatus(deps.pool, site.id),
  }),
  directoryEndpoint({
    method: 'get',
    path: '/guard',
    id: 'getGuardOfDirectory',
    tag,
    summary: 'How near a directory is to the limit of the deprovisioning guard, beside its site',
    needs: 'read',
    answer: z.object({ directory: GUARD_WINDOW, site: GUARD_WINDOW }).openapi('GuardOfDirectory'),
    run: async ({ deps, site, directory: { publicId } }) => {
      const status = await readGuardStatus(deps.pool, site.id)
      const found = status.directories.find(({ directory }) => directory.id === publicId)
      if (found === undefined) throw new Problem('refused', 'The directory is disconnected: nothing is held of it.')
      const { directory: _, ...window } = found
      return { directory: window, site: status.site }
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/guard-items',
    id: 'listGuardItems',
    tag,
    summary: 'What the deprovisioning guard holds or has held, newest first',
    needs: 'read',
    query: PAGE_QUERY.extend({
      state: GUARD_STATE.optional(),
      directory: ID.optional(),
      kind: GUARD_KIND.optional(),
    }),
    answer: pageSchema(GUARD_ITEM, 'GuardItemPage'),
    run: async ({ deps, site, query: { limit, cursor, state, directory, kind }, cursors }) => {
      const before = positionIn(cursors, cursor, z.number())
      const directoryId = directory === undefined ? undefined : await directoryIn(deps, site.id, directory)
      const page = await listGuardItems(deps.pool, { siteId: site.id, state, directoryId, kind }, { before, limit })
      return pageAnswer(cursors, page, shown)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/guard-items/{guardItem}',
    id: 'getGuardItem',
    tag,
    summary: 'One thing that the deprovisioning guard holds or has held',
    needs: 'read',
    answer: GUARD_ITEM,
    run: async ({ deps, site, param }) => {
      const item = await readGuardItem(deps.pool, site.id, param('guardItem'))
      if (item === null) throw notFound()
      return item
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/guard-items/{guardItem}/people',
    id: 'listGuardedPeople',
    tag,
    summary: 'Whom an item of the deprovisioning guard keeps in',
    description:
      'Of a group everybody who is in it by the guard, with whether it is their only way in; of a person that one.',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(GUARDED_PERSON, 'GuardedPersonPage'),
    run: async ({ deps, site, param, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      if ((await readGuardItem(deps.pool, site.id, param('guardItem'))) === null) throw notFound()
      const page = await listGuardedPeople(deps.pool, site.id, param('guardItem'), { after, limit })
      return pageAnswer(cursors, page, shownPerson)
    },
  }),
]
