/** The Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header §2.1): a string of RFC 8941 §3.3.3. */
import type { Mode } from '../domain/operation.ts'
import { ScimError } from './error.ts'

export const LONGEST_IDEMPOTENCY_KEY = 255

const QUOTED = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/
/** Visible ASCII but what separates and quotes. */
const BARE = /^[!#-+\--:<-[\]-~]+$/

/**
 * @param header several header lines joined by commas are several keys
 * @returns null when there is none
 * @throws ScimError 400 invalidValue; strict: also for a key without quotes
 */
export function parseIdempotencyKey(header: string | undefined, mode: Mode): string | null {
  if (header === undefined) return null
  const text = header.trim()
  const quoted = QUOTED.exec(text)?.[1]?.replaceAll(/\\(.)/g, '$1')
  const key = quoted ?? (mode === 'lenient' && BARE.test(text) ? text : undefined)
  if (key === undefined || key === '' || key.length > LONGEST_IDEMPOTENCY_KEY) {
    throw ScimError.of(
      'invalidValue',
      `Idempotency-Key: has to be one string in double quotes, of 1 to ${LONGEST_IDEMPOTENCY_KEY} characters of ASCII.`,
    )
  }
  return key
}
