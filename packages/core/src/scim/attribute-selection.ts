/** `attributes` and `excludedAttributes` (RFC 7644 §3.4.2.5, §3.9): which part of a resource is returned. */
import type { Mode } from '../domain/operation.ts'
import { type AttributeMask, masked, maskOf, unmasked } from './attribute-mask.ts'
import { resolveReference } from './attribute-reference.ts'
import { ScimError } from './error.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import type { MemberPath, ResourceTypeDefinition } from './resource-type.ts'
import { splitNames } from './selection-names.ts'

export type Selection =
  | { readonly kind: 'default' }
  | { readonly kind: 'include' | 'exclude'; readonly names: readonly string[] }

/** A query parameter, or the array of a SearchRequest. Both at once: strict refuses, lenient takes `attributes`. */
export function parseSelection(
  attributes?: string | readonly string[],
  excludedAttributes?: string | readonly string[],
  mode: Mode = 'lenient',
): Selection {
  const include = splitNames(attributes)
  const exclude = splitNames(excludedAttributes)
  if (include.length > 0 && exclude.length > 0 && mode === 'strict') {
    throw ScimError.of('invalidValue', 'attributes and excludedAttributes exclude each other: send one of them')
  }
  if (include.length > 0) return { kind: 'include', names: include }
  return exclude.length > 0 ? { kind: 'exclude', names: exclude } : { kind: 'default' }
}

/**
 * The selected part of a resource; `schemas` and `id` always. Unknown names are ignored.
 * @param sent what the client wrote of attributes that are returned on request only: they are in the answer to it
 */
export function selectAttributes(
  resource: JsonObject,
  selection: Selection,
  type: ResourceTypeDefinition,
  sent: readonly MemberPath[] = [],
): JsonObject {
  if (selection.kind === 'default') return withoutUnasked(resource, type, sent)
  const mask = maskFor(selection, type, sent)
  const selected = selection.kind === 'include' ? masked(resource, mask) : unmasked(resource, mask)
  return isJsonObject(selected) ? selected : {}
}

/** Whether any of a top-level attribute (members, groups) will be returned; if not, it need not be loaded. */
export function isSelected(selection: Selection, type: ResourceTypeDefinition, name: string): boolean {
  if (selection.kind === 'default') return true
  const part = maskFor(selection, type, []).get(name)
  return selection.kind === 'include' ? part !== undefined : part !== 'whole'
}

function withoutUnasked(resource: JsonObject, type: ResourceTypeDefinition, sent: readonly MemberPath[]): JsonObject {
  const unasked = unaskedOf(type, sent)
  if (unasked.length === 0) return resource
  const rest = unmasked(resource, maskOf(unasked))
  return isJsonObject(rest) ? rest : {}
}

function unaskedOf(type: ResourceTypeDefinition, sent: readonly MemberPath[]): readonly MemberPath[] {
  return type.returnedOnRequest.filter((path) => !sent.some((each) => isSamePath(each, path)))
}

function isSamePath(one: MemberPath, other: MemberPath): boolean {
  return one.length === other.length && one.every((name, at) => name === other[at])
}

function maskFor(
  selection: Extract<Selection, { names: unknown }>,
  type: ResourceTypeDefinition,
  sent: readonly MemberPath[],
): AttributeMask {
  const paths = selection.names.flatMap((name) => pathsOf(name, type))
  if (selection.kind === 'include') return maskOf([...type.alwaysReturned, ...paths])
  return maskOf([...paths.flatMap((path) => withoutAlways(path, type)), ...unaskedOf(type, sent)])
}

/** What of it may be left out. */
function withoutAlways(path: readonly string[], type: ResourceTypeDefinition): (readonly string[])[] {
  if (type.alwaysReturned.some((always) => always.every((name, at) => name === path[at]))) return []
  const [extension] = path
  const inside = type.alwaysReturned.filter((always) => always.length > 1 && always[0] === extension)
  if (path.length > 1 || extension === undefined || inside.length === 0) return [path]
  const attributes = type.extensionsByUrn.get(extension.toLowerCase())?.attributes ?? []
  return attributes.filter(({ returned }) => returned !== 'always').map(({ name }) => [extension, name])
}

/** A name as member names from the resource inwards; the core URN stands for all core attributes. */
function pathsOf(name: string, type: ResourceTypeDefinition): string[][] {
  const reference = resolveReference(name, type)
  if (reference === null) return []
  const { extension } = reference
  if (reference.kind === 'schema') {
    return extension === null ? type.schema.attributes.map((attribute) => [attribute.name]) : [[extension]]
  }
  return [[extension, reference.attribute.name, reference.sub?.name].filter((part) => typeof part === 'string')]
}
