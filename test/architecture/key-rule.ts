/**
 * The key rule: every table of a site has a primary key, and that and every unique constraint lead with `site_id`, so that
 * the database can be distributed by site. Read from a database that the migrations were applied to: Postgres understands
 * every way to write a constraint.
 */
import type pg from 'pg'
import { CATALOGUE } from './tables.ts'

/** Columns in the order of the index; none for a table without a primary key. */
type UniqueKey = { readonly table_name: string; readonly key_name: string | null; readonly columns: string[] | null }

const UNIQUE_KEYS = `
select c.relname as table_name, k.relname as key_name,
       (select array_agg(coalesce(a.attname::text, '(expression)') order by part.n)
        from unnest(x.indkey) with ordinality as part (attnum, n)
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = part.attnum and part.attnum <> 0) as columns
from pg_class c
join pg_index x on x.indrelid = c.oid and x.indisunique
join pg_class k on k.oid = x.indexrelid
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
union all
select c.relname, null, null
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  and not exists (select from pg_index x where x.indrelid = c.oid and x.indisprimary)
order by 1, 2`

/** @returns one text for each key that is not led by the site; an empty database is an error */
export async function keyBreaches(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<UniqueKey>(UNIQUE_KEYS)
  const keys = rows.filter((row) => !CATALOGUE.includes(row.table_name))
  if (keys.length === 0) throw new Error('there are no tables of a site')
  return keys.flatMap(({ table_name, key_name, columns }) => {
    if (key_name === null || columns === null) return [`${table_name} has no primary key`]
    return columns[0] === 'site_id' ? [] : [`${table_name}: ${key_name} (${columns.join(', ')})`]
  })
}
