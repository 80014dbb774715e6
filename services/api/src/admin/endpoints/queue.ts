/** The lane of a site: how much waits, since when, and what was given up. */
import { type DeadLetter, listDeadLetters, readQueueState } from '@syncline/core/storage/read/queue-state.ts'
import { z } from 'zod'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { ID, INSTANT } from '../schemas.ts'

const COUNT = z.int().min(0)
const DIRECTORY = ID.nullable().describe('Null: commands of administrators.')

const QUEUE = z
  .object({
    pending: COUNT.describe('Accepted and not applied.'),
    oldestAt: INSTANT.nullable().describe('When the oldest of them was accepted.'),
    directories: z.array(z.object({ directory: DIRECTORY, pending: COUNT, oldestAt: INSTANT })),
    appliedSeq: COUNT.describe('Operations that were ever settled.'),
    lastAppliedAt: INSTANT.nullable(),
    failure: z.string().nullable().describe('Why the lane waits; null while it does not.'),
    retryAt: INSTANT.nullable(),
    deadLetters: COUNT,
  })
  .openapi('Queue')

const DEAD_LETTER = z
  .object({ operation: ID, directory: DIRECTORY, reason: z.string(), at: INSTANT })
  .openapi('DeadLetter')

const shown = (letter: DeadLetter) => letter
const tag = 'Queue'

export const QUEUE_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/queue',
    id: 'getQueue',
    tag,
    summary: 'Backlog and state of the lane of a site',
    needs: 'read',
    answer: QUEUE,
    run: ({ deps, site }) => readQueueState(deps.pool, site.id),
  }),
  siteEndpoint({
    method: 'get',
    path: '/dead-letters',
    id: 'listDeadLetters',
    tag,
    summary: 'Operations that were given up, newest first',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(DEAD_LETTER, 'DeadLetterPage'),
    run: async ({ deps, site, query: { limit, cursor }, cursors }) => {
      const before = positionIn(cursors, cursor, z.uuid())
      return pageAnswer(cursors, await listDeadLetters(deps.pool, site.id, { before, limit }), shown)
    },
  }),
]
