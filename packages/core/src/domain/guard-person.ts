/** People whom their directory switches off, deletes, or takes out of the last group that gives access: held, or let through. */
import { isPaused } from './gate.ts'
import { goneRecord } from './gone-record.ts'
import { accountByKey, countLosses, givesAccess, hasAccess, isGuarded } from './guard.ts'
import type { GuardItem } from './guard-item.ts'
import { closeItem, dropKept, endItem, heldItem, openPersonItem } from './guard-item-write.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import { releaseAll } from './project-hold.ts'
import type { Account, AccountClass, GroupRecord, Key, MemberRef, UserLink, UserRecord } from './record.ts'
import { layTombstone } from './tombstone-lay.ts'
import { accountOfLink } from './user-link.ts'

/**
 * Whether a user has its account and its groups: an active one, which ends what was held of it; an inactive one that keeps them all
 * the same.
 * @param accountClass that the account is about to have
 */
export function staysOn(state: PlanState, user: UserRecord, link: UserLink, accountClass: AccountClass): boolean {
  const account = accountOfLink(state, link)
  const item = heldItem(state, user)
  if (item?.kind === 'deactivated') {
    if (user.active) endDeactivated(state, user, account, item)
    else if (account.switchedOffBy === 'admin') {
      // There is nothing left to hold.
      endItem(state, item, 'superseded', user)
      return false
    }
    return true
  }
  if (user.active) return true
  const isHeld =
    isGuarded(state, user.directoryId) &&
    losesByActive(state, user, link, { ...account, class: accountClass }) &&
    countLosses(state, user.directoryId, [account.key])
  if (!isHeld) {
    if (item !== undefined) letGo(state, item, user)
    return false
  }
  if (item !== undefined) closeItem(state, item, 'superseded', undefined)
  openPersonItem(state, user, account, { kind: 'deactivated', gone: null, kept: item?.kept ?? [] })
  return true
}

/**
 * A record is being deleted: its account is cut off, or stays as it is until an administrator decides. Its groups are still there.
 * @returns whether it stays
 */
export function keepDeleted(state: PlanState, user: UserRecord, nextKey: Key = state.nextKey): boolean {
  const link = state.userLinks.get(user.key)
  if (link === undefined || isPaused(state, user.directoryId)) return false
  const account = accountOfLink(state, link)
  const item = heldItem(state, user)
  const isHeld =
    isGuarded(state, user.directoryId) &&
    losesByDeletion(state, user, link, account) &&
    countLosses(state, user.directoryId, [account.key])
  if (!isHeld) {
    if (item !== undefined) letGo(state, item, user)
    return false
  }
  const rows = state.siteMembers.rowsOf(account.key).filter(({ origin }) => origin === user.directoryId)
  for (const row of rows) {
    state.siteMembers.remove(row)
    state.siteMembers.add({ ...row, origin: -user.directoryId })
  }
  const kept = [...new Set([...(item?.kept ?? []), ...rows.map(({ groupKey }) => groupKey)])].sort((a, b) => a - b)
  if (item !== undefined) closeItem(state, item, 'superseded', user)
  releaseAll(state, user)
  state.userLinks.put({ ...link, joins: false })
  openPersonItem(state, user, account, { kind: 'deleted', gone: goneRecord(user, nextKey), kept })
  if (link.kind === 'owning') {
    layTombstone(state, user, account, nextKey)
    // Whoever waits for the account may have it: nobody is behind it any more.
    state.freed.push(scoped('duplicate', account.emailKey))
  }
  return true
}

/** Members have left a group that gives access: those who have no other keep it together, or leave together. */
export function keepLastWays(state: PlanState, group: GroupRecord, left: Iterable<MemberRef>): void {
  if (!isGuarded(state, group.directoryId) || isPaused(state, group.directoryId)) return
  const link = state.groupLinks.get(group.key)
  if (link === undefined) return
  const people = [...left].flatMap((ref) => {
    // A group has none.
    const own = state.userLinks.get(ref.key)
    return own?.joins === true ? [own] : []
  })
  if (people.length === 0 || !givesAccess(state, link.siteGroupKey)) return
  const losers = people.filter(({ accountKey }) => isLeftWithout(state, accountKey))
  keepIn(state, group.directoryId, losers, [link.siteGroupKey])
}

/** Of one person, rows that have just gone. @param groups of the site that they were in */
export function keepLastWay(state: PlanState, directoryId: number, link: UserLink, groups: readonly Key[]): void {
  if (groups.length === 0 || !isGuarded(state, directoryId)) return
  const giving = groups.filter((key) => givesAccess(state, key))
  if (giving.length === 0 || !isLeftWithout(state, link.accountKey)) return
  keepIn(state, directoryId, [link], giving)
}

function keepIn(state: PlanState, directoryId: number, losers: readonly UserLink[], groups: readonly Key[]): void {
  if (losers.length === 0) return
  const keys = losers.map(({ accountKey }) => accountKey)
  if (countLosses(state, directoryId, keys)) for (const loser of losers) keep(state, loser, groups)
}

function keep(state: PlanState, link: UserLink, groups: readonly Key[]): void {
  const user = state.userByKey(link.key)
  if (user === undefined) return
  const account = accountOfLink(state, link)
  const item = heldItem(state, user)
  for (const groupKey of groups) {
    state.siteMembers.add({ groupKey, accountKey: account.key, origin: -user.directoryId })
  }
  if (item === undefined) openPersonItem(state, user, account, { kind: 'left-access', gone: null, kept: groups })
  else state.guard.put({ ...item, kept: [...new Set([...item.kept, ...groups])].sort((a, b) => a - b) })
}

function isLeftWithout(state: PlanState, accountKey: Key): boolean {
  const account = accountByKey(state, accountKey)
  const isIn = hasAccess(state, accountKey)
  return account?.active === true && !isIn
}

/** Of a member link, and of an account outside of the verified domains, only the groups go. */
function losesByActive(state: PlanState, user: UserRecord, link: UserLink, account: Account): boolean {
  if (!account.active) return false
  const isOwned = link.kind === 'owning' && account.class !== 'external'
  return isOwned || losesGroups(state, user, link)
}

/** Whoever owns an account is cut off from it, and from its groups where those count. */
function losesByDeletion(state: PlanState, user: UserRecord, link: UserLink, account: Account): boolean {
  if (!account.active) return false
  return link.kind === 'owning' ? link.joins : losesGroups(state, user, link)
}

/** Whether it would be left without access if the groups of its directory did not count. */
function losesGroups(state: PlanState, user: UserRecord, link: UserLink): boolean {
  if (!link.joins) return false
  const rows = state.siteMembers.allRowsOf(link.accountKey)
  const giving = new Set(rows.map(({ groupKey }) => groupKey).filter((key) => givesAccess(state, key)))
  const ways = rows.filter(({ groupKey }) => giving.has(groupKey))
  return ways.length > 0 && ways.every(({ origin }) => origin === user.directoryId)
}

/** Back in its directory, without the groups that it was taken out of meanwhile: those wait on. */
function endDeactivated(state: PlanState, user: UserRecord, account: Account, item: GuardItem): void {
  if (item.kept.length === 0) {
    endItem(state, item, 'ended', user)
    return
  }
  closeItem(state, item, 'ended', user)
  openPersonItem(state, user, account, { kind: 'left-access', gone: null, kept: item.kept })
}

/** It is lost after all: what was kept for it goes. */
function letGo(state: PlanState, item: GuardItem, user: UserRecord): void {
  dropKept(state, item, item.kept)
  closeItem(state, item, 'ended', user)
}
