/**
 * A script that knows the RFC: everything in Bulk requests, managers by bulkId, what is there already found out by a 409,
 * and otherwise PATCH as Entra sends it with the compliance flag.
 */
import { isJsonObject, type JsonObject } from '@syncline/core/scim/json.ts'
import { entraCompliant } from './entra-compliant.ts'
import type { ModelUser } from './model.ts'
import type { IdpProfile } from './profile.ts'
import { CORE_GROUP, CORE_USER, ENTERPRISE_USER } from './schemas.ts'

const OPERATIONS = 500

export const bulk: IdpProfile = {
  ...entraCompliant,
  name: 'bulk',
  userAgent: 'syncline-simulator (Bulk)',
  looksUpFirst: false,
  bulkOperations: OPERATIONS,
  connectionTest: () => ['/Users?count=0', '/Groups?count=0'],
  createUser,
  createGroup: ({ externalId, displayName }) => ({ schemas: [CORE_GROUP], externalId, displayName }),
}

function createUser({ attributes }: ModelUser, managerReference: string | null): JsonObject {
  const known = attributes[ENTERPRISE_USER]
  const manager: JsonObject = managerReference === null ? {} : { manager: { value: managerReference } }
  const extension: JsonObject = { ...(isJsonObject(known) ? known : {}), ...manager }
  if (Object.keys(extension).length === 0) return { schemas: [CORE_USER], ...attributes }
  return { schemas: [CORE_USER, ENTERPRISE_USER], ...attributes, [ENTERPRISE_USER]: extension }
}
