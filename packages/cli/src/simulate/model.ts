/**
 * What the identity provider wants the directory to hold, and what it knows of it: the state that an IdP keeps between
 * its cycles. A cycle changes people and groups here first; what is sent is the difference to what is known.
 */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { Person, PersonGroup, Population } from './population.ts'
import type { SiteModel } from './site-model.ts'

export type ModelUser = {
  readonly externalId: string
  userName: string
  /** Replaced as a whole, never changed in place. */
  attributes: JsonObject
  /** externalId of the manager. */
  manager: string | null
  /** The id that the directory gave; null until the user was created or found. */
  id: string | null
  /** The attributes that the directory is known to have; another object than `attributes`: there is something to send. */
  known: JsonObject | null
  /** Id of the manager as the directory has it, as far as known. */
  knownManagerId: string | null
}

export type ModelGroup = {
  readonly externalId: string
  displayName: string
  /** externalIds of users. */
  readonly members: Set<string>
  id: string | null
  knownDisplayName: string | null
  /** Ids of the members that the directory is known to have. */
  knownMemberIds: Set<string>
  /** `members` may differ from what is known. */
  membersChanged: boolean
}

export class DirectoryModel {
  readonly #users = new Map<string, ModelUser>()
  readonly #groups = new Map<string, ModelGroup>()
  readonly #reports = new Map<string, Set<string>>()
  /** Deleted here and not yet in the directory. */
  readonly leavers = new Set<ModelUser>()
  readonly closedGroups = new Set<ModelGroup>()
  #site: SiteModel | null = null

  constructor(population: Pick<Population, 'people' | 'groups'>) {
    for (const person of population.people) this.addUser(person)
    for (const group of population.groups) this.addGroup(group)
  }

  /** What the site must look like; null where nobody knows what it was before. */
  get site(): SiteModel | null {
    return this.#site
  }

  expectOf(site: SiteModel): void {
    this.#site = site
    this.followSite()
  }

  get users(): ReadonlyMap<string, ModelUser> {
    return this.#users
  }

  get groups(): ReadonlyMap<string, ModelGroup> {
    return this.#groups
  }

  get membershipCount(): number {
    return sum(this.#groups.values(), (group) => group.members.size)
  }

  get managerCount(): number {
    return sum(this.#users.values(), (user) => (user.manager === null ? 0 : 1))
  }

  managerIdOf(user: ModelUser): string | null {
    return user.manager === null ? null : (this.#users.get(user.manager)?.id ?? null)
  }

  /** externalIds of those who report to somebody. */
  reportsOf(externalId: string): ReadonlySet<string> {
    return this.#reports.get(externalId) ?? new Set()
  }

  /** Members that exist in the directory; a user that could not be created is in no group. */
  membersOf(group: ModelGroup): ModelUser[] {
    return [...group.members].flatMap((externalId) => {
      const user = this.#users.get(externalId)
      return user === undefined || user.id === null ? [] : [user]
    })
  }

  addUser({ externalId, userName, attributes, manager }: Person): void {
    this.#users.set(externalId, {
      externalId,
      userName,
      attributes,
      manager,
      id: null,
      known: null,
      knownManagerId: null,
    })
    if (manager !== null) this.#reportsTo(manager).add(externalId)
  }

  /** Reports go to the manager's manager, and no group has the user any more. */
  removeUser(user: ModelUser): void {
    for (const report of [...this.reportsOf(user.externalId)]) {
      const known = this.#users.get(report)
      if (known !== undefined) this.setManager(known, user.manager)
    }
    this.setManager(user, null)
    for (const group of this.#groups.values()) this.removeMember(group, user.externalId)
    this.#users.delete(user.externalId)
    this.leavers.add(user)
  }

  setAttributes(user: ModelUser, attributes: JsonObject & { readonly userName: string }): void {
    user.attributes = attributes
    user.userName = attributes.userName
  }

  setManager(user: ModelUser, manager: string | null): void {
    if (user.manager !== null) this.#reportsTo(user.manager).delete(user.externalId)
    user.manager = manager
    if (manager !== null) this.#reportsTo(manager).add(user.externalId)
  }

  addGroup({ externalId, displayName, members }: PersonGroup): ModelGroup {
    const group: ModelGroup = {
      externalId,
      displayName,
      members: new Set(members),
      id: null,
      knownDisplayName: null,
      knownMemberIds: new Set(),
      membersChanged: true,
    }
    this.#groups.set(externalId, group)
    return group
  }

  removeGroup(group: ModelGroup): void {
    this.#groups.delete(group.externalId)
    this.closedGroups.add(group)
  }

  renameGroup(group: ModelGroup, displayName: string): void {
    group.displayName = displayName
  }

  addMember(group: ModelGroup, externalId: string): void {
    group.members.add(externalId)
    group.membersChanged = true
  }

  removeMember(group: ModelGroup, externalId: string): void {
    if (group.members.delete(externalId)) group.membersChanged = true
  }

  /** After changes: the site is what the directory will make of it. */
  followSite(): void {
    this.#site?.follow(this)
  }

  #reportsTo(manager: string): Set<string> {
    const reports = this.#reports.get(manager) ?? new Set()
    this.#reports.set(manager, reports)
    return reports
  }
}

function sum<T>(items: Iterable<T>, value: (item: T) => number): number {
  let total = 0
  for (const item of items) total += value(item)
  return total
}
