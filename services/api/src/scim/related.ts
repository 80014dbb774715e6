/** What of other resources an answer shows, and so is read with the resource; what is not selected is not looked for. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { isSelected, type Selection } from '@syncline/core/scim/attribute-selection.ts'
import type { ResourceTypeDefinition } from '@syncline/core/scim/resource-type.ts'
import { ENTERPRISE_USER_SCHEMA } from '@syncline/core/scim/schema-enterprise-user.ts'
import { ASSOCIATIONS, type Related } from '@syncline/core/storage/read/resource-table.ts'

export function relatedOf(selection: Selection, type: ResourceTypeDefinition<ResourceType>): Related {
  return {
    associations: isSelected(selection, type, ASSOCIATIONS[type.name]),
    manager: type.name === 'User' && isSelected(selection, type, ENTERPRISE_USER_SCHEMA),
  }
}
