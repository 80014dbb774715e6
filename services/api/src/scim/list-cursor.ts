/**
 * Cursors as clients see them (RFC 9865 §2, §5): sealed with a key made of the credential, for exactly one list. Nothing in
 * them can be read or changed, and neither another credential nor another query can use them; no state is kept here.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { CursorState } from '@syncline/core/scim/cursor-page.ts'
import { invalidCursor } from '@syncline/core/scim/cursor-page.ts'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

export type CursorScope = {
  /** SHA-256 of the key that is used: known to the catalogue and to nobody outside. */
  readonly credentialHash: Buffer
  /** Everything that makes the list: what is listed, filter, sorting, attributes. */
  readonly list: readonly unknown[]
}

/** Letters, digits, `-` and `_` only (RFC 3986 unreserved). */
export function sealCursor(state: CursorState, scope: CursorScope): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, keyOf(scope), nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(listOf(scope))
  const { issuedAt, count, key, value, total } = state
  const text = JSON.stringify([issuedAt, count, key, value, total])
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return sealed.toString('base64url')
}

/** @throws ScimError invalidCursor */
export function openCursor(cursor: string, scope: CursorScope): CursorState {
  const sealed = Buffer.from(cursor, 'base64url')
  // The decoder skips what is no base64url: a cursor is taken only as it was given.
  if (sealed.length <= NONCE_BYTES + TAG_BYTES || sealed.toString('base64url') !== cursor) throw invalidCursor()
  const decipher = createDecipheriv(CIPHER, keyOf(scope), sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(listOf(scope))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const [issuedAt, count, key, value, total] = JSON.parse(opened(decipher, sealed.subarray(NONCE_BYTES, -TAG_BYTES)))
  return { issuedAt, count, key, value, total }
}

function opened(decipher: ReturnType<typeof createDecipheriv>, text: Buffer): string {
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
  } catch {
    throw invalidCursor()
  }
}

function keyOf({ credentialHash }: CursorScope): Buffer {
  return createHmac('sha256', credentialHash).update('syncline list cursor').digest()
}

function listOf({ list }: CursorScope): Buffer {
  return Buffer.from(JSON.stringify(list), 'utf8')
}
