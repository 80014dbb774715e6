/** `syncline directory set`: what can be set for one directory. */
import { changeDirectorySettings } from '@syncline/core/storage/catalogue/directory.ts'
import { type DirectorySettings, directorySettings } from '@syncline/core/storage/catalogue/directory-settings.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { chooseDirectory } from './choose.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

export type SettingOptions = OutputOptions & { readonly site?: string }

/** @param assignments `name=value`; without a value the default comes back */
export async function changeSettingsVerb(
  context: CliContext,
  name: string,
  assignments: readonly string[],
  options: SettingOptions,
): Promise<void> {
  const changes = Object.fromEntries(assignments.map(parseAssignment))
  const { settings } = await withCatalogue(context, async (db) => {
    const { id } = await chooseDirectory(db, name, options.site)
    return changeDirectorySettings(db, { directoryId: id }, changes, cliActor())
  })
  if (options.json) return writeJson(context.stdout, settings)
  writeLine(context.stdout, settingsTable(settings))
}

/** `name=value`; null: the default. @throws CliError */
export function parseAssignment(text: string): [name: string, value: unknown] {
  const at = text.indexOf('=')
  if (at <= 0) throw new CliError(`"${text}" sets nothing: write name=value, or name= for the default.`)
  return [text.slice(0, at).trim(), parseValue(text.slice(at + 1).trim())]
}

function parseValue(text: string): unknown {
  if (text === '') return null
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+$/.test(text) ? Number(text) : text
}

export function settingsTable(settings: DirectorySettings): string {
  const defaults: Readonly<Record<string, unknown>> = directorySettings({})
  const rows = Object.entries(settings).map(([name, value]) => [
    name,
    String(value),
    value === defaults[name] ? '' : String(defaults[name]),
  ])
  return renderTable({ head: ['Setting', 'Value', 'Default'], rows })
}
