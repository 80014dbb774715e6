/**
 * The document of an extension schema (RFC 7643 §7) as an operator brings it: its shape, and that its characteristics make
 * sense together. Guarantee: what comes out has every characteristic written out, and the core can keep every promise in it.
 */
import { z } from 'zod'
import type { AttributeDocument, ExtensionDocument } from '../../scim/extension-schema.ts'
import { CatalogueError } from './catalogue-error.ts'
import { faultsOf } from './extension-faults.ts'

export const MOST_ATTRIBUTES = 100
const MOST_DOCUMENT_BYTES = 131_072

/** RFC 7643 §2.1; `$ref` is the one name that begins otherwise (§2.4). */
const attributeName = z
  .string()
  .max(64)
  .regex(/^(?:[A-Za-z][\w$-]*|\$ref)$/, 'begins with a letter; letters, digits, "_", "-" and "$" follow')

const TYPES = ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'binary', 'reference', 'complex'] as const

const characteristics = {
  name: attributeName,
  type: z.enum(TYPES).default('string'),
  description: z.string().max(1_000).default(''),
  multiValued: z.boolean().default(false),
  required: z.boolean().default(false),
  caseExact: z.boolean().optional(),
  canonicalValues: z.array(z.string().min(1).max(200)).max(100).default([]),
  mutability: z.enum(['readOnly', 'readWrite', 'immutable', 'writeOnly']).default('readWrite'),
  returned: z.enum(['always', 'never', 'default', 'request']).default('default'),
  uniqueness: z.enum(['none', 'server', 'global']).default('none'),
  referenceTypes: z.array(z.string().min(1).max(200)).max(20).default([]),
}

/** As a document is shown, each sub-attribute has an empty list of its own. */
const subAttribute = z.strictObject({
  ...characteristics,
  subAttributes: z.array(z.never({ error: 'a sub-attribute has no sub-attributes (RFC 7643 §2.3.8)' })).default([]),
})
const attribute = z.strictObject({
  ...characteristics,
  subAttributes: z.array(subAttribute).max(MOST_ATTRIBUTES).default([]),
})

const DOCUMENT = z.strictObject({
  /** As /Schemas shows it; not kept. */
  schemas: z.unknown().optional(),
  meta: z.unknown().optional(),
  id: z.string(),
  name: z.string().min(1).max(100),
  description: z.string().max(1_000).default(''),
  attributes: z.array(attribute).min(1).max(MOST_ATTRIBUTES),
})

/** @throws CatalogueError schema-invalid, with everything that is to be changed */
export function parseExtensionDocument(given: unknown): ExtensionDocument {
  if (Buffer.byteLength(JSON.stringify(given) ?? '') > MOST_DOCUMENT_BYTES)
    throw invalid([`The document is larger than ${MOST_DOCUMENT_BYTES / 1024} KiB.`])
  const parsed = DOCUMENT.safeParse(given)
  if (!parsed.success) throw invalid([z.prettifyError(parsed.error)])
  const { id, name, description, attributes } = parsed.data
  const document = { id, name, description, attributes: attributes.map(attributeDocument) }
  const faults = faultsOf(document)
  if (faults.length > 0) throw invalid(faults)
  return document
}

function attributeDocument({
  caseExact,
  subAttributes,
  ...rest
}: z.output<typeof subAttribute> | z.output<typeof attribute>): AttributeDocument {
  // Case-exact by their type (RFC 7643 §2.3.6, §2.3.7).
  const exact = rest.type === 'reference' || rest.type === 'binary'
  return { ...rest, caseExact: exact || (caseExact ?? false), subAttributes: subAttributes.map(attributeDocument) }
}

export function invalid(faults: readonly string[]): CatalogueError {
  return new CatalogueError('schema-invalid', `The schema cannot be registered:\n${faults.join('\n')}`)
}
