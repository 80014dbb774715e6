/** `syncline guard release|reject`: what an operator says to losses of access that the guard holds. */
import type { Command, GuardChoice } from '@syncline/core/domain/command.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { countHeld, type HeldCount } from '@syncline/core/storage/read/guard-items.ts'
import { z } from 'zod'
import { CliError } from '../cli-error.ts'
import { confirm } from '../confirm.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { chooseDirectory, chooseSite } from './choose.ts'
import { chooseGuardItems } from './choose-guard-item.ts'
import type { EffectOptions } from './effect-options.ts'
import { runCommand } from './run-command.ts'
import { withCatalogue } from './with-catalogue.ts'

export type GuardDecision = 'release-guard' | 'reject-guard'
export type GuardDecisionOptions = EffectOptions & {
  readonly directory?: string
  readonly all?: true
  readonly yes?: true
}

const RESULT = z.object({
  done: z.int(),
  notApplicable: z.array(z.object({ itemId: z.string(), reason: z.string() })),
})

const WHY_NOT: Readonly<Record<string, string>> = {
  'not-found': 'there is no such item',
  closed: 'it holds nothing any more',
  decided: 'that has been said already',
  paused: 'its directory is paused; resume it first',
}

/** @param wanted items: ids, addresses of people, names of groups; none with --all */
export async function decideGuardVerb(
  context: CliContext,
  name: GuardDecision,
  wanted: readonly string[],
  options: GuardDecisionOptions,
): Promise<void> {
  const { all = false, directory, json, reason = null, site, yes = false } = options
  if (all === wanted.length > 0) throw new CliError('Name whom you mean, or say --all.')
  if (directory !== undefined && !all) throw new CliError('--directory is for --all: all that is held of it.')
  const result = await withCatalogue(context, async (db, pool) => {
    const { id: siteId } = await chooseSite(db, site)
    const directoryId = directory === undefined ? undefined : (await chooseDirectory(db, directory, site)).id
    const items = await chooseGuardItems(pool, siteId, wanted)
    const held = await countHeld(pool, siteId, all ? { directoryId } : { items })
    if (all && held.items === 0) throw new CliError('The guard holds nothing of that.')
    await confirm(context, meaningOf(name, held), { yes })
    const filter = directoryId === undefined ? {} : { directoryId }
    const choice: GuardChoice = all ? { filter } : { items }
    const command: Command = name === 'release-guard' ? { name, ...choice } : { name, ...choice }
    return runCommand(db, pool, { siteId, command, reason })
  })
  if (json) return writeJson(context.stdout, result)
  for (const line of saidOf(name, result)) writeLine(context.stdout, line)
}

function meaningOf(name: GuardDecision, { items, people }: HeldCount): string[] {
  const what = `${items} held ${items === 1 ? 'item' : 'items'}, ${people} ${people === 1 ? 'person' : 'people'}`
  return name === 'release-guard'
    ? [`Releasing ${what}: they lose the access that their directory has taken away.`]
    : [`Rejecting ${what}: they keep their access, whatever their directory says today.`]
}

function saidOf(name: GuardDecision, result: JsonObject): string[] {
  const { done, notApplicable } = RESULT.parse(result)
  const said = name === 'release-guard' ? 'Released' : 'Rejected'
  return [
    `${said}: ${done}.`,
    ...notApplicable.map(({ itemId, reason }) => `  ${itemId}: ${WHY_NOT[reason] ?? reason}`),
  ]
}
