/** The element that a value filter describes: `type eq "work"` is {"type": "work"}. */
import type { CheckedFilter } from './filter-ast.ts'
import type { JsonObject } from './json.ts'

/** Only a conjunction of `sub-attribute eq literal` describes one; null for any other filter. */
export function elementFromFilter(filter: CheckedFilter): JsonObject | null {
  const element: JsonObject = {}
  for (const term of filter.kind === 'and' ? filter.filters : [filter]) {
    const part =
      term.kind === 'and'
        ? elementFromFilter(term)
        : term.kind === 'compare' && term.operator === 'eq'
          ? described(term)
          : null
    if (part === null) return null
    for (const [name, value] of Object.entries(part)) {
      // type eq "work" and type eq "home": nothing satisfies both.
      if (element[name] !== undefined && element[name] !== value) return null
      element[name] = value
    }
  }
  return element
}

function described(term: Extract<CheckedFilter, { kind: 'compare' }>): JsonObject | null {
  const { attribute } = term.target
  return attribute.mutability === 'readWrite' ? { [attribute.name]: term.value } : null
}
