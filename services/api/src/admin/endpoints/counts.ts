/** How many people and groups a site has, by what they are. */
import { readSiteCounts } from '@syncline/core/storage/read/site-counts.ts'
import { z } from 'zod'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { AUDIENCE, CLASS, SOURCE } from '../schemas.ts'

const COUNT = z.int().min(0)

const COUNTS = z
  .object({
    accounts: z.array(
      z.object({
        audience: AUDIENCE,
        class: CLASS,
        active: z.boolean(),
        linked: z.boolean().describe('A user of a directory is linked to them.'),
        count: COUNT,
      }),
    ),
    people: COUNT.describe('Addresses: who is of the workforce and a customer is one person.'),
    billable: COUNT.describe('Managed and on, each once, from however many directories they come.'),
    groups: z.array(z.object({ audience: AUDIENCE, source: SOURCE, count: COUNT })),
    holds: z.array(
      z.object({
        kind: z.string(),
        open: COUNT.describe('Nobody has looked at them.'),
        decided: COUNT.describe('An administrator has set or dismissed them.'),
      }),
    ),
  })
  .openapi('SiteCounts')

export const COUNT_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/counts',
    id: 'getCounts',
    tag: 'Sites',
    summary: 'How many people, groups and holds a site has, by what they are',
    description: 'What there is none of is left out.',
    needs: 'read',
    answer: COUNTS,
    run: ({ deps, site }) => readSiteCounts(deps.pool, site.id),
  }),
]
