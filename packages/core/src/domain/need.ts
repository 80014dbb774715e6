/** What a plan has to know of the database. Sets of lookup names and keys; scoped names are made by `scoped()`. */
import type { ConflictFilter } from './conflict.ts'
import type { Key } from './record.ts'

export type Need = {
  /** Full user and group records by public id. */
  readonly userIds: Set<string>
  readonly groupIds: Set<string>
  /** Full user records by key. */
  readonly userKeys: Set<Key>
  readonly groupKeys: Set<Key>
  /** scoped(directoryId, key). */
  readonly userNames: Set<string>
  readonly groupNames: Set<string>
  /** Unique values of extension schemas: scoped(valueScope(directoryId, indexId), key). */
  readonly values: Set<string>
  /** Records named as members, by public id or key; and which of them are members of which group (group id → member ids). */
  readonly memberIds: Set<string>
  readonly memberKeys: Set<Key>
  readonly memberPairs: Map<string, Set<string>>
  /** All members of these groups; all groups of these members. */
  readonly membersOf: Set<Key>
  readonly groupsOf: Set<Key>
  /** scoped(audience, key). */
  readonly accountEmails: Set<string>
  readonly siteGroupNames: Set<string>
  /** Records held for these scoped(kind, basis key). */
  readonly heldFor: Set<string>
  /** Holds of one kind in one directory, all of them: scoped(directoryId, kind). */
  readonly heldIn: Set<string>
  /** Whether these site groups have local members. */
  readonly localMembersOf: Set<Key>
  /** Accounts and site groups by public id or key. */
  readonly accountIds: Set<string>
  readonly accountKeys: Set<Key>
  readonly siteGroupIds: Set<string>
  readonly siteGroupKeys: Set<Key>
  /** Users and tombstones with these scoped(directoryId, externalId). */
  readonly externalIds: Set<string>
  /** All memberships of these accounts at the site. */
  readonly siteRowsOf: Set<Key>
  /** Whoever is to be erased, by public id: of an account or of a user. */
  readonly persons: Set<string>
  /** Links of these records, which may be gone. */
  readonly linksOf: Set<Key>
  /** Members of these groups of directories that are groups. */
  readonly nestedIn: Set<Key>
  /** Apps and projects by public id, key, and scoped(kind, name key). */
  readonly appIds: Set<string>
  readonly appKeys: Set<Key>
  readonly appNames: Set<string>
  /** All grants of these apps; all grants of these site groups, with their apps. */
  readonly grantsOfApps: Set<Key>
  readonly grantsOfGroups: Set<Key>
  /** Open or decided conflicts of these records; conflicts by public id; open ones by what they are, under `filterName`. */
  readonly conflictsOf: Set<Key>
  readonly conflictIds: Set<string>
  readonly conflictsWhere: Map<string, ConflictFilter>
  /** Copies of groups by public id, and of the decisions of conflicts (by key); and who of a copy cannot be brought back as they were. */
  readonly groupCopyIds: Set<string>
  readonly copiesOfConflicts: Set<Key>
  readonly copyLosses: Set<Key>
  /** The last decision behind that of each of these conflicts, about its record or its group of the site. */
  readonly decisionsBehind: Set<Key>
  /** Items of the guard that keep something: of these records, of these directories (0: all), by public id whatever their state. */
  readonly guardItems: Set<Key>
  readonly guardItemsIn: Set<number>
  readonly guardItemIds: Set<string>
  /** And those of people that keep a membership in these site groups. */
  readonly guardKeeping: Set<Key>
  /** Losses of these accounts in the window. */
  readonly guardLosses: Set<Key>
  /** The windows of these directories and of the site. */
  readonly guardWindows: Set<number>
  /** scoped(directoryId/kind, siteGroupKey): who would lose by it. */
  readonly guardLosers: Set<string>
}

export function emptyNeed(): Need {
  return {
    userIds: new Set(),
    groupIds: new Set(),
    userKeys: new Set(),
    groupKeys: new Set(),
    userNames: new Set(),
    groupNames: new Set(),
    values: new Set(),
    memberIds: new Set(),
    memberKeys: new Set(),
    memberPairs: new Map(),
    membersOf: new Set(),
    groupsOf: new Set(),
    accountEmails: new Set(),
    siteGroupNames: new Set(),
    heldFor: new Set(),
    heldIn: new Set(),
    localMembersOf: new Set(),
    accountIds: new Set(),
    accountKeys: new Set(),
    siteGroupIds: new Set(),
    siteGroupKeys: new Set(),
    externalIds: new Set(),
    siteRowsOf: new Set(),
    persons: new Set(),
    linksOf: new Set(),
    nestedIn: new Set(),
    appIds: new Set(),
    appKeys: new Set(),
    appNames: new Set(),
    grantsOfApps: new Set(),
    grantsOfGroups: new Set(),
    conflictsOf: new Set(),
    conflictIds: new Set(),
    conflictsWhere: new Map(),
    groupCopyIds: new Set(),
    copiesOfConflicts: new Set(),
    copyLosses: new Set(),
    decisionsBehind: new Set(),
    guardItems: new Set(),
    guardItemsIn: new Set(),
    guardItemIds: new Set(),
    guardKeeping: new Set(),
    guardLosses: new Set(),
    guardWindows: new Set(),
    guardLosers: new Set(),
  }
}

export function isEmptyNeed(need: Need): boolean {
  return Object.values(need).every((part) => part.size === 0)
}

export function addMemberPairs(need: Need, groupId: string, memberIds: Iterable<string>): void {
  const members = need.memberPairs.get(groupId) ?? new Set<string>()
  for (const id of memberIds) members.add(id)
  need.memberPairs.set(groupId, members)
}
