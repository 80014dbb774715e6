/** `syncline people list --csv` and `syncline group list --csv`: all that match, whatever their number. */
import { csvText } from '@syncline/core/runtime/csv.ts'
import type { Page } from '@syncline/core/storage/read/look.ts'
import { listPeople, type Person } from '@syncline/core/storage/read/person-list.ts'
import { type GroupOfSite, listSiteGroups } from '@syncline/core/storage/read/site-group-list.ts'
import type { SitePosition } from '@syncline/core/storage/read/site-list.ts'
import type pg from 'pg'
import type { CliContext } from '../context.ts'
import { readOfSite } from './effect-options.ts'

const PAGE = 1_000

type Filter = { readonly site: string; readonly beginning?: string | undefined }

const PEOPLE = ['email', 'display name', 'audience', 'class', 'active', 'switched off by', 'directories', 'id']
const GROUPS = ['name', 'audience', 'source', 'directory', 'directory members', 'id']

export function exportPeople(context: CliContext, filter: Filter): Promise<void> {
  const read = (pool: pg.Pool, siteId: number, after: SitePosition | null) =>
    listPeople(pool, siteId, { emailPrefix: filter.beginning }, { after, limit: PAGE })
  return exportAll(context, filter, PEOPLE, read, (person: Person) => [
    person.email,
    person.displayName ?? '',
    person.audience,
    person.class,
    yesNo(person.active),
    person.switchedOffBy ?? '',
    person.links.map(({ directory }) => directory).join(' '),
    person.id,
  ])
}

export function exportGroups(context: CliContext, filter: Filter): Promise<void> {
  const read = (pool: pg.Pool, siteId: number, after: SitePosition | null) =>
    listSiteGroups(pool, siteId, { namePrefix: filter.beginning }, { after, limit: PAGE })
  return exportAll(context, filter, GROUPS, read, ({ name, audience, source, link, id }: GroupOfSite) => [
    name,
    audience,
    source,
    link?.directory ?? '',
    link === null ? '' : String(link.memberCount),
    id,
  ])
}

async function exportAll<Row>(
  context: CliContext,
  filter: Filter,
  head: readonly string[],
  read: (pool: pg.Pool, siteId: number, after: SitePosition | null) => Promise<Page<Row, SitePosition>>,
  cellsOf: (row: Row) => readonly string[],
): Promise<void> {
  await readOfSite(context, filter, async (pool, siteId) => {
    context.stdout.write(csvText([], head))
    for (let after: SitePosition | null | undefined = null; after !== undefined; ) {
      // biome-ignore lint/performance/noAwaitInLoops: a page begins where the one before it ends
      const { rows, next }: Page<Row, SitePosition> = await read(pool, siteId, after)
      context.stdout.write(csvText(rows.map(cellsOf)))
      after = next ?? undefined
    }
  })
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no'
}
