/**
 * The user or group of an id, a key or a name, as a select for `from` or a lateral join. It is asked for in an order that one index alone
 * has: by equality alone a table without statistics (in its first minute) is as well read by any index that begins with the
 * site or the directory, whole, once for each row asked for.
 */

export type RecordTable = 'directory_user' | 'directory_group'

/**
 * @param id an SQL expression of type uuid; null: no row
 * @param site an SQL expression; default: the first parameter
 */
export function rowOfId(table: RecordTable, id: string, site = '$1'): string {
  return `
  select y.* from (
    select x.* from ${table} x where x.site_id = ${site} and x.id >= ${id} order by x.id limit 1
  ) y where y.id = ${id}`
}

/** @param place SQL expressions; a null as key: no row */
export function rowOfKey(
  table: RecordTable,
  { site = '$1', directory, key }: { readonly site?: string; readonly directory: string; readonly key: string },
): string {
  return `
  select y.* from (
    select x.* from ${table} x where x.site_id = ${site} and x.directory_id = ${directory} and x.key >= ${key}
    order by x.key limit 1
  ) y where y.key = ${key}`
}

const NAME_OF = { directory_user: 'user_name_key', directory_group: 'display_name_key' } as const

/** By its folded name. @param place SQL expressions */
export function rowOfName(
  table: RecordTable,
  { site = '$1', directory, name }: { readonly site?: string; readonly directory: string; readonly name: string },
): string {
  const column = NAME_OF[table]
  return `
  select y.* from (
    select x.* from ${table} x where x.site_id = ${site} and x.directory_id = ${directory} and x.${column} >= ${name}
    order by x.${column} limit 1
  ) y where y.${column} = ${name}`
}
