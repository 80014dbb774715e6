/**
 * A person is erased (docs/erasure.md): account, links, memberships and every user that is the same person go in one batch. What the
 * journal says of them is blanked behind it. Who did what kind of thing when stays, with ids; so does the erasure itself.
 */
import type { JsonObject } from '../scim/json.ts'
import { deleteAccount } from './account-write.ts'
import { CommandRefusal, type Commands } from './command.ts'
import { needAccount, needUser } from './command-target.ts'
import { type ErasureTraces, nobody } from './erasure.ts'
import { endItem } from './guard-item-write.ts'
import type { CommandRule } from './plan-command.ts'
import { leaveGroups } from './plan-member.ts'
import type { PlanState } from './plan-state.ts'
import { releaseAll } from './project-hold.ts'
import { type Account, type Key, memberRef, type UserRecord } from './record.ts'
import { removeUser } from './remove-user.ts'
import { cutLink } from './user-link.ts'
import { isUuid } from './uuid-text.ts'

export const ERASE_PERSON: CommandRule<Commands['erase-person']> = {
  // Rows that are found by what the batch writes go behind it.
  alone: true,
  need(need, { personId }) {
    needAccount(need, personId)
    needUser(need, personId)
    if (isUuid(personId)) need.persons.add(personId)
  },
  apply(state, { personId, records }): JsonObject {
    const account = state.accountById(personId)
    const user = account === undefined ? lonelyUser(state, personId) : undefined
    const { erasedIn, recordKeys } = isUuid(personId) ? state.persons.of(personId) : nobody(personId)
    if (account === undefined && user === undefined) {
      if (erasedIn === null) throw new CommandRefusal('not-found', 'The site has no such person.')
      return { person: personId, erasedNow: false, erasure: erasedIn }
    }
    const linked = account === undefined ? [] : linkedTo(state, account)
    const keys = [...new Set([...linked, ...recordKeys, ...(user === undefined ? [] : [user.key])])]
    const users = keys.flatMap((key) => state.userByKey(key) ?? []).sort((a, b) => a.key - b.key)
    const gone = keys.filter((key) => state.users.get(key) === undefined)
    for (const key of gone) state.needLinks(key)
    if (records !== 'erase' && users.some((each) => isConnected(state, each))) throw stillThere()

    state.erased.push({
      operationId: state.operationId,
      personId,
      accountKey: account?.key ?? null,
      recordKeys: keys,
      subjects: [personId, ...users.map(({ id }) => id).filter((id) => id !== personId)],
      traces: tracesOf(account, users),
    })
    for (const each of users) eraseUser(state, each)
    for (const key of gone) endGone(state, key)
    const memberships = account === undefined ? 0 : eraseAccount(state, account)
    return {
      person: personId,
      erasedNow: true,
      erasure: state.operationId,
      records: users.length,
      memberships,
    }
  },
}

/** @throws CommandRefusal when an account is linked to it: then that is the person */
function lonelyUser(state: PlanState, id: string): UserRecord | undefined {
  const key = isUuid(id) ? state.userIds.find(id) : undefined
  const user = key === undefined ? undefined : state.users.get(key)
  if (user !== undefined && state.userLinks.get(user.key) !== undefined) {
    throw new CommandRefusal('refused', 'The user is linked to an account: erase the person by the id of that.')
  }
  return user
}

/** Also users that are deleted, and whose link waits for the end of a pause or for a decision of the guard. */
function linkedTo(state: PlanState, { key }: Account): Key[] {
  const owner = state.owners.get(key) ?? null
  return [...(owner === null ? [] : [owner]), ...(state.memberLinks.get(key) ?? [])]
}

function isConnected(state: PlanState, { directoryId }: UserRecord): boolean {
  return state.context.directories.get(directoryId)?.phase !== 'disconnected'
}

function stillThere(): CommandRefusal {
  return new CommandRefusal(
    'refused',
    'A directory has the person still, and its identity provider would bring them back: delete or unassign them there first, or erase their users as well (records).',
  )
}

/** No tombstone, and nobody is switched off: there is nothing left to come back to. */
function eraseUser(state: PlanState, user: UserRecord): void {
  leaveGroups(state, memberRef(user, false))
  const link = state.userLinks.get(user.key)
  if (link !== undefined) cutLink(state, user, link)
  releaseAll(state, user)
  const type = state.context.directories.get(user.directoryId)?.schemas.User
  if (type === undefined) throw new Error(`directory ${user.directoryId} was not loaded`)
  removeUser(state, user, type)
}

/** Of a user that is deleted: what waited for the end of a pause or for a decision of the guard does so no more. */
function endGone(state: PlanState, key: Key): void {
  const item = state.guard.live(key)
  if (item !== undefined) endItem(state, item, 'superseded', undefined)
  state.userLinks.delete(key)
}

/** @returns memberships that were left behind the links: those of the site itself, and what the guard keeps */
function eraseAccount(state: PlanState, account: Account): number {
  const rows = state.siteMembers.allRowsOf(account.key)
  for (const row of rows) state.siteMembers.remove(row)
  deleteAccount(state, account)
  return rows.length
}

function tracesOf(account: Account | undefined, users: readonly UserRecord[]): ErasureTraces {
  const emails = [...(account === undefined ? [] : [account.emailKey]), ...users.flatMap(addressesOf)]
  return {
    emails: [...new Set(emails)].sort(),
    userNames: users.map(({ directoryId, userNameKey }) => [directoryId, userNameKey] as const),
    externalIds: users.flatMap(({ directoryId, externalId }) =>
      externalId === null ? [] : [[directoryId, externalId] as const],
    ),
  }
}

function addressesOf({ emailKey, emailKeys }: UserRecord): string[] {
  return emailKey === null ? [...emailKeys] : [emailKey, ...emailKeys]
}
