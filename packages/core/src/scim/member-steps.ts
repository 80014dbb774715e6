/** Gathers what the operations of a PATCH do to a group's members; consecutive steps of one kind become one. */
import type { Mode } from '../domain/operation.ts'
import { namesWhatGoes } from './dialect-entra.ts'
import { ScimError } from './error.ts'
import type { CheckedFilter } from './filter-ast.ts'
import type { Json } from './json.ts'
import { parseMemberIds } from './member-list.ts'
import type { RawOperation } from './patch-envelope.ts'
import type { MemberStep } from './patch-operation.ts'
import type { AttributePath } from './path.ts'

export class MemberSteps {
  private readonly steps: { kind: MemberStep['kind']; ids: Set<string> }[] = []

  /** Never looks at who is a member: a step says what is added, removed, or left over. */
  take(op: RawOperation['op'], path: AttributePath, value: Json | undefined, mode: Mode): void {
    const { attribute, filter, sub } = path
    const { name } = attribute
    if (sub !== null || (filter !== null && op !== 'remove')) throw cannotChange(name)
    if (filter !== null) this.push('remove', idsOf(filter, name))
    else if (op === 'remove') this.takeRemove(path, value, mode)
    else if (value === undefined) throw ScimError.of('invalidValue', `${name}: ${op} needs a value`)
    else this.push(op, parseMemberIds(attribute, value, name, mode))
  }

  list(): readonly MemberStep[] {
    return this.steps.map(({ kind, ids }) => ({ kind, ids: [...ids] }))
  }

  /** A list of values never empties the group. */
  private takeRemove(path: AttributePath, value: Json | undefined, mode: Mode): void {
    const { attribute } = path
    if (!namesWhatGoes(value)) this.push('replace', [])
    else if (mode === 'strict') throw removeWithValue(attribute.name)
    else this.push('remove', parseMemberIds(attribute, value, attribute.name, mode))
  }

  private push(kind: MemberStep['kind'], ids: readonly string[]): void {
    if (kind !== 'replace' && ids.length === 0) return
    const last = this.steps.at(-1)
    if (last?.kind !== kind) this.steps.push({ kind, ids: new Set(ids) })
    else if (kind === 'replace') last.ids = new Set(ids)
    else for (const id of ids) last.ids.add(id)
  }
}

export function removeWithValue(name: string): ScimError {
  return ScimError.of(
    'invalidSyntax',
    `${name}: remove takes no value; name the values in the path, as in ${name}[value eq "id"]`,
  )
}

/** RFC 7643 §4.2: the sub-attributes of a member are immutable. */
function cannotChange(name: string): ScimError {
  return ScimError.of('mutability', `${name}: a member cannot be changed; remove it and add the other`)
}

/** `value eq "x"`, or several of them joined by or. */
function idsOf(filter: CheckedFilter, name: string): string[] {
  if (filter.kind === 'or') return filter.filters.flatMap((part) => idsOf(part, name))
  const { kind } = filter
  if (kind === 'compare' && filter.operator === 'eq' && filter.target.attribute.name === 'value') {
    return [String(filter.value)]
  }
  throw ScimError.of('invalidFilter', `${name}: only ${name}[value eq "id"], joined by "or", selects members to remove`)
}
