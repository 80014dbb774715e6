/** Opening and closing items of the guard, with the hold, the memberships and the losses that hang on them. */
import type { JsonObject } from '../scim/json.ts'
import { countBack, isWatching } from './guard.ts'
import type { GuardItem, GuardItemState } from './guard-item.ts'
import type { PlanState } from './plan-state.ts'
import { hold, release } from './project-hold.ts'
import type { Account, GroupRecord, Key, SiteGroup, UserRecord } from './record.ts'
import { LOCAL } from './site-members.ts'

type ClosedState = Extract<GuardItemState, 'released' | 'rejected' | 'ended' | 'superseded'>
type NewItem = Pick<GuardItem, 'kind' | 'people' | 'gone' | 'kept'>

/** @param kept groups of the site in which the person has rows that are kept already */
export function openPersonItem(
  state: PlanState,
  user: UserRecord,
  account: Account,
  item: Pick<NewItem, 'kind' | 'gone' | 'kept'>,
): void {
  open(state, user, {
    ...item,
    people: 1,
    accountKey: account.key,
    accountId: account.id,
    siteGroupKey: null,
    siteGroupId: null,
    externalId: user.externalId,
    emailKey: account.emailKey,
    name: account.displayName,
    email: account.email,
    groups: groupNames(state, account.key),
  })
  // What it wants of its account changes nothing any more.
  if (item.gone === null) hold(state, user, 'guard', null)
}

/** @returns its key */
export function openGroupItem(
  state: PlanState,
  group: GroupRecord,
  siteGroup: SiteGroup,
  item: Pick<NewItem, 'kind' | 'gone' | 'people'>,
): Key {
  if (item.gone === null) hold(state, group, 'guard', null)
  return open(state, group, {
    ...item,
    kept: [],
    accountKey: null,
    accountId: null,
    siteGroupKey: siteGroup.key,
    siteGroupId: siteGroup.id,
    externalId: group.externalId,
    emailKey: null,
    name: siteGroup.name,
    email: null,
    groups: [],
  })
}

/** The item of a record that was not deleted when it was held. Of one that is there only a hold says that there is one. */
export function heldItem(state: PlanState, record: UserRecord | GroupRecord): GuardItem | undefined {
  const isHeld = state.holds.get(record.key, 'guard') ?? state.holds.get(record.key, 'guard-rejected')
  if (isHeld !== undefined) return state.guard.live(record.key)
  // Whoever was deleted in a pause has no holds any more when that ends.
  const isThere = state.users.get(record.key) !== undefined || state.groups.get(record.key) !== undefined
  const item = isThere || !isWatching(state) ? undefined : state.guard.live(record.key)
  return item?.gone === null ? item : undefined
}

/**
 * It keeps nothing any more: what becomes of the memberships is the caller's.
 * @param record as it is, where it is there
 */
export function closeItem(
  state: PlanState,
  item: GuardItem,
  as: ClosedState,
  record: UserRecord | GroupRecord | undefined,
): void {
  state.guard.put({ ...item, state: as, kept: [], closedAt: state.context.now })
  if (record !== undefined) release(state, record, 'guard', 'guard-rejected')
  state.change({ ...subject(item), kind: as, before: shown(item), after: { state: as } })
}

/** Back by the identity provider, or let go: the memberships that it kept are gone, and nobody is lost by it any more. */
export function endItem(
  state: PlanState,
  item: GuardItem,
  as: 'released' | 'ended' | 'superseded',
  record: UserRecord | undefined,
): void {
  dropKept(state, item, item.kept)
  closeItem(state, item, as, record)
  if (item.accountKey !== null && as !== 'superseded') countBack(state, item.accountKey, item.directoryId)
}

/** Memberships that an item keeps are gone. */
export function dropKept(state: PlanState, { accountKey, directoryId }: GuardItem, groups: readonly Key[]): void {
  if (accountKey === null) return
  for (const row of state.siteMembers.rowsOf(accountKey)) {
    if (row.origin === -directoryId && groups.includes(row.groupKey)) state.siteMembers.remove(row)
  }
}

/** Memberships that an item keeps are the site's own from now on. */
export function makeKeptLocal(state: PlanState, { accountKey, directoryId, kept }: GuardItem): void {
  if (accountKey === null || kept.length === 0) return
  const rows = state.siteMembers.allRowsOf(accountKey)
  for (const row of rows.filter(({ origin, groupKey }) => origin === -directoryId && kept.includes(groupKey))) {
    state.siteMembers.remove(row)
    state.siteMembers.add({ ...row, origin: LOCAL })
  }
}

/**
 * Rows that are kept in a group of the site are gone, or are its own now: no item of this directory keeps them any more.
 * @param directoryId null: of any, for the group itself goes
 * @param decided what its caller closes itself
 */
export function forgetKept(
  state: PlanState,
  siteGroupKey: Key,
  directoryId: number | null,
  decided?: Pick<GuardItem, 'key'>,
): void {
  if (!isWatching(state)) return
  for (const item of state.guard.keeping(siteGroupKey)) {
    if (item.key === decided?.key || (directoryId !== null && item.directoryId !== directoryId)) continue
    const kept = item.kept.filter((key) => key !== siteGroupKey)
    if (item.siteGroupKey !== null) closeItem(state, item, 'superseded', state.groupByKey(item.recordKey))
    else if (kept.length > 0 || item.kind !== 'left-access') state.guard.put({ ...item, kept })
    // Gone is whoever was deleted in a pause.
    else endItem(state, { ...item, kept }, 'ended', state.userByKey(item.recordKey))
  }
}

function open(
  state: PlanState,
  record: UserRecord | GroupRecord,
  item: Omit<
    GuardItem,
    keyof typeof NOBODY | 'key' | 'id' | 'directoryId' | 'recordKey' | 'recordId' | 'operationId' | 'since'
  >,
): Key {
  const opened: GuardItem = {
    ...NOBODY,
    ...item,
    key: state.newKey(),
    id: state.context.newId(),
    directoryId: record.directoryId,
    recordKey: record.key,
    recordId: record.id,
    operationId: state.operationId,
    since: state.context.now,
  }
  state.guard.put(opened)
  state.change({ ...subject(opened), kind: 'opened', before: null, after: shown(opened) })
  return opened.key
}

const NOBODY = { state: 'held', decidedBy: null, decidedAt: null, closedAt: null } as const

/** For reading. Names that are not loaded are asked for. */
function groupNames(state: PlanState, accountKey: Key): string[] {
  const names = state.siteMembers.rowsOf(accountKey).flatMap(({ groupKey }) => {
    const group = state.siteGroups.get(groupKey)
    if (group === undefined) state.missing.siteGroupKeys.add(groupKey)
    return group?.name ?? []
  })
  return [...new Set(names)].sort()
}

export function subject({ id }: GuardItem): { readonly subjectType: 'guard-item'; readonly subjectId: string } {
  return { subjectType: 'guard-item', subjectId: id }
}

function shown({ kind, state, recordId, accountId, siteGroupId, people }: GuardItem): JsonObject {
  return {
    kind,
    state,
    record: recordId,
    ...(accountId === null ? {} : { account: accountId }),
    ...(siteGroupId === null ? {} : { group: siteGroupId, people }),
  }
}
