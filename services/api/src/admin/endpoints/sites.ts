/** Sites: what directories provision into. */

import { fold } from '@syncline/core/scim/fold.ts'
import { createSite, listSites, renameSite, type Site } from '@syncline/core/storage/catalogue/site.ts'
import { pageOf } from '@syncline/core/storage/read/look.ts'
import { z } from 'zod'
import { type AdminEndpoint, globalEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { sitesWith } from '../permission.ts'
import { ID, INSTANT, NAME, REASON } from '../schemas.ts'

const SITE = z.object({ id: ID, name: z.string(), createdAt: INSTANT }).openapi('Site')

const shown = ({ publicId: id, name, createdAt }: Site) => ({ id, name, createdAt })

const tag = 'Sites'

export const SITE_ENDPOINTS: readonly AdminEndpoint[] = [
  globalEndpoint({
    method: 'get',
    path: '/sites',
    id: 'listSites',
    tag,
    summary: 'The sites that the token may read, by name',
    where: 'some-site',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(SITE, 'SitePage'),
    run: async ({ deps, admin, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.string())
      const sites = await listSites(deps.db, { siteIds: sitesWith(admin, 'read'), after, limit: limit + 1 })
      return pageAnswer(
        cursors,
        pageOf(sites, limit, ({ name }) => fold(name)),
        shown,
      )
    },
  }),
  globalEndpoint({
    method: 'post',
    path: '/sites',
    id: 'createSite',
    tag,
    summary: 'Create a site',
    where: 'everywhere',
    needs: 'manage',
    body: z.object({ name: NAME, reason: REASON }).openapi('NewSite'),
    status: 201,
    answer: SITE,
    run: async ({ deps, body: { name }, author }) => shown(await createSite(deps.db, { name }, author)),
  }),
  siteEndpoint({
    method: 'get',
    path: '',
    id: 'getSite',
    tag,
    summary: 'One site',
    needs: 'read',
    answer: SITE,
    run: async ({ site }) => shown(site),
  }),
  siteEndpoint({
    method: 'patch',
    path: '',
    id: 'renameSite',
    tag,
    summary: 'Rename a site',
    needs: 'manage',
    body: z.object({ name: NAME, reason: REASON }).openapi('SiteChange'),
    answer: SITE,
    run: async ({ deps, site, body: { name }, author }) =>
      shown(await renameSite(deps.db, { siteId: site.id }, name, author)),
  }),
]
