/** `cursor` and `count` (RFC 9865 §2). What is in a cursor is nobody's business but that of the service that gave it. */
import type { Mode } from '../domain/operation.ts'
import { ScimError } from './error.ts'
import { DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE, parseIndexPage } from './index-page.ts'

/** Seconds after which a cursor ends (`cursorTimeout`). */
export const CURSOR_TIMEOUT_SECONDS = 3_600

/** What a page of a walk has to carry to the next one. */
export type CursorState = {
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  readonly count: number
  readonly key: number
  readonly value: string | null
  /** Null: kept by the service, read for each page. */
  readonly total: number | null
}

/**
 * The page size; that of the first page when the request names none.
 * @param first of the first page, null on the first page itself
 */
export function cursorCount(count: string | number | undefined, first: number | null, mode: Mode): number {
  if (count === undefined || count === '') return first ?? DEFAULT_PAGE_SIZE
  const wanted = Number(count)
  const isCount = (typeof count === 'number' || /^\d{1,15}$/.test(count)) && Number.isSafeInteger(wanted) && wanted >= 0
  if (!isCount || (mode === 'strict' && wanted > MAXIMUM_PAGE_SIZE)) {
    throw ScimError.of('invalidCount', `count: expected a whole number from 0 to ${MAXIMUM_PAGE_SIZE}`)
  }
  const effective = parseIndexPage(undefined, count).count
  if (first !== null && first !== effective) {
    throw ScimError.of('invalidCount', 'count: has to be the same on every page of a list')
  }
  return effective
}

/** One text for forged, damaged and foreign cursors: nobody learns which. */
export function invalidCursor(): ScimError {
  return ScimError.of('invalidCursor', 'The cursor is not one of this list; begin again with an empty one.')
}

/** @param now milliseconds since 1970 @throws ScimError expiredCursor */
export function assertCurrent({ issuedAt }: CursorState, now: number): void {
  if (now - issuedAt <= CURSOR_TIMEOUT_SECONDS * 1_000) return
  throw ScimError.of('expiredCursor', 'The cursor has expired; begin again with an empty one.')
}
