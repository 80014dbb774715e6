/**
 * A record that was deleted while its directory was paused, as it was at the end: the directory has it no longer, the site does
 * until the pause ends.
 */
import { groupKeys } from '../scim/group-keys.ts'
import type { JsonObject } from '../scim/json.ts'
import { userKeys } from '../scim/user-keys.ts'
import type { GroupRecord, Key, UserRecord } from './record.ts'

export type GoneRecord = {
  readonly type: 'User' | 'Group'
  readonly id: string
  readonly attributes: JsonObject
  /** The first row key that was free when it was deleted: whoever has a higher one came later. */
  readonly nextKey: Key
}

type Place = { readonly key: Key; readonly directoryId: number }

export function goneRecord(record: UserRecord | GroupRecord, nextKey: Key): GoneRecord {
  const { id, attributes } = record
  return { type: 'userNameKey' in record ? 'User' : 'Group', id, attributes, nextKey }
}

/** Version and times of a record that nobody reads any more are not kept. */
export function goneUser({ key, directoryId }: Place, { id, attributes }: GoneRecord, now: Date): UserRecord {
  return { ...userKeys(attributes), key, directoryId, id, attributes, version: 0, createdAt: now, lastModified: now }
}

export function goneGroup({ key, directoryId }: Place, { id, attributes }: GoneRecord, now: Date): GroupRecord {
  const last = { id, attributes, version: 0, memberCount: 0, createdAt: now, lastModified: now }
  return { ...groupKeys(attributes), key, directoryId, ...last }
}
