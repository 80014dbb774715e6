/**
 * The rows of the site against the model: everybody who has or had an address has an account of their own as the model
 * of the site has it, every group a site group of its name with exactly the accounts of its members; whoever was deleted
 * has left an account that is off, and a deleted group nothing.
 */

import { fold } from '@syncline/core/scim/fold.ts'
import type { Json } from '@syncline/core/scim/json.ts'
import { sameJson } from '@syncline/core/scim/json-equal.ts'
import type {
  AccountRow,
  FormerGroup,
  SiteAccount,
  SiteGroup,
  SiteHold,
  SiteMember,
} from '@syncline/core/storage/read/site-snapshot.ts'
import { byId } from './by-id.ts'
import { type Differences, shown } from './differences.ts'
import type { DirectoryModel, ModelGroup, ModelUser } from './model.ts'
import type { ModelAccount } from './site-model.ts'

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
  readonly #seenFormer = new Set<string>()
  readonly #held = new Set<string>()
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
    const expected = this.#model.site.accountOf(user.externalId)
    if (row.account === null) {
      if (expected !== undefined) this.#differences.add(subject, 'missing')
    } else if (expected === undefined) this.#differences.add(subject, 'there is one, and the user has no address')
    else this.#checkAccount(subject, user, expected, row.account)
  }

  /** Accounts of the site that nobody is linked to; those of others may be among them. */
  seeFormerAccount(row: AccountRow): void {
    const key = fold(row.email)
    const expected = this.#model.site.former.get(key)
    if (expected === undefined) return
    this.#seenFormer.add(key)
    this.#compareAccount(`former account of ${expected.email}`, expected, row)
  }

  /** Groups of the site that were synced and that no group of a directory is linked to. */
  seeFormerGroup({ name }: FormerGroup): void {
    if (this.#model.site.closedGroups.has(fold(name))) this.#differences.add(`site group of ${name}`, 'still there')
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
    const members = this.#model.membersOf(group)
    const users = new Set(members.filter((user) => this.#model.site.accountOf(user.externalId) !== undefined))
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

  /** All accounts come before. Whoever has no account is held for want of an address, and nothing else is held. */
  seeHold({ recordId, kind }: SiteHold): void {
    const user = this.#usersById.get(recordId)
    const expected = user !== undefined && this.#model.site.accountOf(user.externalId) === undefined
    if (expected && kind === 'no-email') this.#held.add(recordId)
    else {
      const name = user?.userName ?? this.#groupsById.get(recordId)?.displayName ?? recordId
      this.#differences.add(name, `is held (${kind})`)
    }
  }

  finish(): void {
    for (const [id, user] of this.#usersById) {
      if (!this.#seenUsers.has(id)) this.#differences.add(`account of ${user.userName}`, 'the user has no row')
      else if (this.#model.site.accountOf(user.externalId) === undefined && !this.#held.has(id)) {
        this.#differences.add(user.userName, 'has no address and is not held')
      }
    }
    for (const [key, { email }] of this.#model.site.former) {
      if (!this.#seenFormer.has(key)) this.#differences.add(`former account of ${email}`, 'missing')
    }
    const shownGroups = this.#expectedMembers.size
    if (shownGroups < this.#groupsById.size) {
      this.#differences.add('site groups', `${shownGroups} of ${this.#groupsById.size} are there`)
    }
    for (const { subject, users } of this.#expectedMembers.values()) {
      for (const user of users) this.#differences.add(subject, `member ${user.userName} is missing`)
    }
  }

  #checkAccount(subject: string, user: ModelUser, expected: ModelAccount, account: Account): void {
    this.accounts += 1
    if (this.#usersByAccount.has(account.key)) this.#differences.add(subject, 'shared with another user')
    this.#usersByAccount.set(account.key, user)
    this.#compare(subject, 'link', 'owning', account.link)
    this.#compareAccount(subject, expected, account)
  }

  #compareAccount(subject: string, expected: ModelAccount, found: AccountRow): void {
    this.#compare(subject, 'e-mail', expected.email, found.email)
    this.#compare(subject, 'display name', expected.displayName, found.displayName)
    this.#compare(subject, 'active', expected.active, found.active)
    this.#compare(subject, 'profile', expected.profile, found.profile)
  }

  #compare(subject: string, what: string, expected: Json, found: Json): void {
    if (!sameJson(expected, found))
      this.#differences.add(subject, `${what} is ${shown(found)}, expected ${shown(expected)}`)
  }
}
