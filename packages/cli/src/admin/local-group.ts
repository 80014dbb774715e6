/** `syncline group create|rename|delete|add-members|remove-members`: groups and organizations without a directory. */
import { ROW_FAULTS, type RowFault } from '@syncline/core/domain/import.ts'
import type { Audience } from '@syncline/core/domain/operation.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { findAccountIds } from '@syncline/core/storage/read/account-ids.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { chooseGroup } from './choose-access.ts'
import { type EffectOptions, runOnSite } from './effect-options.ts'

export type NewGroupOptions = EffectOptions & { readonly audience: Audience }
export type DeleteGroupOptions = EffectOptions & { readonly force?: boolean }

type Row = { readonly result: string; readonly fault?: RowFault }

export async function createGroupVerb(context: CliContext, groupName: string, options: NewGroupOptions): Promise<void> {
  const { audience } = options
  const result = await runOnSite(context, options, () => ({ name: 'create-group', groupName, audience }))
  tell(context, options, result, `Created "${result.name}" (${result.group}).`)
}

export async function renameGroupVerb(
  context: CliContext,
  wanted: string,
  groupName: string,
  options: EffectOptions,
): Promise<void> {
  const result = await runOnSite(context, options, async (pool, siteId) => ({
    name: 'rename-group',
    groupId: (await chooseGroup(pool, siteId, wanted)).id,
    groupName,
  }))
  tell(context, options, result, `It is called "${result.name}" now; what it gives access to stays.`)
}

export async function deleteGroupVerb(context: CliContext, wanted: string, options: DeleteGroupOptions): Promise<void> {
  const result = await runOnSite(context, options, async (pool, siteId) => ({
    name: 'delete-group',
    groupId: (await chooseGroup(pool, siteId, wanted)).id,
    force: options.force === true,
  }))
  tell(context, options, result, `Deleted "${result.name}".`)
}

/** @param direction of all of them. @throws CliError when somebody was refused; the others are done */
export async function changeMembersVerb(
  context: CliContext,
  direction: 'add' | 'remove',
  wanted: string,
  people: readonly string[],
  options: EffectOptions,
): Promise<void> {
  const result = await runOnSite(context, options, async (pool, siteId) => {
    const group = await chooseGroup(pool, siteId, wanted)
    const ids = await peopleNamed(pool, siteId, group.audience, people)
    const both = { add: [] as readonly string[], remove: [] as readonly string[], [direction]: ids }
    return { name: 'change-group-members', groupId: group.id, ...both }
  })
  const rows = (direction === 'add' ? result.added : result.removed) as unknown as readonly Row[]
  const changed = rows.filter((row) => row.result === 'updated').length
  const done = direction === 'add' ? 'added' : 'removed'
  tell(
    context,
    options,
    result,
    `${changed} ${done}, ${rows.filter((row) => row.result === 'unchanged').length} as they were.`,
  )
  const refused = rows.flatMap(({ fault }, at) =>
    fault === undefined ? [] : [`  ${people[at]}: ${ROW_FAULTS[fault]}`],
  )
  if (refused.length > 0) throw new CliError(`Refused:\n${refused.join('\n')}`)
}

/** @throws CliError before anything is sent */
async function peopleNamed(
  pool: pg.Pool,
  siteId: number,
  audience: Audience,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const known = await findAccountIds(
    pool,
    siteId,
    audience,
    wanted.filter((each) => !isResourceId(each)),
  )
  const ids = wanted.map((each) => (isResourceId(each) ? each : known.get(fold(each))))
  const unknown = wanted.filter((_, at) => ids[at] === undefined)
  if (unknown.length > 0) {
    throw new CliError(`Nothing was changed. Nobody of the ${audience} has this address: ${unknown.join(', ')}.`)
  }
  return ids.filter((id) => id !== undefined)
}

function tell({ stdout }: CliContext, { json }: EffectOptions, result: JsonObject, text: string): void {
  if (json) writeJson(stdout, result)
  else writeLine(stdout, text)
}
