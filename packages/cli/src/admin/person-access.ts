/** `syncline people access` */
import { listAppsOfPerson } from '@syncline/core/storage/read/access-read.ts'
import { lookUpAddress } from '@syncline/core/storage/read/address-lookup.ts'
import { readPerson } from '@syncline/core/storage/read/person-read.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { waysOf } from './app.ts'
import { readOfSite } from './effect-options.ts'
import type { PeopleListOptions } from './person.ts'

/** Of an address both people are meant who have it: the one of the workforce, and the customer. */
export async function personAccessVerb(context: CliContext, wanted: string, options: PeopleListOptions): Promise<void> {
  const { rows, isMore } = await readOfSite(context, options, async (pool, siteId) => {
    const ids = isResourceId(wanted) ? [wanted] : (await lookUpAddress(pool, siteId, wanted)).people.map(({ id }) => id)
    const people = (await Promise.all(ids.map((id) => readPerson(pool, siteId, id)))).filter((each) => each !== null)
    if (people.length === 0) throw new CliError(`The site has no person "${wanted}".`)
    const page = { after: 0, limit: options.limit }
    const pages = await Promise.all(people.map(({ id }) => listAppsOfPerson(pool, siteId, id, page)))
    return { rows: pages.flatMap((each) => each.rows), isMore: pages.some(({ next }) => next !== null) }
  })
  if (options.json) return writeJson(context.stdout, rows)
  if (rows.length === 0) return writeLine(context.stdout, 'The person reaches nothing.')
  const cells = rows.map((app) => [app.kind, app.name, waysOf(app)])
  writeLine(context.stdout, renderTable({ head: ['Kind', 'Name', 'Through'], rows: cells, widths: [9, 30, 40] }))
  if (isMore) writeLine(context.stdout, 'There are more: --limit.')
}
