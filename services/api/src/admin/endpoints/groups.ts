/** Groups and organizations of a site. */
import {
  type GroupOfSite,
  listMembersOfGroup,
  listSiteGroups,
  type MemberOfGroup,
  readSiteGroup,
} from '@syncline/core/storage/read/site-group-list.ts'
import { z } from 'zod'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound } from '../problem.ts'
import { AUDIENCE, CLASS, ID, INSTANT, ORIGIN, SITE_POSITION, SOURCE } from '../schemas.ts'

const GROUP = z
  .object({
    id: ID,
    audience: AUDIENCE.describe('Of `customers` it is an organization.'),
    source: SOURCE,
    name: z.string(),
    defaultAccess: z.boolean().describe('Whoever is new at the site gets into it; no directory may fill it.'),
    createdAt: INSTANT,
    updatedAt: INSTANT,
    link: z
      .object({
        directory: ID,
        groupId: z.uuid().describe('The SCIM id.'),
        memberCount: z.int().describe('Members that the directory has in it, also those that do not reach the site.'),
      })
      .nullable()
      .describe('The directory group that it follows.'),
  })
  .openapi('Group')

const MEMBER = z
  .object({
    id: ID,
    email: z.string(),
    displayName: z.string().nullable(),
    class: CLASS,
    active: z.boolean(),
    origins: z.array(ORIGIN),
  })
  .openapi('Member')

const shown = (group: GroupOfSite) => group
const shownMember = (member: MemberOfGroup) => member
const tag = 'Groups'

export const GROUP_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/groups',
    id: 'listGroups',
    tag,
    summary: 'The groups and organizations of a site, by name',
    needs: 'read',
    query: PAGE_QUERY.extend({
      name: z.string().max(1_000).optional().describe('How the name begins, in any case.'),
      source: SOURCE.optional(),
    }),
    answer: pageSchema(GROUP, 'GroupPage'),
    run: async ({ deps, site, query: { limit, cursor, name, source }, cursors }) => {
      const after = positionIn(cursors, cursor, SITE_POSITION)
      const page = await listSiteGroups(deps.pool, site.id, { namePrefix: name, source }, { after, limit })
      return pageAnswer(cursors, page, shown)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/groups/{group}',
    id: 'getGroup',
    tag,
    summary: 'One group',
    needs: 'read',
    answer: GROUP,
    run: async ({ deps, site, param }) => {
      const group = await readSiteGroup(deps.pool, site.id, param('group'))
      if (group === null) throw notFound()
      return group
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/groups/{group}/members',
    id: 'listMembers',
    tag,
    summary: 'Who is in a group, and why',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(MEMBER, 'MemberPage'),
    run: async ({ deps, site, param, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      if ((await readSiteGroup(deps.pool, site.id, param('group'))) === null) throw notFound()
      const page = await listMembersOfGroup(deps.pool, site.id, param('group'), { after, limit })
      return pageAnswer(cursors, page, shownMember)
    },
  }),
]
