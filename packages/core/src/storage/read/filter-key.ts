/**
 * Attributes with a column of their own, and what of them an index finds. A key column that may be null is null when the
 * attribute is absent or folds to nothing: there it answers what neither of the two satisfies.
 */
import type { ResourceType } from '../../domain/operation.ts'
import type { CheckedComparison } from '../../scim/filter-ast.ts'
import { textHolds } from './filter-operator.ts'
import { isResourceId } from './resource-id.ts'
import type { SqlValues } from './sql-values.ts'

type KeyColumn = {
  readonly column: string
  /** Never null: every resource has the attribute. */
  readonly always: boolean
  /** The fewer rows an equal key has, the lower. */
  readonly rank: number
}

const KEY_COLUMNS: Record<ResourceType, Readonly<Record<string, KeyColumn>>> = {
  User: {
    userName: { column: 'r.user_name_key', always: true, rank: 1 },
    externalId: { column: 'r.external_id', always: false, rank: 2 },
    displayName: { column: 'r.display_name_key', always: false, rank: 3 },
  },
  Group: {
    displayName: { column: 'r.display_name_key', always: true, rank: 1 },
    externalId: { column: 'r.external_id', always: false, rank: 2 },
  },
}

/** Behind every `eq`: a prefix may be that of all. */
const PREFIX_RANK = 8

export function keyColumnOf(type: ResourceType, name: string): KeyColumn | null {
  return Object.hasOwn(KEY_COLUMNS[type], name) ? (KEY_COLUMNS[type][name] ?? null) : null
}

/** Null: the column cannot tell. */
export function keyHolds(
  { column, always }: KeyColumn,
  comparison: CheckedComparison,
  values: SqlValues,
): string | null {
  const { operator, key } = comparison
  if (typeof key !== 'string') return null
  if (!always && (key === '' || operator === 'lt' || operator === 'le')) return null
  return textHolds(operator, column, key, values)
}

/** How few rows an index finds for the comparison; null: none does. */
export function keyRank({ rank }: KeyColumn, { operator, key }: CheckedComparison): number | null {
  if (key === '') return null
  if (operator === 'eq') return rank
  return operator === 'sw' ? PREFIX_RANK : null
}

/** Ids are case-exact: another spelling is another, unknown one. Null: as any other text. */
export function idHolds({ operator, key }: CheckedComparison, values: SqlValues): string | null {
  if (operator !== 'eq') return null
  return isResourceId(key) ? `r.id = ${values.bind(key, 'uuid')}` : 'false'
}
