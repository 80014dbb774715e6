/**
 * From a name in a request to the attribute it means (RFC 7644 §3.10): `userName`, `name.givenName`,
 * `urn:…:User:userName`, `urn:…:enterprise:2.0:User:manager.value`, or the URN of a schema alone.
 */
import type { ResourceTypeDefinition } from './resource-type.ts'
import type { Attribute } from './schema-attribute.ts'

export type AttributeReference = {
  readonly kind: 'attribute'
  /** URN of the extension that the attribute is a member of; null for common and core attributes. */
  readonly extension: string | null
  readonly attribute: Attribute
  readonly sub: Attribute | null
}

/** A schema's URN alone: all attributes of the extension, or (extension null) of the core schema. */
export type SchemaReference = { readonly kind: 'schema'; readonly extension: string | null }

const NAME = /^([a-z$][\w$-]*)(?:\.([a-z$][\w$-]*))?$/i

export function resolveReference(
  text: string,
  type: ResourceTypeDefinition,
): AttributeReference | SchemaReference | null {
  // Schema URNs hold dots and colons: only the known ones tell where the name begins.
  const lower = text.toLowerCase()
  for (const extension of type.extensions) {
    const urn = extension.schema.id
    const rest = afterUrn(lower, urn)
    if (rest === '') return { kind: 'schema', extension: urn }
    if (rest !== null) return resolveName(rest, extension.schema.attributesByName, urn)
  }
  const rest = afterUrn(lower, type.schema.id)
  if (rest === '') return { kind: 'schema', extension: null }
  if (rest !== null) return resolveName(rest, type.attributesByName, null)
  return resolveName(lower, type.attributesByName, null) ?? resolveUnqualified(lower, type)
}

/** The text after the URN and its colon; '' for the URN alone; null when the text does not begin with it. */
function afterUrn(lower: string, urn: string): string | null {
  const prefix = urn.toLowerCase()
  if (!lower.startsWith(prefix)) return null
  if (lower.length === prefix.length) return ''
  return lower[prefix.length] === ':' && lower.length > prefix.length + 1 ? lower.slice(prefix.length + 1) : null
}

function resolveName(
  lower: string,
  attributes: ReadonlyMap<string, Attribute>,
  extension: string | null,
): AttributeReference | null {
  const [, name, subName] = NAME.exec(lower) ?? []
  const attribute = name === undefined ? undefined : attributes.get(name)
  if (attribute === undefined) return null
  if (subName === undefined) return { kind: 'attribute', extension, attribute, sub: null }
  const sub = attribute.subAttributesByName.get(subName)
  return sub === undefined ? null : { kind: 'attribute', extension, attribute, sub }
}

/** Entra asks for `manager` without its URN: taken when exactly one extension has the name. */
function resolveUnqualified(lower: string, type: ResourceTypeDefinition): AttributeReference | null {
  const found = type.extensions
    .map((extension) => resolveName(lower, extension.schema.attributesByName, extension.schema.id))
    .filter((reference) => reference !== null)
  // A schema that a directory adds does not take away what was understood without it.
  const builtIn = type.extensions.find(
    (extension) => !extension.own && found.some((each) => each.extension === extension.schema.id),
  )
  if (builtIn !== undefined) return found.find((each) => each.extension === builtIn.schema.id) ?? null
  return found.length === 1 ? (found[0] ?? null) : null
}

/** The canonical spelling, for error details. */
export function referenceName(reference: AttributeReference): string {
  const { extension, attribute, sub } = reference
  const name = sub === null ? attribute.name : `${attribute.name}.${sub.name}`
  return extension === null ? name : `${extension}:${name}`
}
