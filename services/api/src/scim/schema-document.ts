/** Schemas and resource types as they are published (RFC 7643 §6, §7), from the data that everything else is checked by. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { ResourceTypeDefinition, SchemaSet } from '@syncline/core/scim/resource-type.ts'
import type { Attribute, Schema } from '@syncline/core/scim/schema-attribute.ts'
import { COMMON_ATTRIBUTES } from '@syncline/core/scim/schema-common.ts'

const SCHEMA_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema'
const RESOURCE_TYPE_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType'

/**
 * Common attributes belong to no schema, but a schema may list them (RFC 7643 §3.1): Entra's validation looks for each attribute that is
 * mapped, and externalId is.
 */
const LISTED_IN_CORE_SCHEMAS = COMMON_ATTRIBUTES.filter(({ name }) => name === 'externalId')

export function schemaDocuments(schemas: SchemaSet, baseUrl: string): JsonObject[] {
  return Object.values(schemas)
    .flatMap(({ schema, extensions }) => [
      { ...schema, attributes: [...LISTED_IN_CORE_SCHEMAS, ...schema.attributes] },
      ...extensions.map((each) => each.schema),
    ])
    .map((schema) => schemaDocument(schema, baseUrl))
}

export function resourceTypeDocuments(schemas: SchemaSet, baseUrl: string): JsonObject[] {
  return Object.values(schemas).map((definition) => resourceTypeDocument(definition, baseUrl))
}

function schemaDocument({ id, name, description, attributes }: Schema, baseUrl: string): JsonObject {
  return {
    schemas: [SCHEMA_SCHEMA],
    id,
    name,
    description,
    attributes: attributes.map(attributeDocument),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` },
  }
}

/** No null and no empty list: Entra stumbles over them. */
function attributeDocument(attribute: Attribute): JsonObject {
  const { canonicalValues, referenceTypes, subAttributes } = attribute
  return {
    name: attribute.name,
    type: attribute.type,
    multiValued: attribute.multiValued,
    description: attribute.description,
    required: attribute.required,
    caseExact: attribute.caseExact,
    mutability: attribute.mutability,
    returned: attribute.returned,
    uniqueness: attribute.uniqueness,
    ...(canonicalValues.length > 0 ? { canonicalValues: [...canonicalValues] } : {}),
    ...(referenceTypes.length > 0 ? { referenceTypes: [...referenceTypes] } : {}),
    ...(subAttributes.length > 0 ? { subAttributes: subAttributes.map(attributeDocument) } : {}),
  }
}

function resourceTypeDocument(definition: ResourceTypeDefinition, baseUrl: string): JsonObject {
  const { name, endpoint, description, schema, extensions } = definition
  return {
    schemas: [RESOURCE_TYPE_SCHEMA],
    id: name,
    name,
    endpoint,
    description,
    schema: schema.id,
    ...(extensions.length > 0
      ? { schemaExtensions: extensions.map((each) => ({ schema: each.schema.id, required: each.required })) }
      : {}),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${name}` },
  }
}
