/** Who asks, and whether the directory in the path is theirs (RFC 7644 §2; RFC 6750 §3.1). */
import { notFound } from '@syncline/core/domain/refusal.ts'
import { createMiddleware } from 'hono/factory'
import type { CredentialCache } from '../credential-cache.ts'
import { bearerToken } from '../http/bearer-token.ts'
import { queryOf } from '../http/query.ts'
import { credentialsInvalid } from '../http/refusal.ts'
import type { ScimEnv } from '../http/scim-env.ts'
import { fromStorage } from '../storage-failure.ts'

/** @param publicUrl without a slash at its end */
export function authenticate(credentials: CredentialCache, publicUrl: () => string) {
  return createMiddleware<ScimEnv, '/scim/v2/:directory/*'>(async (c, next) => {
    const token = bearerToken(c.req.header('authorization'), queryOf(c.req.url)('access_token'))
    const credential = await fromStorage(() => credentials.find(token))
    if (credential === undefined) throw credentialsInvalid()
    // Another directory's id is answered like one that does not exist.
    if (c.req.param('directory') !== credential.directoryPublicId) throw notFound()
    c.set('credential', credential)
    c.set('baseUrl', `${publicUrl()}/scim/v2/${credential.directoryPublicId}`)
    await next()
  })
}
