/** The net effect of a batch as rows, ready for one statement a table. */

import type { Conflict } from '../../domain/conflict.ts'
import type { DirectoryPolicy } from '../../domain/directory-policy.ts'
import type { NewErasure } from '../../domain/erasure.ts'
import type { GroupCopy } from '../../domain/group-copy.ts'
import type { GuardItem } from '../../domain/guard-item.ts'
import type { GuardLoss } from '../../domain/guard-loss.ts'
import type { GuardedGroup, LeftItem } from '../../domain/guard-table.ts'
import type { Disconnection, LeftChain, Mark, NewStart, Waiting } from '../../domain/mark.ts'
import type { MemberRow } from '../../domain/member-relation.ts'
import type { PlanState } from '../../domain/plan-state.ts'
import type {
  AccessGrant,
  Account,
  App,
  GroupLink,
  GroupRecord,
  Hold,
  Key,
  SiteGroup,
  Tombstone,
  UserLink,
  UserRecord,
} from '../../domain/record.ts'
import type { Written } from '../../domain/rows.ts'
import type { SiteMembers } from '../../domain/site-members.ts'
import { type ValueRow, valueRows } from './value-rows.ts'

export type EmailRow = { readonly directoryId: number; readonly userKey: Key; readonly emailKey: string }

export type WriteSet = {
  readonly directories: ReadonlyMap<number, DirectoryPolicy>
  readonly users: Written<UserRecord>
  readonly emails: { readonly deleted: readonly EmailRow[]; readonly inserted: readonly EmailRow[] }
  readonly groups: Written<GroupRecord>
  readonly values: { readonly deleted: readonly ValueRow[]; readonly inserted: readonly ValueRow[] }
  readonly members: {
    readonly cleared: readonly Key[]
    readonly deleted: readonly MemberRow[]
    readonly inserted: readonly MemberRow[]
  }
  readonly accounts: Written<Account>
  readonly siteGroups: Written<SiteGroup>
  readonly siteMembers: ReturnType<SiteMembers['written']>
  readonly apps: Written<App>
  readonly grants: { readonly deleted: readonly AccessGrant[]; readonly inserted: readonly AccessGrant[] }
  readonly userLinks: Written<UserLink>
  readonly groupLinks: Written<GroupLink>
  readonly holds: { readonly deleted: readonly Hold[]; readonly inserted: readonly Hold[] }
  readonly tombstones: { readonly deleted: readonly Tombstone[]; readonly inserted: readonly Tombstone[] }
  readonly conflicts: Written<Conflict>
  readonly groupCopies: Written<GroupCopy>
  readonly guard: {
    readonly items: Written<GuardItem>
    readonly losses: Written<GuardLoss>
    readonly groups: readonly GuardedGroup[]
    readonly uncounted: readonly Key[]
    readonly left: readonly LeftItem[]
  }
  readonly starts: readonly NewStart[]
  /** With the number of changes that the plan of the operation has made itself. */
  readonly disconnected: readonly (Disconnection & { readonly changes: number })[]
  readonly erased: readonly NewErasure[]
  readonly waiting: readonly Waiting[]
  readonly left: LeftChain | null
  /** In their order, behind everything else. */
  readonly marks: readonly Mark[]
  /** scoped(directoryId, name) → by how much. */
  readonly counters: ReadonlyMap<string, number>
}

export function writeSetOf(state: PlanState): WriteSet {
  const users = state.users.written()
  const groups = state.groups.written()
  return {
    directories: state.context.directories,
    users,
    emails: emailsOf(users),
    groups,
    values: valueRows(state.context.directories, users, groups),
    members: state.members.written(),
    accounts: state.accounts.written(),
    siteGroups: state.siteGroups.written(),
    siteMembers: state.siteMembers.written(),
    apps: state.access.rows.written(),
    grants: state.access.writtenGrants(),
    userLinks: state.userLinks.written(),
    groupLinks: state.groupLinks.written(),
    holds: state.holds.written(),
    tombstones: state.tombstones.written(),
    conflicts: state.conflicts.written(),
    groupCopies: state.groupCopies.written(),
    guard: {
      items: state.guard.items.written(),
      losses: state.guard.losses.written(),
      groups: state.guard.groups,
      uncounted: state.guard.uncounted,
      left: state.guard.left,
    },
    starts: state.starts,
    disconnected: state.disconnected.map((each) => ({
      ...each,
      changes: state.changes.filter(({ operationId }) => operationId === each.operationId).length,
    })),
    erased: state.erased,
    waiting: [...state.waiting.values()],
    left: state.left,
    marks: state.marks,
    counters: state.counters,
  }
}

function emailsOf(users: Written<UserRecord>): WriteSet['emails'] {
  const deleted: EmailRow[] = users.deleted.flatMap((user) => rowsOf(user, user.emailKeys))
  const inserted: EmailRow[] = users.inserted.flatMap((user) => rowsOf(user, user.emailKeys))
  for (const { before, after } of users.updated) {
    deleted.push(...rowsOf(before, without(before.emailKeys, after.emailKeys)))
    inserted.push(...rowsOf(after, without(after.emailKeys, before.emailKeys)))
  }
  return { deleted, inserted }
}

function without(keys: readonly string[], others: readonly string[]): readonly string[] {
  return keys.filter((key) => !others.includes(key))
}

function rowsOf(user: UserRecord, emailKeys: readonly string[]): EmailRow[] {
  return emailKeys.map((emailKey) => ({ directoryId: user.directoryId, userKey: user.key, emailKey }))
}
