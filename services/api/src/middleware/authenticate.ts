/** Who asks, and whether the directory in the path is theirs (RFC 7644 §2; RFC 6750 §3.1). */
import { notFound } from '@syncline/core/domain/refusal.ts'
import { createMiddleware } from 'hono/factory'
import type { CredentialCache } from '../credential-cache.ts'
import { bearerToken } from '../http/bearer-token.ts'
import { isWrite } from '../http/is-write.ts'
import { credentialsInvalid, insufficientScope } from '../http/refusal.ts'
import type { ScimEnv } from '../http/scim-env.ts'
import { sentToken } from '../http/sent-token.ts'
import { scopeOf } from '../oauth/scope.ts'
import { fromStorage } from '../storage-failure.ts'

/** @param publicUrl without a slash at its end */
export function authenticate(credentials: CredentialCache, publicUrl: () => string) {
  return createMiddleware<ScimEnv, '/scim/v2/:directory/*'>(async (c, next) => {
    const token = bearerToken(sentToken(c))
    const credential = await fromStorage(() => credentials.find(token))
    if (credential === undefined) throw credentialsInvalid()
    // Another directory's id is answered like one that does not exist.
    if (c.req.param('directory').toLowerCase() !== credential.directoryPublicId) throw notFound()
    if (credential.access === 'read' && isWrite(c.req.method, c.req.path)) throw insufficientScope(scopeOf('write'))
    c.set('credential', credential)
    c.set('baseUrl', `${publicUrl()}/scim/v2/${credential.directoryPublicId}`)
    await next()
  })
}
