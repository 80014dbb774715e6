/** A set of attribute paths as a tree, and the parts of a resource inside and outside of it. */
import { isJsonObject, type Json, type JsonObject } from './json.ts'

/** Member name → the whole member, or what of it. */
export type AttributeMask = Map<string, AttributeMask | 'whole'>

export function maskOf(paths: readonly (readonly string[])[]): AttributeMask {
  const mask: AttributeMask = new Map()
  for (const path of paths) add(mask, path)
  return mask
}

function add(mask: AttributeMask, [name, ...rest]: readonly string[]): void {
  const known = name === undefined ? 'whole' : mask.get(name)
  if (name === undefined || known === 'whole') return
  if (rest.length === 0) {
    mask.set(name, 'whole')
    return
  }
  const inner: AttributeMask = known ?? new Map()
  mask.set(name, inner)
  add(inner, rest)
}

/** Only what the mask names; elements and objects of which nothing is left are left out. */
export function masked(value: Json, mask: AttributeMask): Json {
  return mapMembers(value, (name, member) => {
    const part = mask.get(name)
    if (part === undefined) return null
    return part === 'whole' || isEmptyList(member) ? member : nonEmpty(masked(member, part))
  })
}

/** Everything but what the mask names. */
export function unmasked(value: Json, mask: AttributeMask): Json {
  return mapMembers(value, (name, member) => {
    const part = mask.get(name)
    if (part === 'whole') return null
    return part === undefined || isEmptyList(member) ? member : nonEmpty(unmasked(member, part))
  })
}

function mapMembers(value: Json, map: (name: string, member: Json) => Json): Json {
  if (Array.isArray(value))
    return value.map((element) => mapMembers(element, map)).filter((element) => nonEmpty(element) !== null)
  if (!isJsonObject(value)) return value
  const result: JsonObject = {}
  for (const [name, member] of Object.entries(value)) {
    const kept = map(name, member)
    if (kept !== null) result[name] = kept
  }
  return result
}

/** The empty list of a group's members is shown as it is. */
function isEmptyList(member: Json): boolean {
  return Array.isArray(member) && member.length === 0
}

function nonEmpty(value: Json): Json {
  if (Array.isArray(value)) return value.length === 0 ? null : value
  return isJsonObject(value) && Object.keys(value).length === 0 ? null : value
}
