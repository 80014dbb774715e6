/** What is held at a site, and why: how many by kind, and each of them. */
import { type HoldCount, readHoldCounts } from '@syncline/core/storage/read/hold-counts.ts'
import type { RecordSummary } from '@syncline/core/storage/read/record-facts.ts'
import { listHeld } from '@syncline/core/storage/read/record-list.ts'
import { z } from 'zod'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound } from '../problem.ts'
import { ID } from '../schemas.ts'
import { directoryIn } from './directory-in.ts'
import { HOLD_KIND, RECORD } from './record-schemas.ts'

const COUNT = z.int().min(0)
const HOLD_COUNTS = z
  .object({
    items: z.array(
      z.object({
        kind: HOLD_KIND,
        open: COUNT.describe('Nobody has looked at them.'),
        decided: COUNT.describe('Set or dismissed by an administrator.'),
      }),
    ),
  })
  .openapi('HoldCounts')

const shown = (record: RecordSummary) => record
const tag = 'Records'

export const HOLD_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/holds',
    id: 'countHolds',
    tag,
    summary: 'What is held at a site: how many records by kind of hold',
    description: 'Kinds that hold nobody are left out.',
    needs: 'read',
    answer: HOLD_COUNTS,
    run: async ({ deps, site }): Promise<{ items: HoldCount[] }> => ({
      items: await readHoldCounts(deps.pool, site.id),
    }),
  }),
  siteEndpoint({
    method: 'get',
    path: '/holds/{hold}',
    id: 'listHeld',
    tag,
    summary: 'The users and groups with one kind of hold, in the order of their arrival',
    needs: 'read',
    query: PAGE_QUERY.extend({
      directory: ID.optional(),
      open: z
        .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })
        .optional()
        .openapi({ type: 'boolean' })
        .describe('True: nobody has looked at them. False: an administrator has set or dismissed them.'),
    }),
    answer: pageSchema(RECORD, 'HeldPage'),
    run: async ({ deps, site, param, query: { limit, cursor, directory, open }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      const kind = HOLD_KIND.safeParse(param('hold'))
      if (!kind.success) throw notFound()
      const directoryId = directory === undefined ? undefined : await directoryIn(deps, site.id, directory)
      const asked = { siteId: site.id, kind: kind.data, directoryId, open }
      return pageAnswer(cursors, await listHeld(deps.pool, asked, { after, limit }), shown)
    },
  }),
]
