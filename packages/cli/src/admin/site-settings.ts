/** `syncline site set`: settings of a site, shown and changed. */
import { changeSiteSettings, readSiteSettings } from '@syncline/core/storage/catalogue/site-setting-change.ts'
import { type SiteSettings, siteSettings } from '@syncline/core/storage/catalogue/site-settings.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { chooseSite } from './choose.ts'
import { parseAssignment } from './directory-settings.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

export type SiteSettingOptions = OutputOptions & { readonly reason?: string }

/** Names have a command of their own. */
const { builtInNames: _, ...DEFAULTS } = siteSettings({})

/** @param assignments `name=value`; without a value the default comes back. None: they are shown */
export async function siteSettingsVerb(
  context: CliContext,
  wanted: string,
  assignments: readonly string[],
  options: SiteSettingOptions,
): Promise<void> {
  const { json, reason = null } = options
  const changes = changesOf(assignments)
  const settings = await withCatalogue(context, async (db) => {
    const { id: siteId } = await chooseSite(db, wanted)
    if (assignments.length === 0) return readSiteSettings(db, { siteId })
    return changeSiteSettings(db, { siteId }, changes, { actor: cliActor(), reason })
  })
  if (json) return writeJson(context.stdout, settings)
  const rows = Object.entries(DEFAULTS).map(([name, usual]) => {
    const value = settings[name as keyof SiteSettings]
    return [name, String(value), value === usual ? '' : String(usual)]
  })
  writeLine(context.stdout, renderTable({ head: ['Setting', 'Value', 'Default'], rows }))
}

function changesOf(assignments: readonly string[]): Partial<SiteSettings> {
  const given = Object.fromEntries(assignments.map(parseAssignment))
  const unknown = Object.keys(given).find((name) => !(name in DEFAULTS))
  if (unknown !== undefined) {
    throw new CliError(`There is no setting "${unknown}". There are: ${Object.keys(DEFAULTS).join(', ')}.`)
  }
  const usual: Readonly<Record<string, unknown>> = DEFAULTS
  // Checked where it is kept.
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value ?? usual[name]]))
}
