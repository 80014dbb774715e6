/** Where in a database a text is: every column of every table, whatever its type. So nobody forgets a table that comes later. */
import type pg from 'pg'

type Column = { readonly schema: string; readonly table: string; readonly column: string }

const COLUMNS = `
select c.table_schema as schema, c.table_name as "table", c.column_name as "column"
from information_schema.columns c
join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
where c.table_schema not in ('pg_catalog', 'information_schema') and t.table_type = 'BASE TABLE'`

/** @param pattern of POSIX, in any case. @returns `table.column`, sorted, each once; of partitions also the table that they are of */
export async function placesOf(pool: pg.Pool, pattern: string): Promise<string[]> {
  const { rows: columns } = await pool.query<Column>(COLUMNS)
  const parts = columns.map(
    ({ schema, table, column }) =>
      `select '${table}.${column}' as place where exists (select from "${schema}"."${table}" t where t."${column}"::text ~* $1)`,
  )
  const { rows } = await pool.query<{ place: string }>(parts.join('\nunion all\n'), [pattern])
  return [...new Set(rows.map(({ place }) => place))].sort()
}

/** All rows in which a text is, as text, sorted. */
export async function rowsWith(pool: pg.Pool, pattern: string): Promise<string[]> {
  const { rows: columns } = await pool.query<Column>(COLUMNS)
  const tables = [...new Set(columns.map(({ schema, table }) => `"${schema}"."${table}"`))]
  const parts = tables.map((table) => `select '${table} ' || t::text as row from ${table} t where t::text ~* $1`)
  const { rows } = await pool.query<{ row: string }>(`${parts.join('\nunion all\n')} order by 1`, [pattern])
  return rows.map(({ row }) => row)
}
