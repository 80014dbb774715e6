/** `attributes` and `excludedAttributes` (RFC 7644 §3.4.2.5, §3.9): which part of a resource is returned. */
import type { Mode } from '../domain/operation.ts'
import { type AttributeMask, masked, maskOf, unmasked } from './attribute-mask.ts'
import { resolveReference } from './attribute-reference.ts'
import { ScimError } from './error.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'
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

/** The selected part of a resource; `schemas` and `id` always. Unknown names are ignored. */
export function selectAttributes(resource: JsonObject, selection: Selection, type: ResourceTypeDefinition): JsonObject {
  if (selection.kind === 'default') return resource
  const mask = maskFor(selection, type)
  const selected = selection.kind === 'include' ? masked(resource, mask) : unmasked(resource, mask)
  return isJsonObject(selected) ? selected : {}
}

/** Whether any of a top-level attribute (members, groups) will be returned; if not, it need not be loaded. */
export function isSelected(selection: Selection, type: ResourceTypeDefinition, name: string): boolean {
  if (selection.kind === 'default') return true
  const part = maskFor(selection, type).get(name)
  return selection.kind === 'include' ? part !== undefined : part !== 'whole'
}

function maskFor(selection: Extract<Selection, { names: unknown }>, type: ResourceTypeDefinition): AttributeMask {
  const always = [...type.attributesByName.values()]
    .filter((attribute) => attribute.returned === 'always')
    .map((attribute) => attribute.name)
  const paths = selection.names.flatMap((name) => pathsOf(name, type))
  const include = selection.kind === 'include'
  return maskOf(
    include
      ? [...always.map((name) => [name]), ...paths]
      : paths.filter(([top]) => !always.some((name) => name === top)),
  )
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
