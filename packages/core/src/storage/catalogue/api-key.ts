/**
 * What a client shows to be let in: 256 random bits behind a word that says what they are.
 * - key of a directory: `sync_<8 characters that name it>_<43>`
 * - secret of an OAuth client: `syncsecret_<8 characters that name it>_<43>`
 * - access token: `synctoken_<43>`
 * - token of an administrator: `syncadm_<8 characters that name it>_<43>`
 * Guarantee: only the SHA-256 of each is ever stored; 256 random bits need no slow hash.
 */
import { createHash, randomBytes } from 'node:crypto'

const PREFIX_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'
const PREFIX_LENGTH = 8
const SECRET_BYTES = 32
const TOKEN_WORD = 'synctoken_'

export type ApiKey = {
  /** Shown once, to whoever creates it. */
  readonly key: string
  /** Names the key in lists and logs. */
  readonly prefix: string
  readonly hash: Buffer
}

export function generateApiKey(): ApiKey {
  return named('sync')
}

export function generateClientSecret(): ApiKey {
  return named('syncsecret')
}

export function generateAdminToken(): ApiKey {
  return named('syncadm')
}

export function generateAccessToken(): { readonly token: string; readonly hash: Buffer } {
  const token = `${TOKEN_WORD}${secret()}`
  return { token, hash: hashApiKey(token) }
}

export function isAccessToken(text: string): boolean {
  return text.startsWith(TOKEN_WORD)
}

export function generatePrefix(): string {
  // 32 letters: every byte value stands for each of them equally often.
  return [...randomBytes(PREFIX_LENGTH)].map((byte) => PREFIX_ALPHABET.charAt(byte % 32)).join('')
}

export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest()
}

function named(word: string): ApiKey {
  const prefix = generatePrefix()
  const key = `${word}_${prefix}_${secret()}`
  return { key, prefix, hash: hashApiKey(key) }
}

function secret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}
