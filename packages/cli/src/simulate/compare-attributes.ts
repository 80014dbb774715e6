/**
 * The attributes of a resource against what was sent. Unassigned, null and empty are the same (RFC 7643 §2.5); the
 * order of multi-valued attributes means nothing.
 */
import { isJsonObject, type Json, type JsonObject } from '@syncline/core/scim/json.ts'

export type AttributeDifference = {
  /** As a PATCH path: `title`, `name.givenName`, `urn:…:User:department`. */
  readonly path: string
  readonly sent: Json | undefined
  readonly found: Json | undefined
}

/** The server's own (RFC 7643 §3.1, §4.1.2 groups), and what is compared by itself (members, manager). */
const NOT_COMPARED = new Set(['id', 'meta', 'schemas', 'groups', 'members', 'manager'])

export function differingAttributes(sent: JsonObject, found: JsonObject): AttributeDifference[] {
  const names = new Set([...Object.keys(sent), ...Object.keys(found)])
  return [...names].flatMap((name) => {
    if (NOT_COMPARED.has(name)) return []
    const [left, right] = [sent[name], found[name]]
    if (!isJsonObject(left) && !isJsonObject(right)) return difference(name, left, right)
    // A complex attribute, or an extension, whose attributes are joined to its URN by a colon (RFC 7644 §3.10).
    const separator = name.startsWith('urn:') ? ':' : '.'
    const inner = differingAttributes(isJsonObject(left) ? left : {}, isJsonObject(right) ? right : {})
    return inner.map((part) => ({ ...part, path: name + separator + part.path }))
  })
}

function difference(path: string, sent: Json | undefined, found: Json | undefined): AttributeDifference[] {
  return canonical(sent) === canonical(found) ? [] : [{ path, sent, found }]
}

function canonical(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(canonical).sort().join('\n')
  if (!isJsonObject(value)) return JSON.stringify(value)
  const parts = Object.entries(value)
    // An absent `primary` is false (RFC 7643 §2.4).
    .filter(([name, part]) => canonical(part) !== '' && !(name === 'primary' && part === false))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`)
  return parts.length === 0 ? '' : `{${parts.sort().join(',')}}`
}
