/**
 * The part of a site that a batch works on, in memory: loaded rows, looked-up names, and what has changed so far.
 * Operations are applied to it one after another; `missing` collects what they needed and nobody has loaded.
 */

import { AccessTable } from './access-table.ts'
import { BatchCut } from './batch-cut.ts'
import type { Change } from './change.ts'
import { ConflictTable } from './conflict-table.ts'
import { type NewErasure, Persons } from './erasure.ts'
import { ExternalIds } from './external-ids.ts'
import type { GoneRecord } from './gone-record.ts'
import { GroupCopies } from './group-copies.ts'
import { GuardTable } from './guard-table.ts'
import { HoldTable } from './holds.ts'
import { loadRows } from './load-rows.ts'
import type { Loaded } from './loaded.ts'
import { Lookup, scoped } from './lookup.ts'
import type { Disconnection, FreedName, LeftChain, Mark, MarkScope, NewStart, Waiting } from './mark.ts'
import { MemberRelation } from './member-relation.ts'
import { NamedMembers } from './named-members.ts'
import { emptyNeed, type Need } from './need.ts'
import type { PlanContext } from './plan-context.ts'
import type {
  Account,
  GroupLink,
  GroupRecord,
  Hold,
  HoldKind,
  Key,
  MemberRef,
  SiteGroup,
  UserLink,
  UserRecord,
} from './record.ts'
import { Rows } from './rows.ts'
import { SiteMembers } from './site-members.ts'
import { Tombstones } from './tombstones.ts'
import { isUuid } from './uuid-text.ts'

export class PlanState {
  readonly missing: Need = emptyNeed()
  readonly users = new Rows<UserRecord>()
  readonly groups = new Rows<GroupRecord>()
  readonly userNames = new Lookup(this.missing.userNames)
  readonly groupNames = new Lookup(this.missing.groupNames)
  /** Unique values of extension schemas. */
  readonly values = new Lookup(this.missing.values)
  readonly userIds = new Lookup(this.missing.userIds)
  readonly groupIds = new Lookup(this.missing.groupIds)
  readonly members: MemberRelation
  readonly userLinks = new Rows<UserLink>()
  readonly groupLinks = new Rows<GroupLink>()
  readonly accounts = new Rows<Account>()
  readonly accountEmails = new Lookup(this.missing.accountEmails)
  /** Owning record of an account, and the records with a member link to it. */
  readonly owners = new Map<Key, Key | null>()
  readonly memberLinks = new Map<Key, ReadonlySet<Key>>()
  readonly siteGroups = new Rows<SiteGroup>()
  readonly siteGroupNames = new Lookup(this.missing.siteGroupNames)
  readonly siteGroupIds = new Lookup(this.missing.siteGroupIds)
  readonly accountIds = new Lookup(this.missing.accountIds)
  readonly siteMembers: SiteMembers
  readonly externalIds = new ExternalIds(this.missing)
  readonly tombstones = new Tombstones()
  /** Apps and projects, and who is granted them. */
  readonly access: AccessTable
  readonly holds = new HoldTable(this.missing)
  readonly conflicts: ConflictTable
  /** What decisions and deletions took away. */
  readonly groupCopies = new GroupCopies(this.missing)
  readonly guard: GuardTable
  readonly persons = new Persons(this.missing)
  readonly counters = new Map<string, number>()
  readonly changes: Change[] = []
  /** scoped(kind, basis): addresses and names that became free; who waited for them is projected again. */
  readonly freed: string[] = []
  /** Of those what belongs to the next step. */
  left: LeftChain | null = null
  /** Users who had to give their account to another: projected again as well. */
  readonly displaced: Key[] = []
  /** Rows that are to be projected again, by scopes; and those of directories that are paused. */
  readonly marks: Mark[] = []
  readonly waiting = new Map<Key, Waiting>()
  /** Folded names of groups of the site that have come, gone or changed hands. */
  readonly movedNames: string[] = []
  /** Directories whose walk begins. */
  readonly starts: NewStart[] = []
  /** Directories that come to their end in this batch. */
  readonly disconnected: Disconnection[] = []
  /** People who are erased by this batch. */
  readonly erased: NewErasure[] = []
  /** Records that leave the review in this step, whatever their directory does. */
  readonly begun = new Set<Key>()
  /** What is lost now goes back to an identity provider. */
  guarded = false
  readonly cut = new BatchCut()
  readonly context: PlanContext
  readonly #named = new NamedMembers(this.missing)
  readonly #localMembers = new Map<Key, number>()
  readonly #askedUsers = new Set<Key>()
  readonly #askedGroups = new Set<Key>()
  readonly #askedSiteGroups = new Set<Key>()
  readonly #askedLinks = new Set<Key>()
  #nextKey: Key
  #operationId = ''

