/**
 * The rows of the site against the model, under the rules that hold for a first sync: everybody with a matching e-mail
 * has an account of their own, every group a site group of its name with exactly the accounts of its members.
 */

import { matchingEmail } from '@syncline/core/scim/user-keys.ts'
import type { SiteAccount, SiteGroup, SiteMember } from '@syncline/core/storage/read/site-snapshot.ts'
import { type Differences, shown } from './differences.ts'
import type { DirectoryModel, ModelGroup, ModelUser } from './model.ts'

type Account = NonNullable<SiteAccount['account']>

export class SiteCheck {
  readonly #differences: Differences
  readonly #usersById: ReadonlyMap<string, ModelUser>
  readonly #groupsById: ReadonlyMap<string, ModelGroup>
  readonly #usersByAccount = new Map<number, ModelUser>()
  readonly #seenUsers = new Set<string>()
  /** Accounts that each site group still has to show. */
  readonly #expectedMembers = new Map<number, { readonly subject: string; readonly users: Set<ModelUser> }>()
  readonly #model: DirectoryModel
  accounts = 0
  groups = 0
  memberships = 0

  constructor(model: DirectoryModel, differences: Differences) {
    this.#model = model
    this.#differences = differences
    this.#usersById = byId(model.users.values())
    this.#groupsById = byId(model.groups.values())
  }

  /** All accounts come before the first group. */
  seeAccount(row: SiteAccount): void {
    const user = this.#usersById.get(row.userId)
    const subject = `account of ${user?.userName ?? row.userId}`
    if (user === undefined) {
      this.#differences.add(subject, 'its user was not sent by this sync')
      return
    }
    this.#seenUsers.add(row.userId)
    const email = matchingEmail(user.attributes)
    if (row.account === null) {
      if (email !== null) this.#differences.add(subject, 'missing')
    } else if (email === null) this.#differences.add(subject, 'there is one, and the user has no address')
    else this.#checkAccount(subject, user, email, row.account)
  }

  /** All groups come before the first member. */
  seeGroup(row: SiteGroup): void {
    const group = this.#groupsById.get(row.groupId)
    const subject = `site group of ${group?.displayName ?? row.groupId}`
    if (group === undefined || row.siteGroup === null) {
      this.#differences.add(subject, group === undefined ? 'its group was not sent by this sync' : 'missing')
      return
    }
    this.groups += 1
    this.#compare(subject, 'name', group.displayName, row.siteGroup.name)
    this.#compare(subject, 'source', 'synced', row.siteGroup.source)
    const members = group.members.flatMap((externalId) => this.#model.users.get(externalId) ?? [])
    const users = new Set(members.filter((user) => matchingEmail(user.attributes) !== null))
    this.#expectedMembers.set(row.siteGroup.key, { subject, users })
  }

  seeMember(row: SiteMember): void {
    const group = this.#expectedMembers.get(row.siteGroupKey)
    const user = this.#usersByAccount.get(row.accountKey)
    this.memberships += 1
    if (group === undefined) this.#differences.add(`site group ${row.siteGroupKey}`, 'has members and no group')
    else if (user === undefined)
      this.#differences.add(group.subject, `account ${row.accountKey} belongs to nobody sent`)
    else if (!group.users.delete(user)) this.#differences.add(group.subject, `member ${user.userName} was not sent`)
  }

  finish(): void {
    for (const [id, user] of this.#usersById) {
      if (!this.#seenUsers.has(id)) this.#differences.add(`account of ${user.userName}`, 'the user has no row')
    }
    const shownGroups = this.#expectedMembers.size
    if (shownGroups < this.#groupsById.size) {
      this.#differences.add('site groups', `${shownGroups} of ${this.#groupsById.size} are there`)
    }
    for (const { subject, users } of this.#expectedMembers.values()) {
      for (const user of users) this.#differences.add(subject, `member ${user.userName} is missing`)
    }
  }

  #checkAccount(subject: string, user: ModelUser, email: string, account: Account): void {
    this.accounts += 1
    if (this.#usersByAccount.has(account.key)) this.#differences.add(subject, 'shared with another user')
    this.#usersByAccount.set(account.key, user)
    const { displayName, active } = user.attributes
    this.#compare(subject, 'link', 'owning', account.link)
    this.#compare(subject, 'e-mail', email, account.email)
    this.#compare(subject, 'display name', displayName, account.displayName)
    this.#compare(subject, 'active', active, account.active)
  }

  #compare(subject: string, what: string, expected: unknown, found: unknown): void {
    if (expected !== found) this.#differences.add(subject, `${what} is ${shown(found)}, expected ${shown(expected)}`)
  }
}

function byId<T extends { readonly id: string | null }>(items: Iterable<T>): Map<string, T> {
  const byIds = new Map<string, T>()
  for (const item of items) if (item.id !== null) byIds.set(item.id, item)
  return byIds
}
