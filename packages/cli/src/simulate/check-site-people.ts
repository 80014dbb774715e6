/** The accounts of a site against its model: those of the records, with their holds, and those that nobody owns. */
import { fold } from '@syncline/core/scim/fold.ts'
import type { Json } from '@syncline/core/scim/json.ts'
import { sameJson } from '@syncline/core/scim/json-equal.ts'
import type { AccountRow, SiteAccount } from '@syncline/core/storage/read/site-snapshot.ts'
import { byId } from './by-id.ts'
import { type Differences, shown } from './differences.ts'
import type { DirectoryModel, ModelUser } from './model.ts'
import type { SiteModel } from './site-model.ts'
import type { ModelAccount, Standing } from './site-people.ts'

export class PeopleCheck {
  readonly #differences: Differences
  readonly #site: SiteModel
  readonly #usersById: ReadonlyMap<string, ModelUser>
  readonly #usersByAccount = new Map<number, ModelUser>()
  readonly #seenUsers = new Set<string>()
  readonly #unowned: Map<string, ModelAccount>
  accounts = 0

  constructor(model: DirectoryModel, site: SiteModel, differences: Differences) {
    this.#site = site
    this.#differences = differences
    this.#usersById = byId(model.users.values())
    this.#unowned = new Map([...site.people.unowned()].map((account) => [fold(account.email), account]))
  }

  userOf(accountKey: number): ModelUser | undefined {
    return this.#usersByAccount.get(accountKey)
  }

  standingOf(recordId: string): { readonly name: string; readonly standing: Standing } | null {
    const user = this.#usersById.get(recordId)
    return user === undefined ? null : { name: user.userName, standing: this.#site.people.standingOf(user.externalId) }
  }

  seeAccount({ userId, account }: SiteAccount): void {
    const user = this.#usersById.get(userId)
    const subject = `account of ${user?.userName ?? userId}`
    if (user === undefined) {
      this.#differences.add(subject, 'its user was not sent by this sync')
      return
    }
    this.#seenUsers.add(userId)
    const expected = this.#site.people.standingOf(user.externalId).account
    if (account === null) {
      if (expected !== null) this.#differences.add(subject, 'missing')
      return
    }
    if (expected === null) {
      this.#differences.add(subject, 'there is one, and the user should have none')
      return
    }
    this.accounts += 1
    if (this.#usersByAccount.has(account.key)) this.#differences.add(subject, 'shared with another user')
    this.#usersByAccount.set(account.key, user)
    this.#compare(subject, 'link', 'owning', account.link)
    this.#compareAccount(subject, expected, account)
  }

  /** Accounts that nobody is linked to: what was there before and matches nobody, and what deleted people have left. */
  seeUnowned(account: AccountRow): void {
    const key = fold(account.email)
    const expected = this.#unowned.get(key)
    const subject = `account ${account.email} of nobody`
    if (expected === undefined) this.#differences.add(subject, 'should not be there')
    else this.#compareAccount(subject, expected, account)
    this.#unowned.delete(key)
  }

  finish(): void {
    for (const [id, user] of this.#usersById) {
      if (!this.#seenUsers.has(id)) this.#differences.add(`account of ${user.userName}`, 'the user has no row')
    }
    for (const { email } of this.#unowned.values()) this.#differences.add(`account ${email} of nobody`, 'missing')
  }

  #compareAccount(subject: string, expected: ModelAccount, found: AccountRow): void {
    this.#compare(subject, 'e-mail', expected.email, found.email)
    this.#compare(subject, 'class', expected.class, found.class)
    this.#compare(subject, 'display name', expected.displayName, found.displayName)
    this.#compare(subject, 'active', expected.active, found.active)
    this.#compare(subject, 'switched off by', expected.switchedOffBy, found.switchedOffBy)
    this.#compare(subject, 'profile', expected.profile, found.profile)
  }

  #compare(subject: string, what: string, expected: Json, found: Json): void {
    if (!sameJson(expected, found))
      this.#differences.add(subject, `${what} is ${shown(found)}, expected ${shown(expected)}`)
  }
}
