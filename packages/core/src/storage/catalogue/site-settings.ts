/** What can be set for one site, with its defaults. */
import { z } from 'zod'
import { fold } from '../../scim/fold.ts'
import { CatalogueError } from './catalogue-error.ts'
import { GUARD_SETTINGS } from './guard-setting.ts'

/** (A): they give access to the administration itself, so no identity provider may fill them. */
export const BUILT_IN_NAMES = ['site-admins', 'org-admins', 'administrators', 'system-administrators'] as const

const SETTINGS = z.object({
  /** Names of groups that never reach the site, beside those that every site has. */
  builtInNames: z.array(z.string().trim().min(1).max(256)).max(100).default([]),
  /** Of all directories together, but for those whose own guard is off. */
  ...GUARD_SETTINGS,
})

export type SiteSettings = z.output<typeof SETTINGS>

export function siteSettings(stored: unknown): SiteSettings {
  return SETTINGS.parse(stored ?? {})
}

/** Folded: all that count as built in at a site. */
export function builtInNames(stored: unknown): ReadonlySet<string> {
  return new Set([...BUILT_IN_NAMES, ...siteSettings(stored).builtInNames].map(fold))
}

/**
 * What is named is replaced, the rest stays.
 * @throws CatalogueError setting-invalid
 */
export function changedSettings(before: SiteSettings, changes: Partial<SiteSettings>): SiteSettings {
  const parsed = SETTINGS.safeParse({ ...before, ...changes })
  if (!parsed.success) throw new CatalogueError('setting-invalid', z.prettifyError(parsed.error))
  return { ...parsed.data, builtInNames: distinctNames(parsed.data.builtInNames) }
}

/** In whatever spelling came first. */
function distinctNames(names: readonly string[]): string[] {
  return [...new Map(names.toReversed().map((name) => [fold(name), name])).values()].toReversed()
}