  constructor(context: PlanContext, loads: readonly Loaded[]) {
    this.context = context
    this.#nextKey = context.nextKey
    this.members = new MemberRelation(context.nextKey, this.missing)
    this.siteMembers = new SiteMembers(context.nextKey, this.missing)
    this.access = new AccessTable(context.nextKey, this.missing)
    this.conflicts = new ConflictTable(context.nextKey, this.missing)
    this.guard = new GuardTable(context.nextKey, context.now, this.missing)
    for (const loaded of loads) this.#asked(loaded.need)
    for (const loaded of loads) {
      loadRows(this, loaded)
      for (const { siteGroupKey, count } of loaded.localMembers) this.#localMembers.set(siteGroupKey, count)
    }
    for (const loaded of loads) this.#loadPairs(loaded)
  }

  get nextKey(): Key {
    return this.#nextKey
  }

  /** @param count so many, one after another. @returns the first */
  newKey(count = 1): Key {
    const key = this.#nextKey
    this.#nextKey += count
    return key
  }

  /** Changes from here on belong to this operation. */
  begin(operationId: string): void {
    this.#operationId = operationId
  }

  get operationId(): string {
    return this.#operationId
  }

  mark(scope: MarkScope): void {
    this.marks.push({ operationId: this.#operationId, scope, guarded: this.guarded })
  }

  /** To be projected when its directory is no longer paused. */
  wait(record: Pick<Waiting, 'key' | 'directoryId'>, loss: boolean, gone: GoneRecord | null = null): void {
    const { key, directoryId } = record
    const before = this.waiting.get(key)
    const isLoss = loss || before?.loss === true
    const guarded = this.guarded || before?.guarded === true
    this.waiting.set(key, { key, directoryId, operationId: this.#operationId, loss: isLoss, gone, guarded })
  }

  /** Nothing comes behind it in this batch: it would find what it must not. */
  leave(freed: readonly FreedName[]): void {
    this.left = { operationId: this.#operationId, guarded: this.guarded, freed }
    this.cut.endHere()
  }

  change(change: Omit<Change, 'operationId'>): void {
    this.changes.push({ operationId: this.#operationId, ...change })
  }

  /** directoryId 0 counts for the site as a whole. */
  count(directoryId: number, name: string, by: number): void {
    if (by === 0) return
    const id = scoped(directoryId, name)
    this.counters.set(id, (this.counters.get(id) ?? 0) + by)
  }

  userById(directoryId: number, id: string): UserRecord | undefined {
    const key = this.userIds.find(id)
    const user = key === undefined ? undefined : this.users.get(key)
    return user?.directoryId === directoryId ? user : undefined
  }

  /** One that was asked for and did not come is gone, or was deleted by this batch. */
  userByKey(key: Key): UserRecord | undefined {
    const user = this.users.get(key)
    const isKnown = this.users.loaded(key) !== undefined || this.#askedUsers.has(key) || key >= this.context.nextKey
    if (user === undefined && !isKnown) this.missing.userKeys.add(key)
    return user
  }

  /** Of a record that may be gone. */
  needLinks(key: Key): void {
    const isKnown = this.userLinks.loaded(key) !== undefined || this.groupLinks.loaded(key) !== undefined
    if (!isKnown && !this.#askedLinks.has(key) && key < this.context.nextKey) this.missing.linksOf.add(key)
  }

  /** As `userByKey`. */
  groupByKey(key: Key): GroupRecord | undefined {
    const isKnown = this.groups.loaded(key) !== undefined || this.#askedGroups.has(key) || key >= this.context.nextKey
    if (!isKnown) this.missing.groupKeys.add(key)
    return this.groups.get(key)
  }

  /** As `userByKey`. */
  siteGroupByKey(key: Key): SiteGroup | undefined {
    const isLoaded = this.siteGroups.loaded(key) !== undefined
    if (!(isLoaded || this.#askedSiteGroups.has(key) || key >= this.context.nextKey))
      this.missing.siteGroupKeys.add(key)
    return this.siteGroups.get(key)
  }

  groupById(directoryId: number, id: string): GroupRecord | undefined {
    const key = this.groupIds.find(id)
    const group = key === undefined ? undefined : this.groups.get(key)
    return group?.directoryId === directoryId ? group : undefined
  }

  /** A user or group of this directory named as a member; what this batch created or deleted counts. */
  memberById(directoryId: number, id: string): MemberRef | undefined {
    return this.#named.byId(directoryId, id)
  }

  memberByKey(key: Key): MemberRef | undefined {
    return this.#named.byKey(key)
  }

  nameMember(ref: MemberRef): void {
    this.#named.put(ref)
  }

  forgetMember(ref: { readonly id: string }): void {
    this.#named.asked(ref.id)
  }

  /** All holds of this kind in a directory, in the order of keys. */
  heldIn(directoryId: number, kind: HoldKind): Hold[] {
    return this.holds.allIn(directoryId, kind, (key) => this.users.get(key)?.directoryId === directoryId)
  }

  /** An account by its public id. */
  accountById(id: string): Account | undefined {
    const key = isUuid(id) ? this.accountIds.find(id) : undefined
    return key === undefined ? undefined : this.accounts.get(key)
  }

  siteGroupById(id: string): SiteGroup | undefined {
    const key = isUuid(id) ? this.siteGroupIds.find(id) : undefined
    return key === undefined ? undefined : this.siteGroups.get(key)
  }

  /** Whether somebody is in the group without a directory. */
  hasLocalMembers(siteGroupKey: Key): boolean {
    const before = this.#localMembers.get(siteGroupKey)
    if (before === undefined && siteGroupKey < this.context.nextKey) this.missing.localMembersOf.add(siteGroupKey)
    return this.siteMembers.hasLocal(siteGroupKey, before ?? 0)
  }

  #asked(need: Need): void {
    for (const id of need.userIds) this.userIds.asked(id)
    for (const id of need.groupIds) this.groupIds.asked(id)
    for (const name of need.heldIn) this.holds.askedIn(name)
    for (const name of need.userNames) this.userNames.asked(name)
    for (const key of need.userKeys) this.#askedUsers.add(key)
    for (const key of need.groupKeys) this.#askedGroups.add(key)
    for (const key of need.siteGroupKeys) this.#askedSiteGroups.add(key)
    for (const name of need.groupNames) this.groupNames.asked(name)
    for (const name of need.values) this.values.asked(name)
    for (const name of need.accountEmails) this.accountEmails.asked(name)
    for (const name of need.siteGroupNames) this.siteGroupNames.asked(name)
    for (const basis of need.heldFor) this.holds.asked(basis)
    for (const id of need.memberIds) this.#named.asked(id)
    for (const key of need.membersOf) this.members.loadComplete({ group: key })
    for (const key of need.groupsOf) this.members.loadComplete({ member: key })
    for (const key of need.localMembersOf) this.#localMembers.set(key, 0)
    for (const id of need.accountIds) this.accountIds.asked(id)
    for (const id of need.siteGroupIds) this.siteGroupIds.asked(id)
    for (const name of need.externalIds) this.externalIds.asked(name)
    for (const key of need.siteRowsOf) this.siteMembers.asked(key)
    for (const key of need.nestedIn) this.members.loadComplete({ nestedIn: key })
    this.access.asked(need)
    this.conflicts.asked(need)
    this.groupCopies.asked(need)
    this.guard.asked(need)
    this.persons.asked(need)
    for (const key of need.linksOf) this.#askedLinks.add(key)
  }

  #loadPairs(loaded: Loaded): void {
    for (const [groupId, memberIds] of loaded.need.memberPairs) {
      const groupKey = this.groupIds.find(groupId)
      if (groupKey === undefined) continue
      for (const memberId of memberIds) {
        const ref = this.#named.known(memberId)
        if (ref) this.members.load(groupKey, ref.key, null)
      }
    }
    for (const row of [...loaded.pairs, ...loaded.nestedPairs]) this.members.load(row.groupKey, row.memberKey, row)
  }
}
