/**
 * `bulkId:` references in the data of a Bulk request (RFC 7644 §3.7.2): each string value `bulkId:x` becomes the id that the
 * resource of that operation will have. Also inside of PATCH paths and of `$ref`.
 * Guarantee: no bulkId is left where a reference stood; ids never contain one (RFC 7643 §3.1).
 */
import { ScimError } from './error.ts'
import type { Json } from './json.ts'

/** Where a POST with this bulkId stands in the request, and the id that its resource will get. */
export type BulkIdOwner = { readonly index: number; readonly id: string }

const WHOLE = /^bulkId:(.+)$/s
/** In a filter of a path, or as the last segment of a URI. */
const WITHIN = /(["/])bulkId:([^"/?#\\]+)/g
const MAY_CONTAIN = new Set(['path', '$ref'])

/**
 * Changes the data in place: a Bulk request is too large to be copied.
 * @returns the operations that the data refers to, by their index
 * @throws ScimError 400 invalidValue for a bulkId that no POST of the request has
 */
export function resolveReferences(data: Json, owners: ReadonlyMap<string, BulkIdOwner>): ReadonlySet<number> {
  const referred = new Set<number>()
  const idOf = (bulkId: string): string => {
    const owner = owners.get(bulkId)
    if (owner === undefined) {
      throw ScimError.of('invalidValue', 'data: a bulkId is referred to that no POST of the request has')
    }
    referred.add(owner.index)
    return owner.id
  }
  const resolved = (text: string, name: string): string => {
    if (!text.includes('bulkId:')) return text
    const [, whole] = WHOLE.exec(text) ?? []
    if (whole !== undefined) return idOf(whole)
    if (!MAY_CONTAIN.has(name.toLowerCase())) return text
    return text.replace(WITHIN, (_match, before: string, bulkId: string) => `${before}${idOf(bulkId)}`)
  }
  // A stack of our own: data may nest deeper than calls can.
  const open: Json[] = [data]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) {
      for (const [at, element] of next.entries()) {
        if (typeof element === 'string') next[at] = resolved(element, '')
        else open.push(element)
      }
    } else if (typeof next === 'object' && next !== null) {
      for (const [name, member] of Object.entries(next)) {
        if (typeof member === 'string') next[name] = resolved(member, name)
        else open.push(member)
      }
    }
  }
  return referred
}
