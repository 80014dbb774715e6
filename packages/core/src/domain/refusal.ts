/** Refusals that several places have to word alike: the plan, the reads, and answers to superseded requests. */
import { ScimError } from '../scim/error.ts'
import type { ResourceType } from './operation.ts'

/** Unknown, deleted, of another directory, or no id at all: indistinguishable (RFC 7644 §6). */
export function notFound(): ScimError {
  return new ScimError(404, 'The resource does not exist. It may have been deleted.')
}

/** RFC 7644 §3.14. */
export function versionChanged(): ScimError {
  return new ScimError(412, 'The resource has changed since the version named in If-Match. Read it again first.')
}

/** The credential was revoked together with what it had sent and the lane had not applied yet. */
export function credentialRevoked(): ScimError {
  return new ScimError(401, 'The credential of this request was revoked, and with it the request.')
}

/** Its credentials were revoked with it: the status of whatever is sent later. */
export function directoryDisconnected(): ScimError {
  return new ScimError(401, 'The directory was disconnected, and with it the request.')
}

const NAME_TAKEN: Record<ResourceType, string> = {
  User: 'userName is already used by another user of this directory.',
  Group: 'displayName is already used by another group of this directory.',
}

/** RFC 7644 §3.3: 409 with scimType uniqueness. */
export function nameTaken(type: ResourceType): ScimError {
  return ScimError.of('uniqueness', NAME_TAKEN[type])
}

/** Policy `clashingGroups: refuse`: the name is free in the directory, and not at the site. */
export function nameTakenAtSite(): ScimError {
  return ScimError.of(
    'uniqueness',
    'displayName is already used by a group of the site that this directory does not fill.',
  )
}

/** Policy `duplicateExternalIds: refuse`; RFC 7643 §3.1 leaves it to the client whether an externalId is unique. */
export function externalIdTaken(): ScimError {
  return ScimError.of('uniqueness', 'externalId is already used by another user of this directory.')
}
