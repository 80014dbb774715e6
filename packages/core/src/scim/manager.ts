/**
 * The manager of a user (RFC 7643 §4.3): a reference to another user. The stored attributes keep what was sent; shown is it only
 * as long as it names a user of the directory, with the `displayName` that this user has.
 */
import { isJsonObject, type JsonObject } from './json.ts'
import { ENTERPRISE_USER_SCHEMA } from './schema-enterprise-user.ts'

/** The user that a manager's value names, as far as an answer shows it. */
export type Manager = { readonly id: string; readonly display: string | null }

/** `manager.value`; null when there is none. */
export function managerIdOf(attributes: JsonObject): string | null {
  const enterprise = attributes[ENTERPRISE_USER_SCHEMA]
  const manager = isJsonObject(enterprise) ? enterprise.manager : undefined
  return isJsonObject(manager) && typeof manager.value === 'string' ? manager.value : null
}

/** The same attributes without the manager, and without the extension when it was all of it. */
export function withoutManager(attributes: JsonObject): JsonObject {
  const { [ENTERPRISE_USER_SCHEMA]: enterprise, ...others } = attributes
  if (!isJsonObject(enterprise)) return attributes
  const { manager: _left, ...rest } = enterprise
  return Object.keys(rest).length === 0 ? others : { ...others, [ENTERPRISE_USER_SCHEMA]: rest }
}

/** @param manager null: there is no such user; what was sent as `value` is then not shown */
export function withShownManager(attributes: JsonObject, manager: Manager | null): JsonObject {
  const value = managerIdOf(attributes)
  if (value === null) return attributes
  const enterprise = attributes[ENTERPRISE_USER_SCHEMA]
  if (manager?.id !== value || !isJsonObject(enterprise)) return withoutManager(attributes)
  const shown: JsonObject = manager.display === null ? { value } : { value, displayName: manager.display }
  return { ...attributes, [ENTERPRISE_USER_SCHEMA]: { ...enterprise, manager: shown } }
}
