/**
 * What the records of one directory become at a site that it has to itself, after any history of them: written once more from
 * the rules (design: Users), to be compared with what the lanes have made. A step that is repeated changes nothing, so all
 * records are looked at until nothing moves: the order in which they arrived does not matter.
 */
import type { Account, AccountClass, HoldKind } from '@syncline/core/domain/record.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import { isJsonObject, type JsonObject } from '@syncline/core/scim/json.ts'
import { matchingEmail } from '@syncline/core/scim/user-keys.ts'
import type { SiteConditions } from '@syncline/core/storage/read/site-conditions.ts'
import { classOf, domainOf } from './address-class.ts'
import type { ModelUser } from './model.ts'
import { ENTERPRISE_USER } from './schemas.ts'

export type ExistingAccount = Pick<Account, 'email' | 'displayName' | 'class' | 'active' | 'switchedOffBy' | 'profile'>

export type ModelAccount = { -readonly [Field in keyof ExistingAccount]: ExistingAccount[Field] } & {
  /** externalId of the user that owns it. */
  owner: string | null
}

/** Where one record stands. */
export type Standing = {
  account: ModelAccount | null
  readonly holds: Set<HoldKind>
  /** Its groups count. */
  joins: boolean
}

const CORE_PROFILE = ['title', 'timezone', 'preferredLanguage']
const ENTERPRISE_PROFILE = ['organization', 'department']

export class SitePeople {
  readonly #accounts = new Map<string, ModelAccount>()
  readonly #standings = new Map<string, Standing>()
  conditions: SiteConditions

  constructor(conditions: SiteConditions, existing: Iterable<ExistingAccount>) {
    this.conditions = conditions
    for (const { email, displayName, class: kind, active, switchedOffBy, profile } of existing) {
      const account = { email, displayName, class: kind, active, switchedOffBy, profile, owner: null }
      this.#accounts.set(fold(email), account)
    }
  }

  /** By folded address. */
  get accounts(): ReadonlyMap<string, ModelAccount> {
    return this.#accounts
  }

  /** Accounts that nobody owns. */
  *unowned(): Generator<ModelAccount> {
    for (const account of this.#accounts.values()) if (account.owner === null) yield account
  }

  standingOf(externalId: string): Standing {
    return this.#standings.get(externalId) ?? { account: null, holds: new Set(), joins: false }
  }

  follow(users: ReadonlyMap<string, ModelUser>, leavers: Iterable<ModelUser>): void {
    for (const account of this.unowned()) account.class = classOf(this.conditions, account.email)
    this.#settle(users)
    for (const { externalId } of leavers) this.#leave(externalId)
    this.#settle(users)
  }

  #settle(users: ReadonlyMap<string, ModelUser>): void {
    for (let moved = true; moved; ) {
      moved = false
      for (const user of users.values()) {
        const standing = this.#standings.get(user.externalId) ?? { account: null, holds: new Set(), joins: false }
        this.#standings.set(user.externalId, standing)
        if (standing.account === null && this.#link(user, standing)) moved = true
        if (standing.account !== null && this.#moveAddress(users, user, standing.account)) moved = true
      }
    }
    for (const user of users.values()) this.#followRecord(user)
  }

  /** @returns whether it was linked */
  #link(user: ModelUser, standing: Standing): boolean {
    const email = matchingEmail(user.attributes)
    const hold = this.#reasonAgainst(user, email)
    standing.holds.clear()
    if (hold !== null) standing.holds.add(hold)
    if (hold !== null || email === null) return false
    const account = this.#accounts.get(fold(email)) ?? this.#create(user, email)
    account.owner = user.externalId
    standing.account = account
    return true
  }

  #reasonAgainst({ attributes }: ModelUser, email: string | null): HoldKind | null {
    if (email === null) return 'no-email'
    const { audience, domains, externalUsers } = this.conditions
    if (audience === 'workforce' && domains.get(domainOf(email))) return 'duplicate'
    if (classOf(this.conditions, email) === 'external') {
      if (externalUsers !== 'sync') return EXTERNAL_HOLDS[externalUsers]
      if (!isActive(attributes)) return 'inactive'
    }
    return this.#accounts.get(fold(email))?.owner ? 'duplicate' : null
  }

