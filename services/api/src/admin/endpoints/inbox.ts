/** The inbox of a site: what waits for an administrator, and what has come to an end. */
import { readInbox } from '@syncline/core/storage/read/inbox.ts'
import { z } from 'zod'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { ID, INSTANT } from '../schemas.ts'
import { GUARD_ITEM, NAMED } from './guard-schemas.ts'

const COUNT = z.int().min(0)
const BY_KIND = z.record(z.string(), COUNT).describe('By kind; those of which there is none are left out.')

const INBOX = z
  .object({
    conflicts: z.object({
      open: COUNT,
      byKind: BY_KIND,
      oldestAt: INSTANT.nullable(),
      newest: z.array(z.object({ id: ID, kind: z.string(), directory: NAMED, name: z.string(), firstSeen: INSTANT })),
    }),
    guard: z.object({
      held: COUNT,
      people: COUNT.describe('Losses of access: of each item those who keep it.'),
      byKind: BY_KIND,
      oldestAt: INSTANT.nullable(),
      newest: z.array(GUARD_ITEM),
    }),
    starts: z
      .array(
        z.object({
          id: ID.describe('Of the operation that began it.'),
          directory: NAMED,
          state: z.enum(['finished', 'stopped']),
          endedAt: INSTANT,
          equal: COUNT.nullable().describe('Rows that are as the preview said; null: without one, or not counted yet.'),
          changed: COUNT.nullable().describe('Rows that an operation after the preview changed.'),
          unexplained: COUNT.nullable().describe('Rows that came out otherwise without such an operation.'),
        }),
      )
      .describe('Of the last 30 days, newest first, ten at most.'),
    waitingLosses: z
      .array(
        z.object({
          directory: NAMED,
          by: z
            .enum(['pause', 'guard'])
            .describe('`pause`: until it ends. `guard`: until somebody releases or rejects it.'),
          losses: COUNT,
          since: INSTANT.describe('Of the oldest.'),
          isLong: z.boolean().describe('Longer than a quarter of an hour.'),
        }),
      )
      .describe('Access that a directory has taken away and somebody still has, longest first.'),
  })
  .openapi('Inbox')

export const INBOX_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/inbox',
    id: 'getInbox',
    tag: 'Inbox',
    summary: 'What waits for an administrator of a site, and which starts have ended',
    description: 'Counts are exact; the newest five are listed of conflicts and of what the guard holds.',
    needs: 'read',
    answer: INBOX,
    run: ({ deps, site }) => readInbox(deps.pool, site.id),
  }),
]
