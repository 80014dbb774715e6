/**
 * What history says of a person who was erased, beyond rows that carry their ids: requests that tried to create them, rows of imports,
 * names in results. Only their part of a row goes, and it leaves its place: everybody else's stays what it was.
 */
import { fold } from '../scim/fold.ts'
import { isJsonObject, type Json, type JsonObject } from '../scim/json.ts'
import { userKeys } from '../scim/user-keys.ts'
import type { ErasureTraces } from './erasure.ts'

/** In the place of a row of an import. */
const ERASED_ROW: JsonObject = { erased: true }

/** Whether a user with these attributes is the person, by an address or by a name in the directory. */
export function isTraced(traces: ErasureTraces, directoryId: number, attributes: JsonObject): boolean {
  const { emailKey, emailKeys, userNameKey, externalId } = userKeys(attributes)
  const addresses = emailKey === null ? emailKeys : [emailKey, ...emailKeys]
  return (
    addresses.some((address) => traces.emails.includes(address)) ||
    traces.userNames.some(([directory, name]) => directory === directoryId && name === userNameKey) ||
    traces.externalIds.some(([directory, id]) => [0, directoryId].includes(directory) && id === externalId)
  )
}

/** Folded addresses in an image of an account or a user, as changes have them. */
export function addressesIn(image: JsonObject): string[] {
  const { emailKey, emailKeys } = userKeys(image)
  const own = typeof image.email === 'string' ? [fold(image.email)] : []
  return [...own, ...emailKeys, ...(emailKey === null ? [] : [emailKey])]
}

/** @param stored `{kind, reason, arguments}` of a command. @returns without the person; null: it says nothing of them */
export function scrubbedCommand(
  name: string,
  stored: JsonObject,
  subjects: ReadonlySet<string>,
  traces: ErasureTraces,
): JsonObject | null {
  const given = isJsonObject(stored.arguments) ? stored.arguments : {}
  if (name === 'import') return scrubbedImport(stored, given, new Set(traces.emails))
  // The reason why somebody is erased is on record with the erasure.
  if (name === 'erase-person' || stored.reason === null || stored.reason === undefined) return null
  const isAbout = Object.values(given).some((value) => typeof value === 'string' && subjects.has(value))
  return isAbout ? { ...stored, reason: null } : null
}

function scrubbedImport(stored: JsonObject, given: JsonObject, emails: ReadonlySet<string>): JsonObject | null {
  let found = false
  const isOfPerson = (address: unknown) => typeof address === 'string' && emails.has(fold(address))
  const row = (each: Json): Json => {
    if (!isJsonObject(each)) return each
    if (isOfPerson(each.email)) {
      found = true
      return ERASED_ROW
    }
    if (!Array.isArray(each.members) || !each.members.some(isOfPerson)) return each
    found = true
    return { ...each, members: each.members.map((member) => (isOfPerson(member) ? null : member)) }
  }
  const rows = Object.fromEntries(
    Object.entries(given).map(([kind, value]) => [kind, Array.isArray(value) ? value.map(row) : value]),
  )
  return found ? { ...stored, arguments: rows } : null
}

/** Results of undoing and restoring name people beside their ids. @returns null: there is no name of the person in it */
export function scrubbedResult(result: JsonObject, subjects: ReadonlySet<string>): JsonObject | null {
  let found = false
  const scrub = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(scrub)
    if (!isJsonObject(value)) return value
    const isAbout = typeof value.account === 'string' && subjects.has(value.account) && value.name != null
    if (isAbout) found = true
    const parts = Object.entries(value).map(([name, part]) => [name, scrub(part ?? null)] as const)
    return { ...Object.fromEntries(parts), ...(isAbout ? { name: null } : {}) }
  }
  const scrubbed = scrub(result)
  return found && isJsonObject(scrubbed) ? scrubbed : null
}
