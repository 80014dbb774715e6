/**
 * Bearer keys: `sync_<8 characters that name it>_<256 random bits, base64url>`.
 * Guarantee: only the SHA-256 of a key is ever stored; 256 random bits need no slow hash.
 */
import { createHash, randomBytes } from 'node:crypto'

const PREFIX_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'
const PREFIX_LENGTH = 8
const SECRET_BYTES = 32

export type ApiKey = {
  /** Shown once, to whoever creates it. */
  readonly key: string
  /** Names the key in lists and logs. */
  readonly prefix: string
  readonly hash: Buffer
}

export function generateApiKey(): ApiKey {
  // 32 letters: every byte value stands for each of them equally often.
  const prefix = [...randomBytes(PREFIX_LENGTH)].map((byte) => PREFIX_ALPHABET.charAt(byte % 32)).join('')
  const key = `sync_${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`
  return { key, prefix, hash: hashApiKey(key) }
}

export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest()
}
