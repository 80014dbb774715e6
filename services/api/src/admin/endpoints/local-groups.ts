/** Groups and organizations that a site has without a directory, and who is in them by its own will. */
import { MOST_CHANGED_MEMBERS } from '@syncline/core/domain/command-group-members.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { ROW, shownRows } from '../row-results.ts'
import { AUDIENCE, ID, REASON } from '../schemas.ts'

const NAME = z.string().describe('Up to 1,000 characters; compared without case, width and outer spaces.')
const LOCAL_GROUP = z.object({ id: ID, name: z.string(), audience: AUDIENCE }).openapi('LocalGroup')
const ACCOUNTS = z.array(ID).default([])

const shown = ({ group, name, audience }: JsonObject) => LOCAL_GROUP.parse({ id: group, name, audience })
const tag = 'Groups'

export const LOCAL_GROUP_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'post',
    path: '/groups',
    id: 'createGroup',
    tag,
    summary: 'Create a local group or organization',
    needs: 'decide',
    body: z.object({ name: NAME, audience: AUDIENCE.default('workforce'), reason: REASON }).openapi('NewGroup'),
    status: 201,
    answer: LOCAL_GROUP,
    run: ({ deps, site, author, body: { name: groupName, audience } }) =>
      effectOf(deps, { siteId: site.id, author, command: { name: 'create-group', groupName, audience } }, shown),
  }),
  siteEndpoint({
    method: 'patch',
    path: '/groups/{group}',
    id: 'renameGroup',
    tag,
    summary: 'Rename a local group',
    description: 'What it gives access to stays: that is bound to the group, not to its name.',
    needs: 'decide',
    body: z.object({ name: NAME, reason: REASON }).openapi('GroupChange'),
    answer: LOCAL_GROUP,
    run: ({ deps, site, author, param, body: { name: groupName } }) => {
      const command = { name: 'rename-group', groupId: param('group'), groupName } as const
      return effectOf(deps, { siteId: site.id, author, command }, shown)
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/groups/{group}/delete',
    id: 'deleteGroup',
    tag,
    summary: 'Delete a local group',
    description:
      'Whoever was in it is out, and what it gave access to ends: refused while there is any, unless `force` says so.',
    needs: 'decide',
    body: z
      .object({
        force: z.boolean().default(false).describe('Also while it gives access to apps or projects.'),
        reason: REASON,
      })
      .openapi('GroupDeletion'),
    answer: LOCAL_GROUP,
    run: ({ deps, site, author, param, body: { force } }) => {
      const command = { name: 'delete-group', groupId: param('group'), force } as const
      return effectOf(deps, { siteId: site.id, author, command }, shown)
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/groups/{group}/members',
    id: 'changeMembers',
    tag,
    summary: 'Add people to a group and take them out, by hand',
    description: `Nobody is added to a synced group; of one only those are taken out whom the site itself had added. At most ${MOST_CHANGED_MEMBERS} people.`,
    needs: 'decide',
    body: z.object({ add: ACCOUNTS, remove: ACCOUNTS, reason: REASON }).openapi('MemberChange'),
    answer: z
      .object({ added: z.array(ROW), removed: z.array(ROW) })
      .describe('What came of each, in their order: updated, unchanged or refused.')
      .openapi('MemberChangeResult'),
    run: ({ deps, site, author, param, body: { add, remove } }) => {
      const command = { name: 'change-group-members', groupId: param('group'), add, remove } as const
      return effectOf(deps, { siteId: site.id, author, command }, ({ added, removed }) => ({
        added: shownRows(added),
        removed: shownRows(removed),
      }))
    },
  }),
]
