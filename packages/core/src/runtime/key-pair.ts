/** Key pairs for signing (RFC 7518 §3.4: ES256), as JSON Web Keys. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'

export const SIGNING_ALGORITHM = 'ES256'

export type KeyPair = {
  /** The thumbprint of the key (RFC 7638): who has the key finds it by that. */
  readonly kid: string
  readonly publicJwk: JWK
  /** A secret. */
  readonly privateJwk: JWK
}

export async function generateSigningKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(publicJwk)
  return {
    kid,
    publicJwk: { ...publicJwk, kid, alg: SIGNING_ALGORITHM, use: 'sig' },
    privateJwk: { ...(await exportJWK(privateKey)), kid, alg: SIGNING_ALGORITHM },
  }
}
