/** `syncline people erase|erasure` */
import type { Audience } from '@syncline/core/domain/operation.ts'
import { type ErasureEffects, type ErasureRead, readErasure } from '@syncline/core/storage/read/erasure-read.ts'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { confirm } from '../confirm.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { COLUMNS, indented, wrapText } from '../plain-text.ts'
import { chooseSite } from './choose.ts'
import { chooseAccount } from './choose-account.ts'
import { readOfSite } from './effect-options.ts'
import type { SiteOptions } from './person.ts'
import { runCommand } from './run-command.ts'
import { withCatalogue } from './with-catalogue.ts'

export type ErasureOptions = SiteOptions & { readonly audience: Audience }
export type EraseOptions = ErasureOptions & {
  readonly reason: string
  readonly records?: boolean
  readonly yes?: boolean
}

export async function showErasureVerb(context: CliContext, wanted: string, options: ErasureOptions): Promise<void> {
  const { id, found } = await readOfSite(context, options, async (pool, siteId) =>
    find(pool, siteId, options.audience, wanted),
  )
  if (options.json) return writeJson(context.stdout, { person: id, ...found })
  for (const line of linesOf(id, found)) writeLine(context.stdout, line)
}

/** @throws CliError when nobody confirmed it, or a directory has the person still */
export async function erasePersonVerb(context: CliContext, wanted: string, options: EraseOptions): Promise<void> {
  const { json, audience, reason, records: withRecords = false, yes = false } = options
  const result = await withCatalogue(context, async (db, pool) => {
    const { id: siteId } = await chooseSite(db, options.site)
    const { id, found } = await find(pool, siteId, audience, wanted)
    if (found.kind === 'there') await confirm(context, meaningOf(id, found.effects, withRecords), { yes })
    const records = withRecords ? 'erase' : 'refuse'
    return runCommand(db, pool, { siteId, reason, command: { name: 'erase-person', personId: id, records } })
  })
  if (json) return writeJson(context.stdout, result)
  const { person, erasedNow } = result
  writeLine(context.stdout, erasedNow === true ? `Erased ${person}.` : `${person} was erased before.`)
  writeLine(context.stdout, 'What the journal says of the person is blanked in the background. See with:')
  writeLine(context.stdout, `  syncline people erasure ${person} --site ${JSON.stringify(options.site)}`)
}

async function find(pool: pg.Pool, siteId: number, audience: Audience, wanted: string) {
  const id = await chooseAccount(pool, siteId, audience, wanted)
  const found = await readErasure(pool, siteId, id)
  if (found === null) throw new CliError(`The site has no person "${wanted}".`)
  if (found.kind === 'linked') {
    throw new CliError('That is a user of a directory, and an account is linked to it: name the person by that.')
  }
  return { id, found }
}

function linesOf(id: string, found: Exclude<ErasureRead, { readonly kind: 'linked' }>): string[] {
  if (found.kind === 'there') return meaningOf(id, found.effects, false)
  const { actor, reason, at, finishedAt } = found.erasure
  const history = finishedAt === null ? 'is still being blanked' : `was blanked by ${finishedAt.toISOString()}`
  return fitted([
    `Erased ${at.toISOString()} by ${actor}${reason === null ? '' : `: ${reason}`}`,
    `  what the journal said of the person ${history}`,
  ])
}

function meaningOf(id: string, effects: ErasureEffects, withRecords: boolean): string[] {
  const { kind, records, groups, requests, guardItems, copies, others } = effects
  const connected = records.filter((record) => record.connected)
  return fitted([
    `Erasing ${id} is for good:`,
    kind === 'account'
      ? `  the account goes, out of ${groups} groups or organizations`
      : '  a user without an account goes',
    ...records.map(({ id: user, directory, connected: isConnected }) => {
      const when = isConnected && !withRecords ? 'goes only with --records' : 'goes as well'
      return `  user ${user} of "${directory.name}" ${when}`
    }),
    `  ${requests} requests lose their bodies, and whatever else the journal says of the person`,
    ...(guardItems === 0 ? [] : [`  ${guardItems} losses that the guard holds or has held lose name and address`]),
    ...(copies === 0 ? [] : [`  ${copies} groups that can be brought back come back without the person`]),
    ...others.map((other) => `  account ${other} of the other audience has the same address, and stays`),
    ...(connected.length === 0
      ? []
      : ['Delete it in the identity provider first: one that has the person still makes a new one.']),
  ])
}

function fitted(lines: readonly string[]): string[] {
  return lines.flatMap((line) => (line.startsWith(' ') ? indented(line.trim()) : wrapText(line, COLUMNS).split('\n')))
}
