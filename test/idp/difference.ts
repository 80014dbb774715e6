/**
 * How an answer differs from what a conversation expects. Objects have at least the members that are named, arrays exactly
 * the elements, in their order.
 */
import { isJsonObject, type Json } from '@syncline/core/scim/json.ts'

/** Texts that stand for more than one value. */
const KINDS: Readonly<Record<string, (value: Json | undefined) => boolean>> = {
  any: (value) => value !== undefined && value !== null,
  absent: (value) => value === undefined,
  text: (value) => typeof value === 'string' && value.trim() !== '',
  integer: (value) => Number.isInteger(value),
  instant: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value),
}

export const KIND_NAMES: ReadonlySet<string> = new Set(Object.keys(KINDS))

/** One line a difference, each with the JSON pointer of its place; none: it is as expected. */
export function differences(expected: Json, found: Json | undefined, at = ''): string[] {
  const kind = kindOf(expected)
  if (kind !== undefined) return kind(found) ? [] : [`${at || '/'}: ${text(found)} is not ${text(expected)}`]
  if (Array.isArray(expected)) return elementDifferences(expected, found, at)
  if (!isJsonObject(expected))
    return expected === found ? [] : [`${at || '/'}: ${text(found)} is not ${text(expected)}`]
  if (!isJsonObject(found)) return [`${at || '/'}: ${text(found)} is no object`]
  return Object.entries(expected).flatMap(([name, member]) => differences(member, found[name], `${at}/${name}`))
}

function elementDifferences(expected: readonly Json[], found: Json | undefined, at: string): string[] {
  if (!Array.isArray(found)) return [`${at || '/'}: ${text(found)} is no array`]
  if (found.length !== expected.length) {
    return [`${at || '/'}: ${found.length} elements instead of ${expected.length}: ${text(found)}`]
  }
  return expected.flatMap((element, index) => differences(element, found[index], `${at}/${index}`))
}

function kindOf(expected: Json): ((value: Json | undefined) => boolean) | undefined {
  const name = typeof expected === 'string' ? /^\{\{([\w-]+)\}\}$/.exec(expected)?.[1] : undefined
  return name === undefined ? undefined : KINDS[name]
}

function text(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
