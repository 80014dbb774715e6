/** A row as the resource that is returned. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { groupResource, userResource } from '@syncline/core/scim/representation.ts'
import { type ResourceRow, STORED_FROM_ROW } from '@syncline/core/storage/read/resource-table.ts'

export function represent(type: ResourceType, row: ResourceRow, baseUrl: string): JsonObject {
  return type === 'User'
    ? userResource(STORED_FROM_ROW.User(row), baseUrl)
    : groupResource(STORED_FROM_ROW.Group(row), baseUrl)
}
