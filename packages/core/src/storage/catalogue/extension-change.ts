/** Which changes of an extension schema keep stored values right. */
import type { AttributeDocument, ExtensionDocument } from '../../scim/extension-schema.ts'

/** One sentence for each change that would make stored values wrong. */
export function changeFaults(before: ExtensionDocument, after: ExtensionDocument): string[] {
  return listFaults(before.attributes, after.attributes, '')
}

function listFaults(
  before: readonly AttributeDocument[],
  after: readonly AttributeDocument[],
  prefix: string,
): string[] {
  const known = new Map(after.map((each) => [each.name, each]))
  const old = new Set(before.map(({ name }) => name))
  return [
    ...before.flatMap((each) => {
      const next = known.get(each.name)
      return next === undefined
        ? [`${prefix}${each.name}: is gone (names are spelled as before)`]
        : attributeFaults(each, next, `${prefix}${each.name}`)
    }),
    ...after.flatMap(({ name, required, uniqueness }) =>
      old.has(name)
        ? []
        : [
            ...(required ? [`${prefix}${name}: is new and required, and stored values do not have it`] : []),
            ...(uniqueness === 'server' && prefix !== '' ? [`${prefix}${name}: is new and unique`] : []),
          ],
    ),
  ]
}

function attributeFaults(before: AttributeDocument, after: AttributeDocument, name: string): string[] {
  const faults: string[] = []
  const changed = (what: 'type' | 'multiValued' | 'caseExact') => {
    if (before[what] !== after[what]) faults.push(`${name}: ${what} was ${before[what]} and would be ${after[what]}`)
  }
  changed('type')
  changed('multiValued')
  changed('caseExact')
  if (!before.required && after.required) faults.push(`${name}: would become required`)
  if (before.uniqueness === 'none' && after.uniqueness !== 'none') faults.push(`${name}: would become unique`)
  if (before.returned !== 'never' && after.returned === 'never')
    faults.push(`${name}: would never be returned, and values of it are stored`)
  return [...faults, ...listFaults(before.subAttributes, after.subAttributes, `${name}.`)]
}
