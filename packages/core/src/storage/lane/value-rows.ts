/** What a batch changes of the indexed values of extension schemas. */
import type { DirectoryPolicy } from '../../domain/directory-policy.ts'
import type { GroupRecord, Key, UserRecord } from '../../domain/record.ts'
import type { Written } from '../../domain/rows.ts'
import { indexedValues } from '../../scim/indexed-value.ts'
import type { SchemaSet } from '../../scim/resource-type.ts'

export type ValueRow = {
  readonly directoryId: number
  readonly indexId: number
  readonly valueKey: string
  readonly recordKey: Key
}

type Rows = { readonly deleted: ValueRow[]; readonly inserted: ValueRow[] }

export function valueRows(
  directories: ReadonlyMap<number, DirectoryPolicy>,
  users: Written<UserRecord>,
  groups: Written<GroupRecord>,
): Rows {
  const rows: Rows = { deleted: [], inserted: [] }
  const schemas = new Map([...directories].map(([id, directory]) => [id, directory.schemas]))
  const indexed = [...schemas.values()].some(({ User, Group }) => User.indexed.length + Group.indexed.length > 0)
  if (!indexed) return rows
  add(rows, users, (user) => valuesOf(user, schemas.get(user.directoryId), 'User'))
  add(rows, groups, (group) => valuesOf(group, schemas.get(group.directoryId), 'Group'))
  return rows
}

type Attributed = Pick<UserRecord, 'key' | 'directoryId' | 'attributes'>

function valuesOf(record: Attributed, schemas: SchemaSet | undefined, name: keyof SchemaSet): ValueRow[] {
  if (schemas === undefined) return []
  const { directoryId, key: recordKey, attributes } = record
  return indexedValues(attributes, schemas[name]).map(({ indexId, key: valueKey }) => ({
    directoryId,
    indexId,
    valueKey,
    recordKey,
  }))
}

function add<Row extends Attributed>(
  { deleted, inserted }: Rows,
  written: Written<Row>,
  valuesIn: (record: Row) => ValueRow[],
): void {
  for (const record of written.deleted) deleted.push(...valuesIn(record))
  for (const record of written.inserted) inserted.push(...valuesIn(record))
  for (const { before, after } of written.updated) {
    if (before.attributes === after.attributes) continue
    const old = valuesIn(before)
    const now = valuesIn(after)
    deleted.push(...without(old, now))
    inserted.push(...without(now, old))
  }
}

function without(rows: readonly ValueRow[], others: readonly ValueRow[]): ValueRow[] {
  return rows.filter((row) => !others.some((other) => other.indexId === row.indexId && other.valueKey === row.valueKey))
}
