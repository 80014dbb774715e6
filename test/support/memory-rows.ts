/** The tables of a site without a database, written as a batch says. */
import type { Conflict } from '@syncline/core/domain/conflict.ts'
import type { NewErasure } from '@syncline/core/domain/erasure.ts'
import type { GroupCopy } from '@syncline/core/domain/group-copy.ts'
import type { GuardItem } from '@syncline/core/domain/guard-item.ts'
import type { GuardLoss } from '@syncline/core/domain/guard-loss.ts'
import type { MemberRow } from '@syncline/core/domain/member-relation.ts'
import type { PlanState } from '@syncline/core/domain/plan-state.ts'
import type { BringBack, Fill } from '@syncline/core/domain/put-off-members.ts'
import type {
  AccessGrant,
  Account,
  App,
  GroupLink,
  GroupRecord,
  Hold,
  Key,
  SiteGroup,
  SiteMember,
  Tombstone,
  UserLink,
  UserRecord,
} from '@syncline/core/domain/record.ts'
import type { MembersCopy, RowsOfOrigin, WrittenMembers } from '@syncline/core/domain/site-members.ts'
import { valueName } from '@syncline/core/domain/unique-values.ts'
import { uniqueValues } from '@syncline/core/scim/indexed-value.ts'
import type { ResourceTypeDefinition } from '@syncline/core/scim/resource-type.ts'
import { writeErasures } from './memory-erasures.ts'
import { writeGuard, writeGuardedGroup } from './memory-guard.ts'
import { MemoryTable } from './memory-table.ts'

const placeOf = (row: Tombstone) => `${row.directoryId}/${row.audience}/${row.externalId}`
const byKey = ({ key }: { readonly key: Key }) => String(key)

export type CopiedMember = { readonly copyKey: Key; readonly accountKey: Key; readonly origin: number }

export class MemoryRows {
  readonly users = new MemoryTable<UserRecord>(byKey)
  readonly groups = new MemoryTable<GroupRecord>(byKey)
  readonly members = new MemoryTable<MemberRow>((row) => `${row.groupKey}/${row.memberKey}`)
  readonly accounts = new MemoryTable<Account>(byKey)
  readonly siteGroups = new MemoryTable<SiteGroup>(byKey)
  readonly siteMembers = new MemoryTable<SiteMember>((row) => `${row.groupKey}/${row.accountKey}/${row.origin}`)
  readonly userLinks = new MemoryTable<UserLink>(byKey)
  readonly groupLinks = new MemoryTable<GroupLink>(byKey)
  readonly holds = new MemoryTable<Hold>((row) => `${row.recordKey}/${row.kind}`)
  readonly values = new MemoryTable<{ name: string; key: Key }>(({ name }) => name)
  readonly tombstones = new MemoryTable<Tombstone>(placeOf)
  readonly apps = new MemoryTable<App>(byKey)
  readonly grants = new MemoryTable<AccessGrant>((row) => `${row.appKey}/${row.siteGroupKey}`)
  readonly conflicts = new MemoryTable<Conflict>(byKey)
  readonly groupCopies = new MemoryTable<GroupCopy>(byKey)
  readonly copiedMembers = new MemoryTable<CopiedMember>((row) => `${row.copyKey}/${row.accountKey}/${row.origin}`)
  readonly guardItems = new MemoryTable<GuardItem>(byKey)
  readonly guardLosses = new MemoryTable<GuardLoss>(byKey)
  readonly erasures = new MemoryTable<NewErasure>(({ personId }) => personId)
  readonly counters = new Map<string, number>()

