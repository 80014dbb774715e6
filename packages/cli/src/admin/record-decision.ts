/** `syncline record link|unlink|…`: what an operator decides about users and groups of directories. */
import type { Command, ExternalChoice } from '@syncline/core/domain/command.ts'
import type { HoldKind } from '@syncline/core/domain/record.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { lookUpAddress } from '@syncline/core/storage/read/address-lookup.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { chooseDirectory } from './choose.ts'
import { chooseRecords } from './choose-record.ts'
import type { RecordPlaceOptions } from './record.ts'
import { runCommand } from './run-command.ts'
import { withCatalogue } from './with-catalogue.ts'

export type DecisionOptions = RecordPlaceOptions & { readonly reason?: string }

type Decided = { readonly command: Command; readonly said: (result: JsonObject) => string }

export type UserDecision = 'unlink-user' | 'member-link-user' | 'move-ownership'

const SAID: Readonly<Record<UserDecision, string>> = {
  'unlink-user': 'Unlinked. It stays so until it is linked again.',
  'member-link-user': 'Linked: its groups count for the account, which another user owns.',
  'move-ownership': 'It owns the account now.',
}

export function decideOnUserVerb(context: CliContext, name: UserDecision, wanted: string, options: DecisionOptions) {
  return decide(context, [wanted], options, async (_, [userId = '']) => ({
    command: { name, userId },
    said: () => SAID[name],
  }))
}

/** @param account its id or e-mail address */
export function linkUserVerb(
  context: CliContext,
  wanted: string,
  options: DecisionOptions & { readonly account: string },
) {
  return decide(context, [wanted], options, async (pool, [userId = ''], siteId) => ({
    command: { name: 'link-user', userId, accountId: await chooseAccount(pool, siteId, options.account) },
    said: () => 'Linked: it owns the account now.',
  }))
}

export function dismissHoldVerb(context: CliContext, wanted: string, hold: HoldKind, options: DecisionOptions) {
  return decide(context, [wanted], options, async (_, [recordId = '']) => ({
    command: { name: 'dismiss-hold', recordId, hold },
    said: ({ dismissed }) => (dismissed === true ? 'Dismissed. It still ends by itself.' : 'It was dismissed already.'),
  }))
}

export type AllOptions = DecisionOptions & { readonly all?: true }

export function decideOnExternalsVerb(
  context: CliContext,
  name: 'approve-users' | 'ignore-users',
  wanted: readonly string[],
  options: AllOptions,
) {
  return decide(context, wanted, options, async (_pool, userIds, _siteId, directoryId) => {
    const choice: ExternalChoice = directoryId === null ? { userIds } : { directoryId, all: true }
    const command: Command = name === 'approve-users' ? { name, ...choice } : { name, ...choice }
    return { command, said: ({ done }) => `${String(done)} decided.` }
  })
}

export function resyncVerb(context: CliContext, wanted: readonly string[], options: AllOptions) {
  return decide(context, wanted, options, async (_pool, recordIds, _siteId, directoryId) =>
    directoryId === null
      ? {
          command: { name: 'reproject-records', recordIds },
          said: ({ records }) => `${String(records)} projected again.`,
        }
      : {
          command: { name: 'reproject', scopes: [{ kind: 'directory', directoryId }] },
          said: () => 'All records of the directory are projected again, in steps.',
        },
  )
}

/** @param decided its last argument is the directory when all of it is meant, else null */
async function decide(
  context: CliContext,
  wanted: readonly string[],
  options: AllOptions,
  decided: (pool: pg.Pool, ids: readonly string[], siteId: number, directoryId: number | null) => Promise<Decided>,
): Promise<void> {
  const { all, directory, site, reason = null } = options
  if ((all === true) === wanted.length > 0) throw new CliError('Name them, or say --all and --directory.')
  if (all === true && directory === undefined) throw new CliError('--all is of one directory: say --directory.')
  const { result, said } = await withCatalogue(context, async (db, pool) => {
    const { siteId, ids } = await chooseRecords(db, pool, wanted, options)
    const whole = all === true ? (await chooseDirectory(db, directory ?? '', site)).id : null
    const { command, said: words } = await decided(pool, ids, siteId, whole)
    return { result: await runCommand(db, pool, { siteId, command, reason }), said: words }
  })
  if (options.json) return writeJson(context.stdout, result)
  writeLine(context.stdout, said(result))
}

async function chooseAccount(pool: pg.Pool, siteId: number, wanted: string): Promise<string> {
  if (isResourceId(wanted)) return wanted
  const { people } = await lookUpAddress(pool, siteId, wanted)
  const [person] = people
  if (person === undefined) throw new CliError(`The site has no person "${wanted}".`)
  if (people.length > 1) throw new CliError(`A colleague and a customer have that address: name the id.`)
  return person.id
}
