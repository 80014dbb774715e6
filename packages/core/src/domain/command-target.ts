/** Records and accounts that a command names by their public ids; one that the site does not have refuses the command. */
import { CommandRefusal } from './command.ts'
import type { Need } from './need.ts'
import type { PlanState } from './plan-state.ts'
import type { Account, App, GroupRecord, SiteGroup, UserRecord } from './record.ts'
import { isUuid } from './uuid-text.ts'

export function needUser(need: Need, id: string): void {
  if (isUuid(id)) need.userIds.add(id)
}

/** Of a directory. */
export function needGroup(need: Need, id: string): void {
  if (isUuid(id)) need.groupIds.add(id)
}

/** A user or a group. */
export function needRecord(need: Need, id: string): void {
  needUser(need, id)
  needGroup(need, id)
}

export function needSiteGroup(need: Need, id: string): void {
  if (isUuid(id)) need.siteGroupIds.add(id)
}

export function needApp(need: Need, id: string): void {
  if (isUuid(id)) need.appIds.add(id)
}

export function needAccount(need: Need, id: string): void {
  if (isUuid(id)) need.accountIds.add(id)
}

/** Of whichever directory of the site. @throws CommandRefusal not-found */
export function userOf(state: PlanState, id: string): UserRecord {
  const user = findUser(state, id)
  if (user === undefined) throw unknown()
  return user
}

/** @throws CommandRefusal not-found */
export function recordOf(state: PlanState, id: string): UserRecord | GroupRecord {
  const record = findUser(state, id) ?? findGroup(state, id)
  if (record === undefined) throw unknown()
  return record
}

/** Of whichever directory of the site. @throws CommandRefusal not-found; refused when it is a user */
export function groupOf(state: PlanState, id: string): GroupRecord {
  const record = recordOf(state, id)
  if ('userNameKey' in record) throw new CommandRefusal('refused', 'That is a user, and no group.')
  return record
}

/** @throws CommandRefusal not-found */
export function siteGroupNamed(state: PlanState, id: string): SiteGroup {
  const group = state.siteGroupById(id)
  if (group === undefined) throw new CommandRefusal('not-found', 'There is no such group or organization.')
  return group
}

/** @throws CommandRefusal not-found */
export function appNamed(state: PlanState, id: string): App {
  const app = state.access.byId(id)
  if (app === undefined) throw new CommandRefusal('not-found', 'There is no such app or project.')
  return app
}

/** @throws CommandRefusal not-found */
export function accountNamed(state: PlanState, id: string): Account {
  const account = state.accountById(id)
  if (account === undefined) throw unknown()
  return account
}

function findUser(state: PlanState, id: string): UserRecord | undefined {
  const key = isUuid(id) ? state.userIds.find(id) : undefined
  return key === undefined ? undefined : state.users.get(key)
}

function findGroup(state: PlanState, id: string): GroupRecord | undefined {
  const key = isUuid(id) ? state.groupIds.find(id) : undefined
  return key === undefined ? undefined : state.groups.get(key)
}

function unknown(): CommandRefusal {
  return new CommandRefusal('not-found', 'The site has no such record or account. It may have been deleted.')
}
