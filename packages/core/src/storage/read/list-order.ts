/** The order of a list, and what comes behind a place in it. Total: rows of equal value are in the order of their keys. */
import type { ResourceTypeDefinition } from '../../scim/resource-type.ts'
import type { Position } from './list-page.ts'
import type { RowOrder } from './resource-query.ts'
import { type SortTerm, sortTerm } from './sort-term.ts'
import type { SqlValues } from './sql-values.ts'

export type SqlOrder = {
  /** Null: by key alone. */
  readonly sortValue: string | null
  readonly orderBy: string
  /** A condition that is true of every row. */
  readonly always?: string | undefined
  /** A condition on `r`. */
  behind(position: Position): string
}

export function orderOf(
  { by, descending, baseUrl }: RowOrder,
  type: ResourceTypeDefinition,
  values: SqlValues,
): SqlOrder {
  const direction = descending ? ' desc' : ''
  const beyond = descending ? '<' : '>'
  const keyBehind = (key: number) => `r.key ${beyond} ${values.bind(key, 'bigint')}`
  if (by === null) {
    return { sortValue: null, orderBy: `order by r.key${direction}`, behind: ({ key }) => keyBehind(key) }
  }
  const term = sortTerm(by, type, baseUrl, values)
  return {
    sortValue: term.sql,
    always: term.always,
    orderBy: `order by ${term.sql}${direction}, r.key${direction}`,
    behind: ({ key, value }) => behindValue(term, value, descending, keyBehind(key), values),
  }
}

/** Missing values are last, when descending first. */
function behindValue(
  { sql, type, nullable }: SortTerm,
  value: string | null,
  descending: boolean,
  keyBehind: string,
  values: SqlValues,
): string {
  const missing = `(${sql}) is null`
  if (value === null)
    return descending ? `((${missing} and ${keyBehind}) or not ${missing})` : `(${missing} and ${keyBehind})`
  const wanted = `${values.bind(value, type)}`
  const beyond = descending ? '<' : '>'
  // The first half lets an index begin at the place.
  const behind = `(${sql} ${beyond}= ${wanted} and (${sql} ${beyond} ${wanted} or ${keyBehind}))`
  return descending || !nullable ? behind : `(${behind} or ${missing})`
}
