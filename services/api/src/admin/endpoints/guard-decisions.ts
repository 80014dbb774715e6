/** What administrators say to losses that the deprovisioning guard holds. Each decision is a command of the site's lane. */
import type { Command, GuardChoice } from '@syncline/core/domain/command.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { ID, REASON } from '../schemas.ts'
import { directoryIn } from './directory-in.ts'

const MOST_CHOSEN = 1_000

const CHOICE = z
  .object({
    items: z.array(ID).min(1).max(MOST_CHOSEN).optional().describe('These.'),
    directory: ID.optional().describe('All that are held of this directory.'),
    all: z.literal(true).optional().describe('All that are held at the site.'),
    reason: REASON,
  })
  .refine(
    ({ items, directory, all }) => [items, directory, all].filter((each) => each !== undefined).length === 1,
    'Say one of items, directory and all.',
  )
  .openapi('GuardChoice')

const REASONS = z
  .enum(['not-found', 'closed', 'decided', 'paused'])
  .describe(
    '`closed`: it holds nothing any more. `decided`: that has been said already. `paused`: its directory is; resume it first.',
  )

const DECIDED = z
  .object({
    done: z.int().min(0).describe('Decided: those that were named at once, others in steps.'),
    notApplicable: z
      .array(z.object({ item: ID, reason: REASONS }))
      .describe('Of `items`; of others they are left out.'),
  })
  .openapi('GuardDecision')

/** As the lane has it (GuardResult in core/domain). */
const RESULT = z.object({
  done: z.int(),
  notApplicable: z.array(z.object({ itemId: z.string(), reason: REASONS })),
})

function decided(result: JsonObject): z.output<typeof DECIDED> {
  const { done, notApplicable } = RESULT.parse(result)
  return { done, notApplicable: notApplicable.map(({ itemId, reason }) => ({ item: itemId, reason })) }
}

type About = { readonly id: string; readonly path: string; readonly summary: string; readonly description: string }

function guardDecision(name: 'release-guard' | 'reject-guard', about: About): AdminEndpoint {
  return siteEndpoint({
    method: 'post',
    ...about,
    path: `/guard-items/${about.path}`,
    tag: 'Guard',
    needs: 'decide',
    body: CHOICE,
    answer: DECIDED,
    run: async ({ deps, site, body: { items, directory }, author }) => {
      const choice: GuardChoice =
        items === undefined
          ? { filter: directory === undefined ? {} : { directoryId: await directoryIn(deps, site.id, directory) } }
          : { items }
      const command: Command = name === 'release-guard' ? { name, ...choice } : { name, ...choice }
      return effectOf(deps, { siteId: site.id, author, command }, decided)
    },
  })
}

export const GUARD_DECISION_ENDPOINTS: readonly AdminEndpoint[] = [
  guardDecision('release-guard', {
    id: 'releaseGuardItems',
    path: 'release',
    summary: 'Let losses of access through that the guard holds',
    description:
      'The site becomes what the directory says today. They leave the window, so that those that come later are counted without them.',
  }),
  guardDecision('reject-guard', {
    id: 'rejectGuardItems',
    path: 'reject',
    summary: 'Say that losses of access that the guard holds are wrong',
    description:
      'Whoever was switched off stays on until the directory changes that again, or is released after all. Whoever was deleted keeps the account, which is local from then on; of groups those who were kept in are local members.',
  }),
]
