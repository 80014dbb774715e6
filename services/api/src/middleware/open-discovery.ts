/**
 * ServiceProviderConfig without credentials (RFC 7643 §5), where the directory has it open: a reduced document, which says how to
 * get in and what is the same for every directory.
 * Guarantee: a closed directory and one that does not exist are answered alike, as everything without credentials: 401. An
 * open one is told apart from them only by who knows its address, of which 122 bits are random.
 */
import { type DirectoryAccess, findDirectoryAccess } from '@syncline/core/storage/catalogue/directory-access.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import { createMiddleware } from 'hono/factory'
import type { Kysely } from 'kysely'
import { queryOf } from '../http/query.ts'
import type { ScimEnv } from '../http/scim-env.ts'
import { authenticationSchemes } from '../scim/authentication-schemes.ts'
import { reducedConfig } from '../scim/discovery-routes.ts'
import { createShortCache } from '../short-cache.ts'
import { fromStorage } from '../storage-failure.ts'

/** @param publicUrl without a slash at its end */
export function openDiscovery(db: Kysely<Database>, publicUrl: () => string) {
  const cache = createShortCache<DirectoryAccess | undefined>()
  return createMiddleware<ScimEnv, '/scim/v2/:directory/ServiceProviderConfig'>(async (c, next) => {
    const directoryPublicId = c.req.param('directory').toLowerCase()
    if (!isResourceId(directoryPublicId)) return next()
    const found = await fromStorage(() =>
      cache.find(directoryPublicId, () => findDirectoryAccess(db, { directoryPublicId })),
    )
    if (found === undefined) return next()
    c.set('authenticationSchemes', authenticationSchemes(found, publicUrl()))
    const isAnonymous = c.req.header('authorization') === undefined && queryOf(c.req.url)('access_token') === undefined
    if (!isAnonymous || found.settings.discovery === 'closed') return next()
    c.set('baseUrl', `${publicUrl()}/scim/v2/${directoryPublicId}`)
    return reducedConfig(c)
  })
}
