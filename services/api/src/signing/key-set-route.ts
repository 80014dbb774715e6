/** The public keys of the service, for everybody who verifies what it signs (RFC 7517 §5). */
import { KEY_SET_MAX_AGE_SECONDS } from '@syncline/core/storage/catalogue/signing-key.ts'
import type { Hono } from 'hono'
import { methodNotAllowed } from '../http/refusal.ts'
import type { ScimEnv } from '../http/scim-env.ts'
import { fromStorage } from '../storage-failure.ts'
import type { EventSigner } from './event-signer.ts'

/** Below the public URL. */
export const KEY_SET_PATH = '/.well-known/jwks.json'

export function addKeySetRoute(app: Hono<ScimEnv>, signer: EventSigner): void {
  app.get(KEY_SET_PATH, async () => {
    const keySet = await fromStorage(() => signer.keySet())
    return new Response(JSON.stringify(keySet), {
      headers: {
        'Content-Type': 'application/jwk-set+json',
        'Cache-Control': `public, max-age=${KEY_SET_MAX_AGE_SECONDS}`,
      },
    })
  })
  app.all(KEY_SET_PATH, () => {
    throw methodNotAllowed(['GET'])
  })
}
