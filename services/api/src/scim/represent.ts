/** A row as the resource that is returned. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { groupResource, userResource } from '@syncline/core/scim/representation.ts'
import type { AnyResourceType } from '@syncline/core/scim/resource-type.ts'
import { type ResourceRow, STORED_FROM_ROW } from '@syncline/core/storage/read/resource-table.ts'

export function represent(type: AnyResourceType, row: ResourceRow, baseUrl: string): JsonObject {
  return type.name === 'User'
    ? userResource(STORED_FROM_ROW.User(row), type, baseUrl)
    : groupResource(STORED_FROM_ROW.Group(row), type, baseUrl)
}
