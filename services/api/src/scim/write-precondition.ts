/**
 * What the precondition headers of a write decide without looking at any state (RFC 7644 §3.14, RFC 9110 §13, RFC 6585 §3).
 * Whether If-Match names the version that is there is decided when the operation is applied.
 */
import type { Method } from '@syncline/core/domain/operation.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import { parseEntityTags } from '@syncline/core/scim/etag.ts'
import { assertStorableText } from '@syncline/core/scim/text-check.ts'
import type { DirectorySettings } from '@syncline/core/storage/catalogue/directory-settings.ts'

/** As sent; null when absent. */
export type PreconditionHeaders = { readonly ifMatch: string | null; readonly ifNoneMatch: string | null }

/**
 * @returns the If-Match that the operation is applied under; null for none
 * @throws ScimError 400 for a header that is malformed, 412 for a condition that no resource can fulfil, 428 when the directory
 *   wants If-Match and there is none
 */
export function writePrecondition(
  method: Method,
  { ifMatch, ifNoneMatch }: PreconditionHeaders,
  { requireIfMatch }: Pick<DirectorySettings, 'requireIfMatch'>,
): string | null {
  // The target of a POST is the collection, which has no version: what it creates is new in any case.
  if (method === 'POST') return null
  if (ifNoneMatch !== null) refuseIfNoneMatch(ifNoneMatch)
  if (ifMatch === null) {
    if (requireIfMatch) throw versionRequired()
    return null
  }
  assertStorableText(ifMatch, 'If-Match')
  if (parseEntityTags(ifMatch) === null) {
    throw ScimError.of('invalidValue', 'If-Match has to be * or entity tags in quotes, as meta.version shows them.')
  }
  return ifMatch
}

/** A write never creates its target: where it is there the condition fails, and where it is not there is nothing to write. */
function refuseIfNoneMatch(header: string): never {
  if (parseEntityTags(header) === '*') {
    throw new ScimError(
      412,
      'If-None-Match: * is for resources that do not exist, and this method does not create any.',
    )
  }
  throw ScimError.of('invalidValue', 'If-None-Match with entity tags is for GET; name the version in If-Match.')
}

function versionRequired(): ScimError {
  return new ScimError(
    428,
    'This directory takes changes only with If-Match: read the resource and send its meta.version.',
  )
}
