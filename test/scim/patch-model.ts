/**
 * What a PATCH does to a user, written down once more and as plainly as RFC 7644 §3.5.2 says it: no paths are parsed, nothing
 * is shared, every step is a copy. A refusal is the scimType as text.
 */
import type { Mode } from '@syncline/core/domain/operation.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { ENTERPRISE } from '../support/urns.ts'

export type Term = { readonly sub: string; readonly operator: 'eq' | 'sw'; readonly text: string }
type ListTarget = { readonly kind: 'list'; readonly terms?: readonly Term[]; readonly sub?: string }
export type Target =
  | { readonly kind: 'simple'; readonly name: 'title' | 'userName'; readonly required?: boolean }
  | { readonly kind: 'complex'; readonly sub?: string }
  | ListTarget
  | { readonly kind: 'extension'; readonly sub?: string }
  | { readonly kind: 'read-only' | 'unknown' }

export type ModelOperation = {
  readonly op: 'add' | 'replace' | 'remove'
  /** One for a path; several for the members of an object without a path. */
  readonly targets: readonly { readonly target: Target; readonly value?: Json }[]
  readonly pathless: boolean
}

type Holder = Record<string, Json>

export function applyModel(before: JsonObject, operations: readonly ModelOperation[], mode: Mode): JsonObject | string {
  const user: Holder = structuredClone(before)
  try {
    for (const operation of operations) applyOne(user, operation, mode)
  } catch (error) {
    if (error instanceof Refused) return error.message
    throw error
  }
  return user
}

class Refused extends Error {}

function applyOne(user: Holder, { op, targets, pathless }: ModelOperation, mode: Mode): void {
  if (pathless && op === 'remove') throw new Refused('noTarget')
  for (const { target, value } of targets) {
    if (target.kind === 'unknown' && pathless && mode === 'lenient') continue
    if (target.kind === 'read-only' && pathless && mode === 'lenient') continue
    if (target.kind === 'unknown') throw new Refused('invalidPath')
    if (target.kind === 'read-only') throw new Refused('mutability')
    if (op !== 'remove' && value === undefined) throw new Refused('invalidValue')
    if (target.kind === 'simple') setSimple(user, target.name, op, value, mode, target.required === true)
    else if (target.kind === 'complex') changeObject(user, 'name', target.sub, op, value, mode)
    else if (target.kind === 'extension') changeObject(user, ENTERPRISE, target.sub, op, value, mode)
    else if (target.kind === 'list') changeEmails(user, target, op, value, mode)
  }
}

function setSimple(
  holder: Holder,
  name: string,
  op: string,
  value: Json | undefined,
  mode: Mode,
  required: boolean,
): void {
  const given = op === 'remove' ? null : textOf(value, mode)
  if (required && op === 'remove') throw new Refused('mutability')
  if (required && (given === null || given === '')) throw new Refused('invalidValue')
  if (given === null) delete holder[name]
  else holder[name] = given
}

/** Lenient takes an empty text for none. */
function textOf(value: Json | undefined, mode: Mode): Json {
  if (value === null || (value === '' && mode === 'lenient')) return null
  if (typeof value !== 'string') throw new Refused('invalidValue')
  return value
}

/** A complex attribute, or an extension: what is given is merged, what is left empty is gone. */
function changeObject(
  user: Holder,
  name: string,
  sub: string | undefined,
  op: string,
  value: Json | undefined,
  mode: Mode,
): void {
  const object: Holder = { ...(user[name] as Holder | undefined) }
  if (sub !== undefined) setSimple(object, sub, op, value, mode, false)
  else if (op === 'remove' || value === null) for (const each of Object.keys(object)) delete object[each]
  else for (const [each, member] of Object.entries(asObject(value))) setSimple(object, each, op, member, mode, false)
  if (Object.keys(object).length === 0) delete user[name]
  else user[name] = object
}

function asObject(value: Json | undefined): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused('invalidValue')
  return value
}

function changeEmails(user: Holder, target: ListTarget, op: string, value: Json | undefined, mode: Mode): void {
  const list = ((user.emails ?? []) as Holder[]).map((each) => ({ ...each }))
  const { terms, sub } = target
  const next =
    terms === undefined && sub === undefined
      ? changeAll(list, op, value, mode)
      : changeSome(list, target, op, value, mode)
  const left = next.filter((each) => Object.keys(each).length > 0)
  if (left.length === 0) delete user.emails
  else user.emails = left
}

