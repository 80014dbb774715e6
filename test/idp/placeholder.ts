/** `{{name}}` in a conversation stands for what an earlier answer held, or for what only this run knows. */
import type { Json } from '@syncline/core/scim/json.ts'

export type Values = ReadonlyMap<string, string>

const PLACEHOLDER = /\{\{([\w-]+)\}\}/g

/** @throws Error for a name that nothing has; names in `kept` are left for the comparison */
export function filled(text: string, values: Values, kept: ReadonlySet<string> = new Set()): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => {
    if (kept.has(name)) return whole
    const value = values.get(name)
    if (value === undefined) throw new Error(`nothing is named ${name}`)
    return value
  })
}

/** The same in every text of a JSON value, names of members included. */
export function filledJson(value: Json, values: Values, kept?: ReadonlySet<string>): Json {
  if (typeof value === 'string') return filled(value, values, kept)
  if (Array.isArray(value)) return value.map((element) => filledJson(element, values, kept))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [filled(name, values, kept), filledJson(member, values, kept)]),
  )
}
