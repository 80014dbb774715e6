/** PATCH paths (RFC 7644 §3.5.2): `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`, each with a URN or not; a URN alone. */
import type { Mode } from '../domain/operation.ts'
import {
  type AttributeReference,
  referenceName,
  resolveReference,
  type SchemaReference,
} from './attribute-reference.ts'
import { unknownAttribute } from './attribute-value.ts'
import { BoundedCache } from './bounded-cache.ts'
import { ScimError } from './error.ts'
import type { CheckedFilter } from './filter-ast.ts'
import { checkElementFilter } from './filter-check.ts'
import { lexFilter, type Token } from './filter-lexer.ts'
import { parseElementFilter } from './filter-parse.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'

export type AttributePath = AttributeReference & {
  /** Which elements of a multi-valued attribute are meant; null: all. Targets in it are sub-attributes. */
  readonly filter: CheckedFilter | null
}
export type Path = SchemaReference | AttributePath

/** A first sync repeats a few dozen paths some hundred thousand times. Long texts are not worth the memory. */
const caches = new WeakMap<ResourceTypeDefinition, BoundedCache<Path>>()
const MAXIMUM_CACHED = 1_000
const MAXIMUM_CACHED_LENGTH = 256

/** Throws invalidPath; invalidFilter for what is wrong between the brackets. The result is shared: do not change it. */
export function parsePath(text: string, type: ResourceTypeDefinition, mode: Mode): Path {
  const path = findPath(text, type, mode)
  if (path === null) throw invalidPath(unknownAttribute(text))
  return path
}

/** The same, but null when the name is no attribute of the resource type. */
export function findPath(text: string, type: ResourceTypeDefinition, mode: Mode): Path | null {
  const cache = cacheOf(type)
  const key = `${mode} ${text}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const path = parseUncached(text, type, mode)
  if (path !== null && text.length <= MAXIMUM_CACHED_LENGTH) cache.set(key, path)
  return path
}

function cacheOf(type: ResourceTypeDefinition): BoundedCache<Path> {
  const known = caches.get(type)
  if (known !== undefined) return known
  const cache = new BoundedCache<Path>(MAXIMUM_CACHED)
  caches.set(type, cache)
  return cache
}

function parseUncached(text: string, type: ResourceTypeDefinition, mode: Mode): Path | null {
  const tokens = lexPath(text)
  const [name, open] = tokens
  if (name?.kind !== 'word') throw invalidPath('begins with the name of an attribute')
  const reference = resolveReference(name.text, type)
  if (reference === null) return null
  if (open === undefined) return reference.kind === 'schema' ? reference : { ...reference, filter: null }
  const close = tokens.findIndex((token) => token.kind === ']')
  if (open.kind !== '[' || close === -1)
    throw invalidPath('write attribute, attribute.sub, attribute[filter] or attribute[filter].sub')
  if (reference.kind === 'schema' || reference.sub !== null || !isFilterable(reference)) {
    throw invalidPath('brackets belong behind the name of a multi-valued attribute with sub-attributes')
  }
  const inside = parseElementFilter(tokens.slice(2, close), tokens[close]?.at ?? 0, mode)
  const filter = checkElementFilter(inside, reference.attribute, mode)
  return { ...reference, sub: subAfter(tokens.slice(close + 1), reference), filter }
}

function lexPath(text: string): Token[] {
  try {
    return lexFilter(text)
  } catch (error) {
    if (error instanceof ScimError) throw invalidPath(error.message)
    throw error
  }
}

function isFilterable(reference: AttributeReference): boolean {
  return reference.attribute.multiValued && reference.attribute.type === 'complex'
}

/** `.sub` behind the brackets, or nothing. */
function subAfter(tokens: readonly Token[], reference: AttributeReference): AttributeReference['sub'] {
  const [token, ...rest] = tokens
  if (token === undefined) return null
  const dotted = token.kind === 'word' && token.text.startsWith('.') && rest.length === 0
  const sub = dotted ? reference.attribute.subAttributesByName.get(token.text.slice(1).toLowerCase()) : undefined
  if (sub === undefined)
    throw invalidPath(`after the brackets of ${referenceName(reference)} comes .sub-attribute or the end`)
  return sub
}

function invalidPath(detail: string): ScimError {
  return ScimError.of('invalidPath', `path: ${detail}`)
}
