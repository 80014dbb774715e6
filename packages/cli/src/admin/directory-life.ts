/** `syncline directory pause|resume|disconnect` */
import type { PauseMode } from '@syncline/core/domain/directory-policy.ts'
import type { Directory } from '@syncline/core/storage/catalogue/directory.ts'
import { disconnectDirectory } from '@syncline/core/storage/catalogue/directory-disconnect.ts'
import { pauseDirectory, resumeDirectory } from '@syncline/core/storage/catalogue/directory-pause.ts'
import { type DisconnectEffects, readDisconnectEffects } from '@syncline/core/storage/read/disconnect-effects.ts'
import { readWaiting, type Waiting } from '@syncline/core/storage/read/waiting-losses.ts'
import { CliError } from '../cli-error.ts'
import { confirm } from '../confirm.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { numberText } from '../simulate/number-text.ts'
import { cliActor } from './actor.ts'
import { chooseDirectory } from './choose.ts'
import type { SettingOptions } from './directory-settings.ts'
import { waitingText } from './directory-show.ts'
import { commandResult } from './run-command.ts'
import { withCatalogue } from './with-catalogue.ts'

export type PauseOptions = SettingOptions & { readonly mode: PauseMode; readonly reason: string }
export type ResumeOptions = SettingOptions & { readonly reason?: string }
export type DisconnectOptions = SettingOptions & { readonly reason: string; readonly yes?: boolean }

const placeOf = ({ siteId, id }: Directory) => ({ siteId, directoryId: id })

/** @throws CatalogueError directory-disconnected */
export async function pauseDirectoryVerb(context: CliContext, name: string, options: PauseOptions): Promise<void> {
  const { mode, reason } = options
  const { directory, waiting } = await withCatalogue(context, async (db, pool) => {
    const chosen = await chooseDirectory(db, name, options.site)
    const directory = await pauseDirectory(db, chosen, mode, { actor: cliActor(), reason })
    return { directory, waiting: await readWaiting(pool, placeOf(directory)) }
  })
  if (options.json) return writeJson(context.stdout, shownPause(directory, waiting))
  const meaning =
    mode === 'hold'
      ? 'What it sends is applied to the directory, and nothing of it reaches the site.'
      : 'Its writes are answered with 503; what was accepted before is applied.'
  writeLine(context.stdout, `Paused directory "${directory.name}" (${mode}).\n${meaning}`)
  writeLine(context.stdout, `To end it: syncline directory resume ${directory.publicId}`)
}

/** @throws CatalogueError directory-disconnected */
export async function resumeDirectoryVerb(context: CliContext, name: string, options: ResumeOptions): Promise<void> {
  const author = { actor: cliActor(), reason: options.reason ?? null }
  const { before, directory, waiting } = await withCatalogue(context, async (db, pool) => {
    const before = await chooseDirectory(db, name, options.site)
    const waiting = await readWaiting(pool, placeOf(before))
    return { before, waiting, directory: await resumeDirectory(db, before, author) }
  })
  if (options.json) return writeJson(context.stdout, shownPause(directory, waiting))
  if (before.paused === null) return writeLine(context.stdout, `Directory "${directory.name}" was not paused.`)
  writeLine(context.stdout, `Resumed directory "${directory.name}".`)
  if (waiting.records > 0) {
    const losses = waiting.losses === 0 ? '' : `, ${waiting.losses} of them losses`
    writeLine(context.stdout, `What has waited now reaches the site in steps: ${waiting.records} records${losses}.`)
  }
}

/** @throws CliError when nobody confirmed it. @throws CatalogueError directory-disconnected */
export async function disconnectDirectoryVerb(
  context: CliContext,
  name: string,
  options: DisconnectOptions,
): Promise<void> {
  const { json, reason, yes = false } = options
  const by = { actor: cliActor(), reason }
  const shown = await withCatalogue(context, async (db, pool) => {
    const chosen = await chooseDirectory(db, name, options.site)
    if (chosen.phase === 'disconnected') throw new CliError(`Directory "${chosen.name}" is disconnected already.`)
    const effects = await readDisconnectEffects(pool, placeOf(chosen))
    const waiting = await readWaiting(pool, placeOf(chosen))
    await confirm(context, meaningOf(chosen, effects, waiting), { yes })
    const { directory, operationId } = await disconnectDirectory(db, chosen, by)
    await commandResult(pool, { siteId: chosen.siteId, id: operationId })
    const { publicId: id, disconnectedAt } = directory
    return { id, name: directory.name, disconnectedAt, operation: operationId, effects }
  })
  if (json) return writeJson(context.stdout, shown)
  writeLine(context.stdout, `Disconnected. The directory is now called "${shown.name}".`)
}

function meaningOf({ name }: Directory, effects: DisconnectEffects, waiting: Waiting): string[] {
  const { accounts, groups, pending, credentials } = effects
  return [
    `Disconnecting directory "${name}" is for good:`,
    `  ${numberText(accounts)} accounts stay as they are, and nobody provisions them any more`,
    `  ${numberText(groups)} groups or organizations become local, with members and access`,
    `  ${numberText(pending)} accepted operations end without being applied`,
    `  ${numberText(credentials)} keys or OAuth clients are refused from then on`,
    '  its records are deleted in 30 days',
    ...(waiting.records === 0 ? [] : [`What waits does not come any more: ${waitingText(waiting)}.`]),
  ]
}

function shownPause({ publicId: id, name, paused, pausedAt }: Directory, waiting: Waiting) {
  const pause = paused === null || pausedAt === null ? null : { mode: paused, since: pausedAt }
  return { id, name, pause, waiting }
}