  #create({ attributes }: ModelUser, email: string): ModelAccount {
    const active = isActive(attributes)
    const kind = classOf(this.conditions, email)
    const account: ModelAccount = {
      email,
      displayName: displayNameOf(attributes),
      class: kind,
      active,
      switchedOffBy: active ? null : 'directory',
      profile: kind === 'portal-only' ? {} : profileOf(attributes),
      owner: null,
    }
    this.#accounts.set(fold(email), account)
    return account
  }

  /** The address of the account follows; nobody's who is outside of the verified domains before and after. @returns whether it moved */
  #moveAddress(users: ReadonlyMap<string, ModelUser>, user: ModelUser, account: ModelAccount): boolean {
    const wanted = this.#wantedBy(user, account)
    if (wanted === null || wanted === account.email) return false
    if (fold(wanted) === fold(account.email)) {
      account.email = wanted
      return false
    }
    const ring = this.#ringFrom(users, account, wanted)
    if (ring === null) return false
    for (const member of ring.keys()) this.#accounts.delete(fold(member.email))
    for (const [member, email] of ring) {
      member.email = email
      this.#accounts.set(fold(email), member)
    }
    return true
  }

  /** The accounts that can move together, with where to: one whose new address is free, or all of a ring. Else null. */
  #ringFrom(
    users: ReadonlyMap<string, ModelUser>,
    first: ModelAccount,
    wanted: string,
  ): Map<ModelAccount, string> | null {
    const ring = new Map([[first, wanted]])
    for (let next = this.#accounts.get(fold(wanted)); next !== undefined && next !== first; ) {
      const owner = next.owner === null ? undefined : users.get(next.owner)
      const email = owner === undefined ? null : this.#wantedBy(owner, next)
      if (email === null || fold(email) === fold(next.email) || ring.has(next)) return null
      ring.set(next, email)
      next = this.#accounts.get(fold(email))
    }
    return ring
  }

  /** Null: the account stays as it is addressed. */
  #wantedBy({ attributes }: ModelUser, { email: old }: ModelAccount): string | null {
    const email = matchingEmail(attributes)
    const isOutside = (address: string) => classOf(this.conditions, address) === 'external'
    return email === null || (isOutside(old) && isOutside(email)) ? null : email
  }

  /** Class, name, profile and on or off, and what holds them up. */
  #followRecord(user: ModelUser): void {
    const { account, holds } = this.standingOf(user.externalId)
    if (account === null) return
    const { attributes } = user
    const before = account.class
    account.class = classOf(this.conditions, account.email)
    const wanted = this.#wantedBy(user, account)
    setHold(holds, 'no-email', matchingEmail(attributes) === null)
    setHold(holds, 'email-taken', wanted !== null && fold(wanted) !== fold(account.email))
    this.#followClass(holds, before, account.class)
    this.#followActive(user, account)
    if (account.class !== 'external') account.displayName = displayNameOf(attributes) ?? account.displayName
    if (account.class === 'managed') account.profile = profileOf(attributes)
  }

  /** Who leaves the verified domains is held where the directory says so; who comes back is not. */
  #followClass(holds: Set<HoldKind>, before: AccountClass, now: AccountClass): void {
    const { externalUsers } = this.conditions
    if (now !== 'external') for (const kind of Object.values(EXTERNAL_HOLDS)) holds.delete(kind)
    else if (before !== 'external' && externalUsers !== 'sync') holds.add(EXTERNAL_HOLDS[externalUsers])
  }

  /** Outside of the verified domains nobody is switched off, and nobody on who is held. */
  #followActive({ externalId, attributes }: ModelUser, account: ModelAccount): void {
    const standing = this.standingOf(externalId)
    const [active, isExternal] = [isActive(attributes), account.class === 'external']
    const isHeld = Object.values(EXTERNAL_HOLDS).some((kind) => standing.holds.has(kind))
    const byAdmin = account.switchedOffBy === 'admin'
    setHold(standing.holds, 'switched-off-by-admin', active && byAdmin)
    if (!byAdmin) {
      account.active = isExternal ? account.active || (active && !isHeld) : active
      account.switchedOffBy = account.active ? null : 'directory'
    }
    standing.joins = !isExternal || (active && !isHeld)
  }

  /** Deleted: never the account. Outside of the verified domains it stays on. */
  #leave(externalId: string): void {
    const account = this.#standings.get(externalId)?.account
    this.#standings.delete(externalId)
    if (!account) return
    account.owner = null
    if (account.class === 'external') return
    account.active = false
    account.switchedOffBy ??= 'directory'
  }
}

const EXTERNAL_HOLDS = { review: 'external-review', ignore: 'external-ignored' } as const

function setHold(holds: Set<HoldKind>, kind: HoldKind, held: boolean): void {
  if (held) holds.add(kind)
  else holds.delete(kind)
}

function isActive(attributes: JsonObject): boolean {
  return attributes.active !== false
}

function displayNameOf({ displayName }: JsonObject): string | null {
  return typeof displayName === 'string' ? displayName : null
}

function profileOf(attributes: JsonObject): JsonObject {
  const enterprise = attributes[ENTERPRISE_USER]
  return { ...pick(attributes, CORE_PROFILE), ...pick(isJsonObject(enterprise) ? enterprise : {}, ENTERPRISE_PROFILE) }
}

function pick(from: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])))
}
