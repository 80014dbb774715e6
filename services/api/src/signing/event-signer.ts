/**
 * Signs security event tokens with the current key of the service (RFC 8417 §2.3, RFC 9967 §5). Keys are remembered for a
 * second: a rotation is known everywhere within that time, and a key is published long before it signs.
 */
import { SIGNING_ALGORITHM } from '@syncline/core/runtime/key-pair.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { currentKeyPair, publishedSigningKeys } from '@syncline/core/storage/catalogue/signing-key.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import { type CryptoKey, importJWK, type JWK, SignJWT } from 'jose'
import type { Kysely } from 'kysely'

export type EventSigner = {
  /** The token in its compact form. */
  sign(claims: JsonObject): Promise<string>
  /** RFC 7517 §5: the public keys, in a set. */
  keySet(): Promise<{ readonly keys: readonly JsonObject[] }>
}

const KEPT_MS = 1_000
/** Whom the first key is made for. */
const ACTOR = 'api'

export function createEventSigner(db: Kysely<Database>): EventSigner {
  const current = remembered(async () => {
    const { kid, privateJwk } = await currentKeyPair(db, ACTOR)
    return { kid, key: await importJWK(privateJwk as JWK, SIGNING_ALGORITHM) }
  })
  const published = remembered(() => publishedSigningKeys(db, ACTOR))
  return {
    async sign(claims) {
      const { kid, key } = await current()
      return new SignJWT(claims)
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'secevent+jwt', kid })
        .sign(key as CryptoKey)
    },
    async keySet() {
      return { keys: (await published()).map(({ publicJwk }) => publicJwk) }
    },
  }
}

/** Who asks at the same time asks once. */
function remembered<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: { readonly value: Promise<T>; readonly until: number } | null = null
  return () => {
    const now = performance.now()
    if (kept !== null && now < kept.until) return kept.value
    const value = read()
    const entry = { value, until: now + KEPT_MS }
    kept = entry
    value.catch(() => {
      if (kept === entry) kept = null
    })
    return value
  }
}
