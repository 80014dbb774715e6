/** Finding apps, projects and groups of a site that an operator names, by name or id. */
import { type AppOfSite, findApps, readApp } from '@syncline/core/storage/read/app-list.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import { findSiteGroups, type GroupOfSite, readSiteGroup } from '@syncline/core/storage/read/site-group-list.ts'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'

/** @throws CliError */
export async function chooseApp(
  pool: pg.Pool,
  siteId: number,
  kind: AppOfSite['kind'],
  wanted: string,
): Promise<AppOfSite> {
  const named = (await findApps(pool, siteId, wanted)).find((app) => app.kind === kind)
  const app = named ?? (isResourceId(wanted) ? await readApp(pool, siteId, wanted) : null)
  if (app?.kind === kind) return app
  throw new CliError(`The site has no ${kind} "${wanted}". See: syncline ${kind} list`)
}

/** @param audience where both have one of that name. @throws CliError */
export async function chooseGroup(
  pool: pg.Pool,
  siteId: number,
  wanted: string,
  audience?: GroupOfSite['audience'],
): Promise<GroupOfSite> {
  const named = await findSiteGroups(pool, siteId, wanted)
  const meant = named.filter((group) => audience === undefined || group.audience === audience)
  if (meant.length > 1) {
    const ids = meant.map((group) => `${group.id} (${group.audience})`)
    throw new CliError(`There are a group and an organization "${wanted}". Say which by its id: ${ids.join(', ')}.`)
  }
  const group = meant[0] ?? named[0] ?? (isResourceId(wanted) ? await readSiteGroup(pool, siteId, wanted) : null)
  if (group !== null) return group
  throw new CliError(`The site has no group or organization "${wanted}". See: syncline group list`)
}
