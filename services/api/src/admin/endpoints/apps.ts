/** Apps and projects of a site: what groups and organizations give access to. */
import {
  type AppOfGroup,
  type AppOfSite,
  type GroupOfApp,
  listApps,
  listAppsOfGroup,
  listGroupsOfApp,
  readApp,
} from '@syncline/core/storage/read/app-list.ts'
import { readSiteGroup } from '@syncline/core/storage/read/site-group-list.ts'
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound } from '../problem.ts'
import { APP_KIND, ID, INSTANT, NAME, REASON, SOURCE } from '../schemas.ts'

const APP = z
  .object({ id: ID, kind: APP_KIND, name: z.string(), createdAt: INSTANT, updatedAt: INSTANT })
  .openapi('App')

const GRANTED = {
  grantedAt: INSTANT,
  grantedBy: z.string().describe('Who it is on record as.'),
}
const GROUP_OF_APP = z.object({ id: ID, name: z.string(), source: SOURCE, ...GRANTED }).openapi('GroupOfApp')
const APP_OF_GROUP = z.object({ id: ID, kind: APP_KIND, name: z.string(), ...GRANTED }).openapi('AppOfGroup')

/** Of an app in a command's result. */
const applied = (result: unknown) => APP.parse(result)
const shown = (app: AppOfSite) => app
const shownGroup = (group: GroupOfApp) => group
const shownApp = (app: AppOfGroup) => app
const tag = 'Apps and projects'

export const APP_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/apps',
    id: 'listApps',
    tag,
    summary: 'The apps, or the projects, of a site, by name',
    needs: 'read',
    query: PAGE_QUERY.extend({
      kind: APP_KIND.default('app'),
      name: z.string().max(1_000).optional().describe('How the name begins, in any case.'),
    }),
    answer: pageSchema(APP, 'AppPage'),
    run: async ({ deps, site, query: { limit, cursor, kind, name }, cursors }) => {
      const after = positionIn(cursors, cursor, z.string())
      const page = await listApps(deps.pool, site.id, { kind, namePrefix: name }, { after, limit })
      return pageAnswer(cursors, page, shown)
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/apps',
    id: 'createApp',
    tag,
    summary: 'Create an app or a project',
    needs: 'manage',
    body: z.object({ kind: APP_KIND, name: NAME, reason: REASON }).openapi('NewApp'),
    status: 201,
    answer: APP,
    run: ({ deps, site, body: { kind, name }, author }) =>
      effectOf(deps, { siteId: site.id, author, command: { name: 'create-app', kind, appName: name } }, applied),
  }),
  siteEndpoint({
    method: 'get',
    path: '/apps/{app}',
    id: 'getApp',
    tag,
    summary: 'One app or project',
    needs: 'read',
    answer: APP,
    run: async ({ deps, site, param }) => {
      const app = await readApp(deps.pool, site.id, param('app'))
      if (app === null) throw notFound()
      return app
    },
  }),
  siteEndpoint({
    method: 'patch',
    path: '/apps/{app}',
    id: 'renameApp',
    tag,
    summary: 'Rename an app or a project',
    description: 'Grants stay: they are bound to ids.',
    needs: 'manage',
    body: z.object({ name: NAME, reason: REASON }).openapi('AppChange'),
    answer: APP,
    run: ({ deps, site, param, body: { name }, author }) => {
      const command = { name: 'rename-app', appId: param('app'), appName: name } as const
      return effectOf(deps, { siteId: site.id, author, command }, applied)
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/apps/{app}/delete',
    id: 'deleteApp',
    tag,
    summary: 'Delete an app or a project',
    description: 'Refused while groups or organizations give access to it, unless `force` ends that too.',
    needs: 'manage',
    body: z.object({ force: z.boolean().default(false), reason: REASON }).openapi('AppDeletion'),
    answer: z.object({ revoked: z.int().describe('Grants that ended with it.') }).openapi('DeletedApp'),
    run: ({ deps, site, param, body: { force }, author }) => {
      const command = { name: 'delete-app', appId: param('app'), force } as const
      return effectOf(deps, { siteId: site.id, author, command }, ({ revoked }) => ({ revoked: Number(revoked) }))
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/apps/{app}/groups',
    id: 'listGroupsOfApp',
    tag,
    summary: 'The groups or organizations that give access to an app or project',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(GROUP_OF_APP, 'GroupOfAppPage'),
    run: async ({ deps, site, param, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      if ((await readApp(deps.pool, site.id, param('app'))) === null) throw notFound()
      return pageAnswer(cursors, await listGroupsOfApp(deps.pool, site.id, param('app'), { after, limit }), shownGroup)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/groups/{group}/apps',
    id: 'listAppsOfGroup',
    tag,
    summary: 'What a group or organization gives access to',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(APP_OF_GROUP, 'AppOfGroupPage'),
    run: async ({ deps, site, param, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      if ((await readSiteGroup(deps.pool, site.id, param('group'))) === null) throw notFound()
      return pageAnswer(cursors, await listAppsOfGroup(deps.pool, site.id, param('group'), { after, limit }), shownApp)
    },
  }),
]
