/** `syncline app|project create|list|rename|delete|grant|revoke|groups|organizations|people` */
import { listPeopleOfApp, type PersonWithAccess } from '@syncline/core/storage/read/access-read.ts'
import { type AppOfSite, listApps, listGroupsOfApp } from '@syncline/core/storage/read/app-list.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { chooseApp, chooseGroup } from './choose-access.ts'
import { dateText } from './date-text.ts'
import { type EffectOptions, readOfSite, runOnSite } from './effect-options.ts'
import type { SiteOptions } from './person.ts'

export type AppListOptions = SiteOptions & { readonly limit: number }
export type DeleteAppOptions = EffectOptions & { readonly force?: boolean }

type AppVerbs = {
  create(name: string, options: EffectOptions): Promise<void>
  list(options: AppListOptions): Promise<void>
  rename(app: string, name: string, options: EffectOptions): Promise<void>
  remove(app: string, options: DeleteAppOptions): Promise<void>
  grant(app: string, group: string, options: EffectOptions): Promise<void>
  revoke(app: string, group: string, options: EffectOptions): Promise<void>
  groups(app: string, options: AppListOptions): Promise<void>
  people(app: string, options: AppListOptions): Promise<void>
}

const MORE = 'There are more: --limit.'

export function appVerbs(context: CliContext, kind: AppOfSite['kind']): AppVerbs {
  const { stdout } = context
  const audience = kind === 'app' ? 'workforce' : 'customers'
  const through = kind === 'app' ? 'group' : 'organization'

  const say = (options: SiteOptions, result: unknown, text: string) =>
    options.json ? writeJson(stdout, result) : writeLine(stdout, text)

  const decide = async (name: 'grant-access' | 'revoke-access', app: string, group: string, options: EffectOptions) =>
    runOnSite(context, options, async (pool, siteId) => ({
      name,
      appId: (await chooseApp(pool, siteId, kind, app)).id,
      groupId: (await chooseGroup(pool, siteId, group, audience)).id,
    }))

  return {
    async create(name, options) {
      const app = await runOnSite(context, options, () => ({ name: 'create-app', kind, appName: name }))
      say(options, app, `Created ${kind} "${app.name}" (${app.id}).`)
    },
    async list(options) {
      const page = { after: null, limit: options.limit }
      const { rows, next } = await readOfSite(context, options, (pool, siteId) =>
        listApps(pool, siteId, { kind }, page),
      )
      if (options.json) return writeJson(stdout, rows)
      if (rows.length === 0) return writeLine(stdout, `There is no ${kind} yet; create one: syncline ${kind} create`)
      const cells = rows.map(({ name, id, createdAt }) => [name, id, dateText(createdAt)])
      const head = [kind === 'app' ? 'App' : 'Project', 'Id', 'Created']
      writeLine(stdout, renderTable({ head, rows: cells, widths: [28, 38, 12] }))
      if (next !== null) writeLine(stdout, MORE)
    },
    async rename(wanted, name, options) {
      const app = await runOnSite(context, options, async (pool, siteId) => ({
        name: 'rename-app',
        appId: (await chooseApp(pool, siteId, kind, wanted)).id,
        appName: name,
      }))
      say(options, app, `Renamed ${kind} "${wanted}" to "${app.name}".`)
    },
    async remove(wanted, options) {
      const result = await runOnSite(context, options, async (pool, siteId) => ({
        name: 'delete-app',
        appId: (await chooseApp(pool, siteId, kind, wanted)).id,
        force: options.force === true,
      }))
      say(options, result, `Deleted ${kind} "${wanted}". Grants that ended with it: ${result.revoked}.`)
    },
    async grant(app, group, options) {
      const result = await decide('grant-access', app, group, options)
      const text = `${through} "${group}" gives access to ${kind} "${app}"`
      say(options, result, result.changed === true ? `Now ${text}.` : `Already ${text}.`)
    },
    async revoke(app, group, options) {
      const result = await decide('revoke-access', app, group, options)
      const text = `${through} "${group}" gives no access to ${kind} "${app}"`
      say(options, result, result.changed === true ? `Now ${text}.` : `Already ${text}.`)
    },
    async groups(wanted, options) {
      const { rows, next } = await readOfSite(context, options, async (pool, siteId) => {
        const { id } = await chooseApp(pool, siteId, kind, wanted)
        return listGroupsOfApp(pool, siteId, id, { after: 0, limit: options.limit })
      })
      if (options.json) return writeJson(stdout, rows)
      if (rows.length === 0) return writeLine(stdout, `No ${through} gives access to it.`)
      const cells = rows.map((row) => [row.name, row.source, dateText(row.grantedAt), row.grantedBy])
      const head = [kind === 'app' ? 'Group' : 'Organization', 'Source', 'Granted', 'By']
      writeLine(stdout, renderTable({ head, rows: cells, widths: [30, 9, 13, 27] }))
      if (next !== null) writeLine(stdout, MORE)
    },
    async people(wanted, options) {
      const { rows, next } = await readOfSite(context, options, async (pool, siteId) => {
        const { id } = await chooseApp(pool, siteId, kind, wanted)
        return listPeopleOfApp(pool, siteId, id, { after: 0, limit: options.limit })
      })
      if (options.json) return writeJson(stdout, rows)
      if (rows.length === 0 && next === null) return writeLine(stdout, 'Nobody reaches it.')
      const cells = rows.map((person) => [person.email, person.class, waysOf(person)])
      writeLine(stdout, renderTable({ head: ['E-mail', 'Class', 'Through'], rows: cells, widths: [34, 13, 32] }))
      if (next !== null) writeLine(stdout, MORE)
    },
  }
}

export function waysOf({ ways }: Pick<PersonWithAccess, 'ways'>): string {
  return ways.map(({ name }) => name).join(', ')
}
