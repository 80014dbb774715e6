/** How Postgres answers a query for users or groups: which indexes, how many rows and pages. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { checkFilter } from '@syncline/core/scim/filter-check.ts'
import { parseFilter } from '@syncline/core/scim/filter-parse.ts'
import { RESOURCE_TYPES, type SchemaSet } from '@syncline/core/scim/resource-type.ts'
import { parseSort } from '@syncline/core/scim/sort.ts'
import { translateFilter } from '@syncline/core/storage/read/filter-to-sql.ts'
import type { ListPage } from '@syncline/core/storage/read/list-page.ts'
import { selectResources } from '@syncline/core/storage/read/resource-query.ts'
import type pg from 'pg'
import type { TestDirectory } from './test-directory.ts'

export type Asked = {
  readonly type: ResourceType
  /** Default: those of every directory. */
  readonly schemas?: SchemaSet
  readonly filter?: string
  readonly sortBy?: string
  readonly associations?: boolean
  readonly manager?: boolean
  readonly page?: ListPage
}

type PlanNode = {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[]
}

export type Plan = {
  readonly indexes: readonly string[]
  readonly tables: readonly string[]
  readonly nodes: readonly string[]
  /** Rows that any scan looked at, also those that it left out. */
  readonly rowsRead: number
  /** Pages of 8 KiB. */
  readonly buffers: number
}

const BASE_URL = 'http://sp.test/scim/v2/directory'

export async function planOf(pool: pg.Pool, { siteId, directoryId }: TestDirectory, asked: Asked): Promise<Plan> {
  const { filter, sortBy, associations = false, manager, page = { kind: 'index', startIndex: 1, count: 100 } } = asked
  const type = (asked.schemas ?? RESOURCE_TYPES)[asked.type]
  const rows =
    filter === undefined
      ? { type, condition: null, selective: false }
      : {
          type,
          ...translateFilter(checkFilter(parseFilter(filter, 'lenient'), type, 'lenient'), type, BASE_URL),
        }
  const order = {
    by: parseSort(sortBy, undefined, [type])?.by ?? null,
    descending: false,
    baseUrl: BASE_URL,
  }
  const { text, values } = selectResources({ scope: { siteId, directoryId }, rows, order, page, associations, manager })
  const result = await pool.query(`explain (analyze, buffers, timing off, format json) ${text}`, values)
  const root: PlanNode = result.rows[0]['QUERY PLAN'][0].Plan
  const nodes = flatten(root)
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined)
  return {
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    tables: scans.flatMap((node) => node['Relation Name'] ?? []),
    nodes: nodes.map((node) => node['Node Type']),
    rowsRead: scans.reduce(
      (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    ),
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  }
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}
