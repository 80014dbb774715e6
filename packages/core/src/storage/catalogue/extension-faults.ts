/** What is wrong with a document of an extension schema whose shape is right, one sentence for each thing to change. */
import type { AttributeDocument, ExtensionDocument } from '../../scim/extension-schema.ts'

/** What filters and PATCH paths can name (RFC 7644 §3.10). */
const URN = /^urn:[a-z0-9][a-z0-9-]{1,31}(?::[\w$.-]+)+$/i
const MOST_URN_CHARACTERS = 180
const RESERVED = 'urn:ietf:params:scim:'

export function faultsOf(document: ExtensionDocument): string[] {
  return [
    ...urnFaults(document.id),
    ...nameFaults(document.attributes, ''),
    ...document.attributes.flatMap(attributeFaults),
  ]
}

function urnFaults(urn: string): string[] {
  if (urn.toLowerCase().startsWith(RESERVED))
    return [
      `id: ${RESERVED}… belongs to the RFCs; take a URN of your own, such as urn:example:params:scim:Badge:2.0:User.`,
    ]
  if (!URN.test(urn) || urn.length > MOST_URN_CHARACTERS) {
    return [
      `id: has to be a URN such as urn:example:params:scim:Badge:2.0:User: parts of letters, digits, ".", "_" and "-" between colons, ${MOST_URN_CHARACTERS} characters at most.`,
    ]
  }
  return []
}

/** Names are compared without case (RFC 7643 §2.1). */
function nameFaults(attributes: readonly AttributeDocument[], prefix: string): string[] {
  const seen = new Set<string>()
  return attributes.flatMap(({ name, subAttributes }) => {
    const faults = nameFaults(subAttributes, `${prefix}${name}.`)
    if (seen.has(name.toLowerCase())) faults.push(`${prefix}${name}: there are two attributes of this name.`)
    seen.add(name.toLowerCase())
    if (name in {}) faults.push(`${prefix}${name}: is a word of JavaScript that cannot be a name here.`)
    if (name === '$ref' && prefix === '') faults.push('$ref: is the name of a sub-attribute only.')
    return faults
  })
}

function attributeFaults(attribute: AttributeDocument): string[] {
  const { name, type, multiValued, subAttributes } = attribute
  const faults = characteristicFaults(attribute, name)
  if (type === 'complex' && subAttributes.length === 0) faults.push(`${name}: a complex attribute needs subAttributes.`)
  if (type !== 'complex' && subAttributes.length > 0)
    faults.push(`${name}: only a complex attribute has subAttributes; its type is ${type}.`)
  if (attribute.uniqueness === 'server' && (type === 'complex' || multiValued))
    faults.push(`${name}: uniqueness "server" is kept for simple, singular attributes only.`)
  for (const sub of subAttributes) faults.push(...subAttributeFaults(sub, `${name}.${sub.name}`))
  return faults
}

function subAttributeFaults(sub: AttributeDocument, name: string): string[] {
  const faults = characteristicFaults(sub, name)
  if (sub.type === 'complex') faults.push(`${name}: a sub-attribute cannot be complex (RFC 7643 §2.3.8).`)
  if (sub.returned !== 'default')
    faults.push(`${name}: returned is declared for the whole attribute, not for a part of it.`)
  if (sub.uniqueness !== 'none')
    faults.push(`${name}: uniqueness is kept for simple attributes, not for parts of them.`)
  return faults
}

function characteristicFaults(
  { type, required, mutability, returned, ...rest }: AttributeDocument,
  name: string,
): string[] {
  const faults: string[] = []
  if ((mutability === 'writeOnly') !== (returned === 'never'))
    faults.push(`${name}: mutability "writeOnly" and returned "never" go together: such a value is taken and not kept.`)
  if (required && mutability === 'readOnly')
    faults.push(`${name}: nobody could send it: required and mutability "readOnly" exclude each other.`)
  if (required && mutability === 'writeOnly') faults.push(`${name}: is not kept, so it cannot be required.`)
  if (rest.uniqueness === 'global') faults.push(`${name}: uniqueness "global" cannot be kept; take "server" or "none".`)
  if (rest.uniqueness === 'server' && !INDEXABLE.includes(type))
    faults.push(`${name}: uniqueness "server" is kept for ${INDEXABLE.join(', ')}; its type is ${type}.`)
  if (rest.uniqueness === 'server' && (returned === 'never' || mutability === 'readOnly'))
    faults.push(`${name}: has no stored values that could be unique.`)
  if (rest.canonicalValues.length > 0 && type !== 'string')
    faults.push(`${name}: canonicalValues are for strings; its type is ${type}.`)
  if (rest.referenceTypes.length > 0 && type !== 'reference')
    faults.push(`${name}: referenceTypes are for references; its type is ${type}.`)
  return faults
}

/** What has one text for equal values. */
export const INDEXABLE: readonly AttributeDocument['type'][] = ['string', 'reference', 'integer', 'dateTime']
