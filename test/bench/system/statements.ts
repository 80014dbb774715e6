/** Which statements took the server how long, by pg_stat_statements: for those who look for what to change. */
import { numberText, tableRow } from '../report/table.ts'
import { withPool } from './with-pool.ts'

/** For the server, before it starts. Costs some percent: such a run is no measurement. */
export const STATEMENT_SETTINGS = { shared_preload_libraries: 'pg_stat_statements' } as const

const MOST = 30
const LONGEST_TEXT = 100

type Row = {
  readonly calls: number
  readonly total_ms: number
  readonly mean_ms: number
  readonly rows: number
  readonly wal_bytes: number
  readonly query: string
}

/** Counting begins. */
export async function watchStatements(databaseUrl: string): Promise<void> {
  await withPool(databaseUrl, async (pool) => {
    await pool.query('create extension if not exists pg_stat_statements')
    await pool.query('select pg_stat_statements_reset()')
  })
}

/** A table of those of this database that took longest in all. */
export async function describeStatements(databaseUrl: string): Promise<string> {
  const { rows } = await withPool(databaseUrl, (pool) =>
    pool.query<Row>(
      `select calls, total_exec_time as total_ms, mean_exec_time as mean_ms, rows, wal_bytes::bigint as wal_bytes, query
       from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
       order by total_exec_time desc limit ${MOST}`,
    ),
  )
  return [
    ['total ms', 'calls', 'mean ms', 'rows', 'WAL bytes', 'statement'],
    ['---:', '---:', '---:', '---:', '---:', '---'],
    ...rows.map(({ calls, total_ms, mean_ms, rows: count, wal_bytes, query }) => [
      numberText(total_ms, 0),
      numberText(calls, 0),
      numberText(mean_ms, 3),
      numberText(count, 0),
      numberText(wal_bytes, 0),
      query.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim().slice(0, LONGEST_TEXT),
    ]),
  ]
    .map(tableRow)
    .join('\n')
}