function changeAll(list: Holder[], op: string, value: Json | undefined, mode: Mode): Holder[] {
  if (op === 'remove' && value !== undefined && mode === 'strict') throw new Refused('invalidSyntax')
  const given = ((value ?? []) as Holder[]).map((each) => ({ ...each }))
  if (given.filter((each) => each.primary === true).length > 1) throw new Refused('invalidValue')
  if (op === 'replace') return given
  if (op === 'remove') {
    if (value === undefined || value === null) return []
    return given.length === 0 ? list : list.filter((each) => !given.some((listed) => isListed(listed, each)))
  }
  for (const each of given) {
    const there = list.find((element) => isSame(each, element))
    if (there === undefined) list.push(each)
    else Object.assign(there, each)
    if (each.primary === true) demoteOthers(list, there ?? each)
  }
  return list
}

function changeSome(
  list: Holder[],
  { terms, sub }: ListTarget,
  op: string,
  value: Json | undefined,
  mode: Mode,
): Holder[] {
  const given =
    sub === undefined ? value : sub === 'primary' ? booleanOf(value, op) : op === 'remove' ? null : textOf(value, mode)
  const chosen = list.filter((each) => terms === undefined || terms.every((term) => satisfies(each, term)))
  if (chosen.length === 0) {
    if (op === 'remove' || (mode === 'lenient' && given === null)) return list
    const made = mode === 'lenient' && terms !== undefined ? described(terms) : null
    if (made === null) throw new Refused('noTarget')
    if (sub === undefined) Object.assign(made, given)
    else made[sub] = given as Json
    if (made.primary === true) demoteOthers(list, made)
    return [...list, made]
  }
  const promotes =
    op !== 'remove' && (sub === undefined ? (given as Holder).primary === true : sub === 'primary' && given === true)
  if (promotes && chosen.length > 1) throw new Refused('invalidValue')
  const result = list.map((each) => (chosen.includes(each) ? changed(each, sub, op, given) : each))
  const [only] = chosen
  if (promotes && only !== undefined) demoteOthers(result, result[list.indexOf(only)] as Holder)
  return result
}

function changed(element: Holder, sub: string | undefined, op: string, given: Json | undefined): Holder {
  if (sub === undefined)
    return op === 'remove' ? {} : op === 'replace' ? { ...(given as Holder) } : { ...element, ...(given as Holder) }
  const next = { ...element }
  if (op === 'remove' || given === null || given === undefined) delete next[sub]
  else next[sub] = given
  return next
}

function booleanOf(value: Json | undefined, op: string): Json {
  if (op !== 'remove' && typeof value !== 'boolean') throw new Refused('invalidValue')
  return value ?? null
}

function demoteOthers(list: Holder[], primary: Holder): void {
  for (const each of list) if (each !== primary && each.primary === true) each.primary = false
}

function satisfies(element: Holder, { sub, operator, text }: Term): boolean {
  const found = element[sub]
  if (typeof found !== 'string') return false
  return operator === 'eq'
    ? found.toLowerCase() === text.toLowerCase()
    : found.toLowerCase().startsWith(text.toLowerCase())
}

/** The element that the terms are met by; null: they do not say one. */
function described(terms: readonly Term[]): Holder | null {
  const made: Holder = {}
  for (const { sub, operator, text } of terms) {
    if (operator !== 'eq' || (made[sub] !== undefined && made[sub] !== text)) return null
    made[sub] = text
  }
  return made
}

const lower = (value: Json | undefined) => (typeof value === 'string' ? value.toLowerCase() : (value ?? null))

function isSame(given: Holder, element: Holder): boolean {
  if (given.value === undefined) return element.value === undefined && sameMembers(given, element)
  return lower(given.value) === lower(element.value) && lower(given.type) === lower(element.type)
}

function isListed(listed: Holder, element: Holder): boolean {
  const names =
    listed.value === undefined ? Object.keys(listed) : listed.type === undefined ? ['value'] : ['value', 'type']
  return names.every((name) => lower(listed[name]) === lower(element[name]))
}

function sameMembers(a: Holder, b: Holder): boolean {
  return Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((name) => a[name] === b[name])
}
