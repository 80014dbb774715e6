/** What is decided about one group or organization: cut off from its directory, linked again, default access. */
import { readSiteGroup } from '@syncline/core/storage/read/site-group-list.ts'
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { notFound } from '../problem.ts'
import { REASON } from '../schemas.ts'
import { CHANGED, changedIn } from './changed.ts'

const tag = 'Groups'

export const GROUP_LINK_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'post',
    path: '/groups/{group}/detach',
    id: 'detachGroup',
    tag,
    summary: 'Make a synced group local',
    description:
      'It keeps its people, as local members, and what it gives access to. The group of the directory is held as `detached` until it is linked again or deleted.',
    needs: 'decide',
    body: z.object({ reason: REASON }).openapi('GroupDetachment'),
    answer: CHANGED,
    run: async ({ deps, site, param, author }) => {
      const group = await readSiteGroup(deps.pool, site.id, param('group'))
      if (group === null) throw notFound()
      if (group.link === null) return { changed: false }
      const command = { name: 'detach-group', groupId: group.id, recordId: group.link.groupId } as const
      return effectOf(deps, { siteId: site.id, author, command }, changedIn)
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/records/{record}/link-again',
    id: 'linkGroupAgain',
    tag,
    summary: 'Let a group of a directory reach the site again',
    description:
      'Ends `detached`. It gets a group of the site by its name as a new one would, so it may wait as a conflict with the group that it once was.',
    needs: 'decide',
    body: z.object({ reason: REASON }).openapi('GroupLinkAgain'),
    answer: z
      .object({
        linked: z.boolean(),
        holds: z.array(z.string()).describe('Why it does not (fully) reach the site.'),
      })
      .openapi('GroupLink'),
    run: ({ deps, site, param, author }) => {
      const command = { name: 'link-group', recordId: param('record') } as const
      return effectOf(deps, { siteId: site.id, author, command }, ({ linked, holds }) => ({
        linked: linked === true,
        holds: z.array(z.string()).parse(holds),
      }))
    },
  }),
  siteEndpoint({
    method: 'put',
    path: '/groups/{group}/default-access',
    id: 'setDefaultAccess',
    tag,
    summary: 'Say whether a local group gives default access',
    description:
      'While it does, groups of that name in directories wait as `default-group`. A synced group is made local first.',
    needs: 'decide',
    body: z.object({ on: z.boolean(), reason: REASON }).openapi('DefaultAccess'),
    answer: CHANGED,
    run: ({ deps, site, param, body: { on }, author }) => {
      const command = { name: 'set-default-access', groupId: param('group'), on } as const
      return effectOf(deps, { siteId: site.id, author, command }, changedIn)
    },
  }),
]
