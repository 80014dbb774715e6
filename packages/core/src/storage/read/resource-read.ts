/** Reads one user or group for the SCIM API. Guarantee: only of the given directory of the given site. */
import type pg from 'pg'
import type { ResourceType } from '../../domain/operation.ts'
import { isResourceId } from './resource-id.ts'
import { BY_CREATION, selectResources } from './resource-query.ts'
import { type ReadScope, type ResourceRow, STORED_FROM_ROW, type StoredOf } from './resource-table.ts'
import { prepared } from './sql-values.ts'

/** Null when there is none of that id in the directory, or the id is no id. */
export async function readResource<Type extends ResourceType>(
  pool: pg.Pool,
  request: { readonly type: Type; readonly scope: ReadScope; readonly id: string; readonly associations: boolean },
): Promise<StoredOf[Type] | null> {
  const { type, scope, id, associations } = request
  if (!isResourceId(id)) return null
  const statement = selectResources({
    scope,
    rows: { type, condition: (values) => `r.id = ${values.bind(id, 'uuid')}`, selective: false },
    order: BY_CREATION,
    page: { kind: 'index', startIndex: 1, count: 1 },
    associations,
  })
  const { rows } = await pool.query<ResourceRow>(prepared(statement))
  const [row] = rows
  return row === undefined ? null : STORED_FROM_ROW[type](row)
}
