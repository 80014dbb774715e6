/**
 * What the site must look like after any history of a directory that has the site to itself: a person with an address
 * has an account, linked by it; the account follows the person, goes off with them, is never deleted, and is taken up
 * again by whoever is created with its address.
 */
import { fold } from '@syncline/core/scim/fold.ts'
import { isJsonObject, type JsonObject } from '@syncline/core/scim/json.ts'
import { matchingEmail } from '@syncline/core/scim/user-keys.ts'
import type { ModelUser } from './model.ts'
import { ENTERPRISE_USER } from './schemas.ts'

export type ModelAccount = {
  readonly email: string
  readonly displayName: string | null
  readonly active: boolean
  /** Of the attributes that an account takes over: those that the person has. */
  readonly profile: JsonObject
}

const CORE_PROFILE = ['title', 'timezone', 'preferredLanguage']
const ENTERPRISE_PROFILE = ['organization', 'department']

export class SiteModel {
  readonly #accounts = new Map<string, ModelAccount>()
  /** Of people who were deleted, by folded address. */
  readonly #former = new Map<string, ModelAccount>()
  /** Folded names. */
  readonly #closedGroups = new Set<string>()

  /** @param externalId of a user */
  accountOf(externalId: string): ModelAccount | undefined {
    return this.#accounts.get(externalId)
  }

  get accounts(): ReadonlyMap<string, ModelAccount> {
    return this.#accounts
  }

  get former(): ReadonlyMap<string, ModelAccount> {
    return this.#former
  }

  /** Folded names of groups that were deleted, or renamed since, and that nobody has now. */
  get closedGroups(): ReadonlySet<string> {
    return this.#closedGroups
  }

  groupOpened(nameKey: string): void {
    this.#closedGroups.delete(nameKey)
  }

  groupClosed(nameKey: string): void {
    this.#closedGroups.add(nameKey)
  }

  follow(users: Iterable<ModelUser>, leavers: Iterable<ModelUser>): void {
    for (const { externalId } of leavers) {
      const account = this.#accounts.get(externalId)
      if (account === undefined) continue
      this.#accounts.delete(externalId)
      this.#former.set(fold(account.email), { ...account, active: false })
    }
    for (const user of users) this.#followUser(user)
  }

  #followUser({ externalId, attributes }: ModelUser): void {
    const known = this.#accounts.get(externalId)
    const address = matchingEmail(attributes)
    // Without an address nobody gets an account, and who has one keeps it as it is addressed.
    const email = address ?? known?.email
    if (email === undefined) return
    const former = known === undefined ? this.#former.get(fold(email)) : undefined
    if (former !== undefined) this.#former.delete(fold(email))
    const { displayName } = attributes
    this.#accounts.set(externalId, {
      email,
      displayName: typeof displayName === 'string' ? displayName : ((known ?? former)?.displayName ?? null),
      active: attributes.active !== false,
      profile: profileOf(attributes),
    })
  }
}

function profileOf(attributes: JsonObject): JsonObject {
  const enterprise = attributes[ENTERPRISE_USER]
  return { ...pick(attributes, CORE_PROFILE), ...pick(isJsonObject(enterprise) ? enterprise : {}, ENTERPRISE_PROFILE) }
}

function pick(from: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])))
}
