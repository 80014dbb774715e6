/** What the parts of a filter's translation share. */
import type { ResourceTypeDefinition } from '../../scim/resource-type.ts'
import type { SqlValues } from './sql-values.ts'

export class FilterContext {
  readonly type: ResourceTypeDefinition
  /** Of the SCIM endpoints, without a slash at its end: references are made with it. */
  readonly baseUrl: string
  readonly values: SqlValues
  private aliases = 0

  constructor(type: ResourceTypeDefinition, baseUrl: string, values: SqlValues) {
    this.type = type
    this.baseUrl = baseUrl
    this.values = values
  }

  /** A name for elements that no other part of the statement has. */
  alias(): string {
    this.aliases += 1
    return `e${this.aliases}`
  }
}
