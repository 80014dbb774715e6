/** `syncline group list|show|detach|link-again|default-access` */
import { listAppsOfGroup } from '@syncline/core/storage/read/app-list.ts'
import { type GroupOfSite, listMembersOfGroup, listSiteGroups } from '@syncline/core/storage/read/site-group-list.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { indented } from '../plain-text.ts'
import { renderTable } from '../table.ts'
import { chooseGroup } from './choose-access.ts'
import { type EffectOptions, readOfSite, runOnSite } from './effect-options.ts'
import type { SiteOptions } from './person.ts'

export type GroupListOptions = SiteOptions & { readonly limit: number; readonly name?: string }

const SHOWN = 100

export async function listGroupsVerb(context: CliContext, options: GroupListOptions): Promise<void> {
  const { rows, next } = await readOfSite(context, options, (pool, siteId) =>
    listSiteGroups(pool, siteId, { namePrefix: options.name }, { after: null, limit: options.limit }),
  )
  if (options.json) return writeJson(context.stdout, rows)
  if (rows.length === 0) return writeLine(context.stdout, 'No such group was found.')
  const cells = rows.map((group) => [group.name, nounOf(group), stateOf(group)])
  const head = ['Name', 'Kind', 'Source']
  writeLine(context.stdout, renderTable({ head, rows: cells, widths: [38, 16, 25] }))
  if (next !== null) writeLine(context.stdout, 'There are more: --limit, or --name with how the name begins.')
}

export async function showGroupVerb(context: CliContext, wanted: string, options: SiteOptions): Promise<void> {
  const { group, apps, members } = await readOfSite(context, options, async (pool, siteId) => {
    const group = await chooseGroup(pool, siteId, wanted)
    const page = { after: 0, limit: SHOWN }
    const apps = await listAppsOfGroup(pool, siteId, group.id, page)
    return { group, apps: apps.rows, members: await listMembersOfGroup(pool, siteId, group.id, page) }
  })
  if (options.json) return writeJson(context.stdout, { ...group, apps, members: members.rows })
  const shown = members.rows.map(({ email }) => email)
  const lines = [
    `${group.name}`,
    `  ${nounOf(group)}, ${stateOf(group)}, ${group.id}`,
    ...(group.link === null ? [] : [`  follows group ${group.link.groupId}`, `  of directory ${group.link.directory}`]),
    `  gives access to: ${apps.length === 0 ? 'nothing' : apps.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`,
    ...indented(
      `members: ${shown.length === 0 ? 'none' : shown.join(', ')}${members.next === null ? '' : ' and more'}`,
    ),
  ]
  for (const line of lines) writeLine(context.stdout, line)
}

export async function detachGroupVerb(context: CliContext, wanted: string, options: EffectOptions): Promise<void> {
  const group = await readOfSite(context, options, (pool, siteId) => chooseGroup(pool, siteId, wanted))
  const { link } = group
  const result =
    link === null
      ? { changed: false }
      : await runOnSite(context, options, () => ({
          name: 'detach-group',
          groupId: group.id,
          recordId: link.groupId,
        }))
  if (options.json) return writeJson(context.stdout, result)
  writeLine(
    context.stdout,
    result.changed === true ? `"${group.name}" is local now.` : `"${group.name}" is local already.`,
  )
  if (link !== null) writeLine(context.stdout, `To undo: syncline group link-again ${link.groupId}`)
}

export async function linkGroupVerb(context: CliContext, recordId: string, options: EffectOptions): Promise<void> {
  const result = await runOnSite(context, options, () => ({ name: 'link-group', recordId }))
  if (options.json) return writeJson(context.stdout, result)
  const holds = Array.isArray(result.holds) ? result.holds.join(', ') : ''
  writeLine(context.stdout, result.linked === true ? 'It is linked.' : `It is not linked: ${holds}.`)
}

export async function defaultAccessVerb(
  context: CliContext,
  wanted: string,
  state: string,
  options: EffectOptions,
): Promise<void> {
  if (state !== 'on' && state !== 'off') throw new CliError('Say on or off.')
  const result = await runOnSite(context, options, async (pool, siteId) => ({
    name: 'set-default-access',
    groupId: (await chooseGroup(pool, siteId, wanted)).id,
    on: state === 'on',
  }))
  if (options.json) return writeJson(context.stdout, result)
  const text = state === 'on' ? 'gives default access' : 'gives no default access'
  writeLine(context.stdout, `"${wanted}" ${text}${result.changed === true ? '' : ' already'}.`)
}

function nounOf({ audience }: GroupOfSite): string {
  return audience === 'customers' ? 'organization' : 'group'
}

function stateOf({ source, defaultAccess }: GroupOfSite): string {
  return defaultAccess ? `${source}, default access` : source
}
