/** Where the attributes of a row `r` are: most in its resource, some in columns, some made of other values. */
import type { AttributeReference } from '../../scim/attribute-reference.ts'
import type { FilterContext } from './filter-context.ts'
import {
  type Expression,
  type Field,
  type Holder,
  isPresentSql,
  jsonExpression,
  memberOf,
  textExpression,
  textField,
  type ValueField,
} from './filter-field.ts'
import { foreignLocationSql, locationSql } from './filter-location.ts'
import { isManager, managerField, showsNothing } from './filter-manager.ts'

const ROW: Holder = { returned: 'r.resource', compared: 'r.compared' }

export function rootField(reference: AttributeReference, context: FilterContext): Field {
  const { extension, attribute } = reference
  if (isManager(reference)) return managerField(context)
  if (extension === null) {
    if (attribute.name === 'id') return textField('r.id::text')
    if (attribute.name === 'meta') return metaField(context)
    if (attribute.name === 'schemas') return schemasField(context)
    if (attribute.name === 'active') return sameInBoth(jsonExpression('to_jsonb(r.active)'))
  }
  const { values, type } = context
  const holder: Holder = extension === null ? ROW : extensionOf(extension, context)
  const found = type.referring.find((each) => each.extension === extension && each.name === attribute.name)
  const field = memberOf(holder, attribute.name, values)
  return found === undefined ? field : referringField(field, found.referenceTo, context)
}

function extensionOf(extension: string, { values }: FilterContext): Holder {
  const urn = values.bind(extension, 'text')
  return { returned: `(${ROW.returned} -> ${urn})`, compared: `(${ROW.compared} -> ${urn})` }
}

function sameInBoth(expression: Expression): Field {
  return { kind: 'value', returned: expression, compared: expression }
}

function metaField(context: FilterContext): Field {
  const { type, values } = context
  return {
    kind: 'parts',
    there: () => 'true',
    present: () => 'true',
    part({ name }) {
      switch (name) {
        case 'created':
          return { kind: 'instant', column: 'r.created_at' }
        case 'lastModified':
          return { kind: 'instant', column: 'r.last_modified' }
        case 'resourceType':
          return textField(values.bind(type.name, 'text'))
        case 'version':
          return textField(`('W/"' || r.version || '"')`)
        case 'location': {
          const { returned, compared } = locationSql(type.name, 'r.id::text', context)
          return { kind: 'value', returned: textExpression(returned), compared: textExpression(compared) }
        }
        default:
          throw new Error(`no such part of meta: ${name}`)
      }
    },
  }
}

/** Exactly the schemas present (core/scim/representation.ts). */
function schemasField(context: FilterContext): Field {
  const { type, values } = context
  const { schema, extensions } = type
  const parts = extensions.map((each) => {
    const urn = values.bind(each.schema.id, 'text')
    const nothing = `r.resource -> ${urn} is null or ${showsNothing(each.schema.id, context)}`
    return ` || case when ${nothing} then '[]'::jsonb else jsonb_build_array(${urn}) end`
  })
  return sameInBoth(jsonExpression(`(jsonb_build_array(${values.bind(schema.id, 'text')})${parts.join('')})`))
}

/** An attribute whose `$ref` follows from its `value`, as soon as it has one. */
function referringField(field: ValueField, to: 'User' | 'Group', context: FilterContext): Field {
  const holder = () => ({ returned: field.returned.json(), compared: field.compared.json() })
  const own = (name: string) => memberOf(holder(), name, context.values)
  return {
    kind: 'parts',
    there: () => `${field.returned.json()} is not null`,
    present: () => `(${isPresentSql(field.returned.json())} or ${field.returned.json()} ? 'value')`,
    part(sub) {
      const stored = own(sub.name)
      if (sub.name !== '$ref') return stored
      const { returned: object } = holder()
      const made = foreignLocationSql(to, `(${object} ->> 'value')`, context)
      const either = (form: keyof Holder) => textExpression(`coalesce(${made[form]}, ${stored[form].text()})`)
      return { kind: 'value', returned: either('returned'), compared: either('compared') }
    },
  }
}
