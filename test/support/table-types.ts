/** Reads the tables and columns out of the text of `storage/schema.ts` and its parts, to compare them with a database. */

/** Table → column → whether a select may give null. */
export type TableTypes = Record<string, Record<string, boolean>>

export function readTableTypes(source: string): TableTypes {
  const tables = readBody(source, 'Database')
  return Object.fromEntries(
    readFields(tables).map(([table, type]) => [
      table,
      Object.fromEntries(readFields(readBody(source, type)).map(([column, text]) => [column, mayBeNull(text)])),
    ]),
  )
}

function readBody(source: string, name: string): string {
  const match = new RegExp(`export type ${name} = \\{([^}]*)\\}`).exec(source)
  if (!match?.[1]) throw new Error(`no type ${name}`)
  return match[1]
}

function readFields(body: string): [string, string][] {
  return body
    .split(/[\n;]/)
    .map((line) => /^\s*(\w+): (.+?)\s*$/.exec(line))
    .flatMap((match) => (match?.[1] && match[2] ? [[match[1], match[2]] satisfies [string, string]] : []))
}

/** `ColumnType<Select, Insert, Update>`: the first counts. */
function mayBeNull(type: string): boolean {
  const select = /^ColumnType<([^,]+),/.exec(type)?.[1] ?? type
  return /\| null\b/.test(select)
}
