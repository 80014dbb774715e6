/** `syncline site built-in-names` */
import { fold } from '@syncline/core/scim/fold.ts'
import { changeSiteSettings, readSiteSettings } from '@syncline/core/storage/catalogue/site-setting-change.ts'
import { BUILT_IN_NAMES } from '@syncline/core/storage/catalogue/site-settings.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { cliActor } from './actor.ts'
import { chooseSite } from './choose.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

export type BuiltInNameOptions = OutputOptions & {
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
  readonly reason?: string
}

export async function builtInNamesVerb(
  context: CliContext,
  wanted: string,
  options: BuiltInNameOptions,
): Promise<void> {
  const { add = [], remove = [], reason = null } = options
  const names = await withCatalogue(context, async (db) => {
    const { id: siteId } = await chooseSite(db, wanted)
    const { builtInNames } = await readSiteSettings(db, { siteId })
    if (add.length === 0 && remove.length === 0) return builtInNames
    const removed = new Set(remove.map(fold))
    const wantedNames = [...builtInNames, ...add].filter((name) => !removed.has(fold(name)))
    const author = { actor: cliActor(), reason }
    return (await changeSiteSettings(db, { siteId }, { builtInNames: wantedNames }, author)).builtInNames
  })
  if (options.json) return writeJson(context.stdout, { builtInNames: names, alwaysBuiltIn: BUILT_IN_NAMES })
  writeLine(context.stdout, `At every site: ${BUILT_IN_NAMES.join(', ')}`)
  writeLine(context.stdout, `At this site: ${names.length === 0 ? 'none' : names.join(', ')}`)
}