  write(state: PlanState): void {
    const types = (directoryId: number) => state.context.directories.get(directoryId)?.schemas
    const users = state.users.written()
    const groups = state.groups.written()
    this.users.write(users)
    this.groups.write(groups)
    this.values.clear(({ key }) => [users, groups].some((written) => touched(written).has(key)))
    for (const user of [...users.inserted, ...users.updated.map(({ after }) => after)])
      for (const row of valuesOf(user, types(user.directoryId)?.User)) this.values.insert(row)
    for (const group of [...groups.inserted, ...groups.updated.map(({ after }) => after)])
      for (const row of valuesOf(group, types(group.directoryId)?.Group)) this.values.insert(row)
    const members = state.members.written()
    this.members.clear(({ groupKey }) => members.cleared.includes(groupKey))
    this.members.write(members)
    this.accounts.write(state.accounts.written())
    this.siteGroups.write(state.siteGroups.written())
    for (const group of state.guard.groups) writeGuardedGroup(this, state, group)
    const { before, fills, returns, ...last } = state.siteMembers.written()
    const filled = new Set(fills.map(({ siteGroupKey, origin }) => `${siteGroupKey}/${origin}`))
    for (const phase of before) {
      for (const copy of phase.copied) this.#copy(copy)
      this.#writeSiteMembers(phase, filled)
      if (phase.localised !== null) this.#localise(phase.localised)
    }
    for (const copy of last.copied) this.#copy(copy)
    this.#writeSiteMembers(last, filled)
    this.apps.write(state.access.rows.written())
    this.grants.write(state.access.writtenGrants())
    this.userLinks.write(state.userLinks.written())
    this.groupLinks.write(state.groupLinks.written())
    this.holds.write(state.holds.written())
    writeGuard(this, state)
    this.groupCopies.write(state.groupCopies.written())
    for (const fill of fills) this.#fill(fill)
    for (const back of returns) this.#bringBack(back)
    const tombstones = state.tombstones.written()
    // One of an earlier record with the same external id gives way.
    const places = tombstones.inserted.map(placeOf)
    this.tombstones.write({ deleted: tombstones.deleted, inserted: [] })
    this.tombstones.clear((row) => places.includes(placeOf(row)))
    this.tombstones.write({ deleted: [], inserted: tombstones.inserted })
    this.conflicts.write(state.conflicts.written())
    writeErasures(this, state)
    for (const [name, by] of state.counters) this.counters.set(name, (this.counters.get(name) ?? 0) + by)
  }

  /** @param filled `group/origin` whose members join at the end: whoever leaves before that may not be there yet */
  #writeSiteMembers({ cleared, inserted, deleted }: WrittenMembers, filled: ReadonlySet<string>): void {
    this.siteMembers.clear((row) =>
      cleared.some((each) => each.groupKey === row.groupKey && each.origin === row.origin),
    )
    const isThere = (row: SiteMember) => !filled.has(`${row.groupKey}/${row.origin}`) || this.#isMember(row)
    this.siteMembers.write({ inserted, deleted: deleted.filter(isThere) })
  }

  #isMember({ groupKey, accountKey, origin }: SiteMember): boolean {
    return this.siteMembers.all.some(
      (row) => row.groupKey === groupKey && row.accountKey === accountKey && row.origin === origin,
    )
  }

  #join(row: SiteMember): void {
    if (!this.#isMember(row)) this.siteMembers.insert(row)
  }

  #copy({ copyKey, groupKey, which }: MembersCopy): void {
    for (const { accountKey, origin, ...row } of this.siteMembers.all)
      if (row.groupKey === groupKey && (which === 'all' || origin >= 0))
        this.copiedMembers.insert({ copyKey, accountKey, origin })
  }

  #fill({ groupKey, siteGroupKey, origin }: Fill): void {
    if (!this.groupLinks.all.some((link) => link.key === groupKey && link.siteGroupKey === siteGroupKey)) return
    const linkOf = new Map(this.userLinks.all.map((link) => [link.key, link]))
    for (const row of this.members.all) {
      const link = row.groupKey === groupKey && !row.nested ? linkOf.get(row.memberKey) : undefined
      if (link?.joins) this.#join({ groupKey: siteGroupKey, accountKey: link.accountKey, origin })
    }
  }

  #bringBack({ copyKey, siteGroupKey }: BringBack): void {
    if (!this.siteGroups.all.some(({ key }) => key === siteGroupKey)) return
    const accounts = new Set(this.accounts.all.map(({ key }) => key))
    for (const row of this.copiedMembers.all)
      if (row.copyKey === copyKey && accounts.has(row.accountKey))
        this.#join({ groupKey: siteGroupKey, accountKey: row.accountKey, origin: 0 })
  }

  /** Who is a local member already stays one. */
  #localise({ groupKey, origin }: RowsOfOrigin): void {
    const rows = this.siteMembers.all.filter((row) => row.groupKey === groupKey && row.origin === origin)
    this.siteMembers.clear((row) => rows.includes(row))
    const local = new Set(
      this.siteMembers.all.filter((row) => row.groupKey === groupKey && row.origin === 0).map((row) => row.accountKey),
    )
    for (const row of rows) if (!local.has(row.accountKey)) this.siteMembers.insert({ ...row, origin: 0 })
  }
}

type Touching = {
  readonly deleted: readonly { readonly key: Key }[]
  readonly updated: readonly { readonly after: { readonly key: Key } }[]
}

function touched({ deleted, updated }: Touching): Set<Key> {
  return new Set([...deleted.map(({ key }) => key), ...updated.map(({ after }) => after.key)])
}

function valuesOf(record: UserRecord | GroupRecord, type: ResourceTypeDefinition | undefined) {
  if (type === undefined) return []
  return uniqueValues(record.attributes, type).map((value) => ({
    name: valueName(record.directoryId, value),
    key: record.key,
  }))
}
