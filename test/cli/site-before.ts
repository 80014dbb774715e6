/** A site as the simulator finds it, before anything was sent. */
import type { SiteBefore } from '@syncline/cli/simulate/site-model.ts'
import type { SiteConditions } from '@syncline/core/storage/read/site-conditions.ts'

/** @param domains that are verified; default: none */
export function emptySite(
  given: Partial<Omit<SiteConditions, 'domains'>> & { readonly domains?: readonly string[] } = {},
): SiteBefore {
  const domains = new Map((given.domains ?? []).map((name) => [name, false]))
  const usual = {
    audience: 'workforce',
    phase: 'syncing',
    externalUsers: 'sync',
    builtInNames: new Set<string>(),
  } as const
  return { conditions: { ...usual, ...given, domains }, accounts: [], localGroups: [] }
}
