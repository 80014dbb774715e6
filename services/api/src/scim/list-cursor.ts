/** Cursors as SCIM clients see them (RFC 9865 §2, §5): sealed for one credential and exactly one list. */
import type { CursorState } from '@syncline/core/scim/cursor-page.ts'
import { invalidCursor } from '@syncline/core/scim/cursor-page.ts'
import { openText, type SealScope, sealText } from '../http/sealed-text.ts'

export type CursorScope = {
  /** SHA-256 of the key that is used. */
  readonly credentialHash: Buffer
  /** Everything that makes the list: what is listed, filter, sorting, attributes. */
  readonly list: readonly unknown[]
}

export function sealCursor(state: CursorState, scope: CursorScope): string {
  const { issuedAt, count, key, value, total } = state
  return sealText(JSON.stringify([issuedAt, count, key, value, total]), sealOf(scope))
}

/** @throws ScimError invalidCursor */
export function openCursor(cursor: string, scope: CursorScope): CursorState {
  const text = openText(cursor, sealOf(scope))
  if (text === null) throw invalidCursor()
  const [issuedAt, count, key, value, total] = JSON.parse(text)
  return { issuedAt, count, key, value, total }
}

function sealOf({ credentialHash, list }: CursorScope): SealScope {
  return { keyHash: credentialHash, kind: 'list cursor', bound: JSON.stringify(list) }
}
