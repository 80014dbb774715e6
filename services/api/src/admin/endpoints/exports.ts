/** People, groups and members of a site as CSV files that can be imported as they are. */
import { groupsCsv, membersCsv, peopleCsv } from '@syncline/core/storage/read/site-csv.ts'
import type pg from 'pg'
import { z } from 'zod'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'

const tag = 'Exports'
const IMPORTABLE = 'What an import reads, then how things are here. `syncline import` takes the file as it is.'

export const EXPORT_ENDPOINTS: readonly AdminEndpoint[] = [
  exportOf('/people.csv', 'exportPeople', 'All people of a site as CSV, by e-mail address', peopleCsv),
  exportOf('/groups.csv', 'exportGroups', 'All groups and organizations of a site as CSV, by name', groupsCsv),
  exportOf('/members.csv', 'exportMembers', 'Who is in which group of a site, as CSV', membersCsv),
]

function exportOf(
  path: string,
  id: string,
  summary: string,
  csv: (pool: pg.Pool, siteId: number) => AsyncGenerator<string>,
): AdminEndpoint {
  return siteEndpoint({
    method: 'get',
    path,
    id,
    tag,
    summary,
    description: IMPORTABLE,
    needs: 'read',
    file: { type: 'text/csv', name: path.slice(1) },
    answer: z.string(),
    run: async ({ deps, site }) => {
      const parts: string[] = []
      for await (const part of csv(deps.pool, site.id)) parts.push(part)
      return parts.join('')
    },
  })
}
