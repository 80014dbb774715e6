/** Policies as a plan is given them: defaults, and what a test says otherwise. The guard is off but where a test is about it. */
import type { DirectoryPolicy, SitePolicy } from '@syncline/core/domain/directory-policy.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { builtInNames } from '@syncline/core/storage/catalogue/site-settings.ts'

export function directoryPolicy(own: Partial<DirectoryPolicy> = {}): DirectoryPolicy {
  return {
    id: 1,
    audience: 'workforce',
    mode: 'lenient',
    schemas: RESOURCE_TYPES,
    unknownReferences: 'refuse',
    phase: 'syncing',
    walkedTo: 0,
    paused: null,
    externalUsers: 'sync',
    duplicateExternalIds: 'hold',
    clashingGroups: 'review',
    guard: null,
    ...own,
  }
}

/** The domains that tests use are verified. */
export const SITE_POLICY: SitePolicy = {
  domains: new Map([['example.com', null]]),
  builtInNames: builtInNames({}),
  guard: null,
}
