/** `syncline domain assign|remove`: whom it concerns is counted and shown before. */
import { assignDomain, type Domain, findDomain, removeDomain } from '@syncline/core/storage/catalogue/domain.ts'
import { type DomainEffects, readDomainEffects } from '@syncline/core/storage/read/domain-effects.ts'
import { confirm } from '../confirm.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { cliActor } from './actor.ts'
import { chooseDirectory } from './choose.ts'
import { type DomainOptions, type ReasonOptions, shownDomain, withSite } from './domain.ts'

type Confirmed = { readonly yes?: boolean }
export type AssignOptions = DomainOptions & Confirmed & { readonly directory?: string; readonly reason?: string }
export type RemoveOptions = ReasonOptions & Confirmed

/** @throws CliError when nobody confirmed it */
export async function removeDomainVerb(context: CliContext, name: string, options: RemoveOptions): Promise<void> {
  const { yes = false, reason } = options
  const { domain, effects } = await withSite(context, options, async (db, siteId, pool) => {
    const found = await findDomain(db, { siteId, name })
    const effects = await readDomainEffects(pool, found)
    await confirm(context, removalOf(found, effects), { yes })
    return { domain: await removeDomain(db, { siteId, name }, { actor: cliActor(), reason }), effects }
  })
  if (options.json) return writeJson(context.stdout, { ...shownDomain(domain), effects })
  writeLine(context.stdout, `Removed domain ${domain.name}.`)
}

/** Without a directory: of any again. @throws CliError when nobody confirmed it */
export async function assignDomainVerb(context: CliContext, name: string, options: AssignOptions): Promise<void> {
  const { yes = false, reason = null, directory: wanted } = options
  const { domain, effects, whose } = await withSite(context, options, async (db, siteId, pool) => {
    const found = await findDomain(db, { siteId, name })
    const directory = wanted === undefined ? null : await chooseDirectory(db, wanted, options.site)
    const whose = directory === null ? 'no directory in particular' : `directory "${directory.name}"`
    const directoryId = directory?.id ?? null
    const effects = await readDomainEffects(pool, found, directoryId)
    await confirm(context, assignmentOf(found, whose, effects), { yes })
    const assigned = await assignDomain(db, { siteId, name, directoryId }, { actor: cliActor(), reason })
    return { domain: assigned, effects, whose }
  })
  if (options.json) return writeJson(context.stdout, { ...shownDomain(domain), effects })
  writeLine(context.stdout, `${domain.name} belongs to ${whose}.`)
}

function removalOf({ name, verifiedAt }: Domain, { accounts, records }: DomainEffects): string[] {
  const meaning =
    verifiedAt === null
      ? `${accounts} accounts have an address on it; it is not verified, so their class stays`
      : `${accounts} accounts on it become external; the policy of their directory decides`
  return [`Removing domain ${name}:`, `  ${meaning}`, `  ${records} users of directories are looked at again`]
}

function assignmentOf({ name }: Domain, whose: string, { accounts, moving, records }: DomainEffects): string[] {
  return [
    `Domain ${name} to ${whose}:`,
    `  ${accounts} accounts have an address on it; ${moving} of them are another directory's and move`,
    `  ${records} users of directories are looked at again`,
  ]
}
