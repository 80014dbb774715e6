/** Reads one user or group for the SCIM API. Guarantee: only of the given directory of the given site. */
import type pg from 'pg'
import type { ResourceType } from '../../domain/operation.ts'
import type { CheckedFilter } from '../../scim/filter-ast.ts'
import type { ResourceTypeDefinition } from '../../scim/resource-type.ts'
import { rowOfId } from '../record-row.ts'
import { translateFilter } from './filter-to-sql.ts'
import { isResourceId } from './resource-id.ts'
import { BY_CREATION, type SqlCondition, selectResources } from './resource-query.ts'
import {
  RESOURCE_TABLES,
  type ReadScope,
  type Related,
  type ResourceRow,
  STORED_FROM_ROW,
  type StoredOf,
} from './resource-table.ts'
import { prepared } from './sql-values.ts'

export type ReadRequest<Type extends ResourceType> = {
  readonly type: ResourceTypeDefinition<Type>
  readonly scope: ReadScope
  readonly id: string
  /** Only if it matches (RFC 7644 §3.4.2.1). `baseUrl` is that of the SCIM endpoints. */
  readonly only?: { readonly filter: CheckedFilter; readonly baseUrl: string }
} & Related

/** Null when there is none of that id in the directory, the id is no id, or the filter does not match. */
export async function readResource<Type extends ResourceType>(
  pool: pg.Pool,
  { type, scope, id, only, ...related }: ReadRequest<Type>,
): Promise<StoredOf[Type] | null> {
  if (!isResourceId(id)) return null
  const matches = only === undefined ? null : translateFilter(only.filter, type, only.baseUrl).condition
  const condition: SqlCondition = (values) => {
    const wanted = values.bind(id, 'uuid')
    // The page is one row in the order of keys, so the walk ends at the first; without a row of the directory there is none.
    const from = `(select n.key from (${rowOfId(RESOURCE_TABLES[type.name].table, wanted, '$1::integer')}) n where n.directory_id = $2::integer)`
    return `r.key >= ${from} and r.id = ${wanted}${matches === null ? '' : ` and ${matches(values)}`}`
  }
  const statement = selectResources({
    scope,
    rows: { type, condition, selective: false },
    order: BY_CREATION,
    page: { kind: 'index', startIndex: 1, count: 1 },
    ...related,
  })
  const { rows } = await pool.query<ResourceRow>(matches === null ? prepared(statement) : statement)
  const [row] = rows
  return row === undefined ? null : STORED_FROM_ROW[type.name](row)
}
