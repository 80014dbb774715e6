/** startIndex and count (RFC 7644 §3.4.2.4). */
import { ScimError } from './error.ts'

export type IndexPage = { readonly startIndex: number; readonly count: number }

export const DEFAULT_PAGE_SIZE = 100
export const MAXIMUM_PAGE_SIZE = 200

/** Query parameters or numbers of a SearchRequest. Below 1 means 1, below 0 means 0, too many are fewer. */
export function parseIndexPage(startIndex?: string | number, count?: string | number): IndexPage {
  const start = integer(startIndex, 'startIndex') ?? 1
  const wanted = integer(count, 'count') ?? DEFAULT_PAGE_SIZE
  return { startIndex: Math.max(1, start), count: Math.min(MAXIMUM_PAGE_SIZE, Math.max(0, wanted)) }
}

function integer(value: string | number | undefined, name: string): number | null {
  if (value === undefined || value === '') return null
  const number = typeof value === 'number' || /^[+-]?\d{1,15}$/.test(value) ? Number(value) : Number.NaN
  if (Number.isSafeInteger(number)) return number
  throw ScimError.of('invalidValue', `${name}: expected a whole number`)
}
