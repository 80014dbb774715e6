/**
 * A text that we hand out and get back: sealed with a key made of the bearer's own, for exactly one purpose. Nothing in it can
 * be read or changed, nobody else can use it, and nothing is kept here.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

export type SealScope = {
  /** SHA-256 of the key that is used: known to the catalogue and to nobody outside. */
  readonly keyHash: Buffer
  /** What kind of text it is. */
  readonly kind: string
  /** All that has to be the same when it comes back. */
  readonly bound: string
}

/** Letters, digits, `-` and `_` only (RFC 3986 unreserved). */
export function sealText(text: string, scope: SealScope): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, keyOf(scope), nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(scope.bound, 'utf8'))
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** Null: not sealed by us for this scope. */
export function openText(given: string, scope: SealScope): string | null {
  const sealed = Buffer.from(given, 'base64url')
  // The decoder skips what is no base64url: a text is taken only as it was given.
  if (sealed.length <= NONCE_BYTES + TAG_BYTES || sealed.toString('base64url') !== given) return null
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv(CIPHER, keyOf(scope), nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(scope.bound, 'utf8'))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    const text = [decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]
    return Buffer.concat(text).toString('utf8')
  } catch {
    return null
  }
}

function keyOf({ keyHash, kind }: SealScope): Buffer {
  return createHmac('sha256', keyHash).update(`syncline ${kind}`).digest()
}
