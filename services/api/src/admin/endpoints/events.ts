/** Control events: who changed sites, directories, keys and administrators, when, how, and why. */
import { listControlEvents, type RecordedEvent } from '@syncline/core/storage/catalogue/control-event-list.ts'
import { pageOf } from '@syncline/core/storage/read/look.ts'
import { z } from 'zod'
import { type AdminEndpoint, type Asked, globalEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { ANY_OBJECT, ID, INSTANT } from '../schemas.ts'

const EVENT = z
  .object({
    id: z.int(),
    at: INSTANT,
    actor: z.string().describe('`admin:<prefix> (<name>)`, or `cli:<user>` on the machine itself.'),
    action: z.string(),
    reason: z.string().nullable(),
    site: ID.nullable(),
    directory: ID.nullable(),
    detail: ANY_OBJECT.describe('What changed; never a secret.'),
  })
  .openapi('ControlEvent')

const shown = (event: RecordedEvent) => event

const PAGE = pageSchema(EVENT, 'ControlEventPage')
const tag = 'Control events'

async function list({ deps, query, cursors }: Asked<z.output<typeof PAGE_QUERY>, unknown>, siteId: number | null) {
  const { limit, cursor } = query
  const before = positionIn(cursors, cursor, z.number())
  const events = await listControlEvents(deps.db, { siteId, before, limit: limit + 1 })
  return pageAnswer(
    cursors,
    pageOf(events, limit, ({ id }) => id),
    shown,
  )
}

export const EVENT_ENDPOINTS: readonly AdminEndpoint[] = [
  globalEndpoint({
    method: 'get',
    path: '/events',
    id: 'listEvents',
    tag,
    summary: 'All control events, newest first',
    where: 'everywhere',
    needs: 'manage',
    query: PAGE_QUERY,
    answer: PAGE,
    run: (asked) => list(asked, null),
  }),
  siteEndpoint({
    method: 'get',
    path: '/events',
    id: 'listSiteEvents',
    tag,
    summary: 'The control events of a site, newest first',
    needs: 'read',
    query: PAGE_QUERY,
    answer: PAGE,
    run: (asked) => list(asked, asked.site.id),
  }),
]
