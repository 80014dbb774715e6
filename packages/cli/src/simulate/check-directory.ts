/**
 * The directory as a server shows it over SCIM against the model: every user with all attributes that were sent, every
 * group with exactly its members, and nothing besides. Resources are seen one by one, in any order.
 */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { byId } from './by-id.ts'
import { differingAttributes } from './compare-attributes.ts'
import { type Differences, shown } from './differences.ts'
import type { DirectoryModel, ModelGroup, ModelUser } from './model.ts'
import type { IdpProfile } from './profile.ts'
import { managerIdOf, memberIdsOf, textOf } from './resources.ts'

type Known = { readonly externalId: string; readonly id: string | null }

export class DirectoryCheck {
  readonly #model: DirectoryModel
  readonly #differences: Differences
  readonly #profile: Pick<IdpProfile, 'groupAttributes'>
  readonly #usersById: ReadonlyMap<string, ModelUser>
  readonly #groupsById: ReadonlyMap<string, ModelGroup>
  readonly #seenUsers = new Set<string>()
  readonly #seenGroups = new Set<string>()
  memberships = 0

  constructor(model: DirectoryModel, profile: Pick<IdpProfile, 'groupAttributes'>, differences: Differences) {
    this.#model = model
    this.#differences = differences
    this.#profile = profile
    this.#usersById = byId(model.users.values())
    this.#groupsById = byId(model.groups.values())
  }

  get users(): number {
    return this.#seenUsers.size
  }

  get groups(): number {
    return this.#seenGroups.size
  }

  seeUser(resource: JsonObject): void {
    const subject = `user ${textOf(resource, 'userName') ?? '?'}`
    const user = this.#recognise(subject, resource, this.#model.users, this.#usersById, this.#seenUsers)
    if (user === null) return
    this.#compare(subject, user.attributes, resource)
    const manager = this.#model.managerIdOf(user)
    const found = managerIdOf(resource)
    if (manager !== found) this.#differences.add(subject, `manager is ${shown(found)}, sent ${shown(manager)}`)
  }

  /** With its members. */
  seeGroup(resource: JsonObject): void {
    const subject = `group ${textOf(resource, 'displayName') ?? '?'}`
    const group = this.#recognise(subject, resource, this.#model.groups, this.#groupsById, this.#seenGroups)
    if (group === null) return
    this.#compare(subject, this.#profile.groupAttributes(group), resource)
    this.#compareMembers(subject, group, memberIdsOf(resource))
  }

  /** After everything was seen: what never came. */
  finish(): void {
    for (const user of this.#model.users.values()) {
      if (!this.#seenUsers.has(user.externalId)) this.#differences.add(`user ${user.userName}`, 'missing')
    }
    for (const group of this.#model.groups.values()) {
      if (!this.#seenGroups.has(group.externalId)) this.#differences.add(`group ${group.displayName}`, 'missing')
    }
  }

  /** By its externalId; by its id where the provider gives none. */
  #recognise<T extends Known>(
    subject: string,
    resource: JsonObject,
    known: ReadonlyMap<string, T>,
    knownById: ReadonlyMap<string, T>,
    seen: Set<string>,
  ): T | null {
    const externalId = textOf(resource, 'externalId')
    const item = externalId === null ? knownById.get(textOf(resource, 'id') ?? '') : known.get(externalId)
    if (item === undefined) this.#differences.add(subject, 'not sent by this sync')
    else if (seen.has(item.externalId)) this.#differences.add(subject, `shown twice (externalId ${item.externalId})`)
    else {
      seen.add(item.externalId)
      const id = textOf(resource, 'id')
      if (id !== item.id) this.#differences.add(subject, `id is ${shown(id)}, at creation it was ${shown(item.id)}`)
      return item
    }
    return null
  }

  #compare(subject: string, sent: JsonObject, found: JsonObject): void {
    for (const { path, sent: left, found: right } of differingAttributes(sent, found)) {
      this.#differences.add(subject, `${path} is ${shown(right)}, sent ${shown(left)}`)
    }
  }

  #compareMembers(subject: string, group: ModelGroup, ids: readonly string[]): void {
    const found = new Set(ids)
    this.memberships += found.size
    if (found.size !== ids.length) this.#differences.add(subject, 'shows a member twice')
    for (const externalId of group.members) {
      const user = this.#model.users.get(externalId)
      const id = user?.id ?? null
      if (id === null || !found.delete(id)) this.#differences.add(subject, `member ${nameOf(user)} is missing`)
    }
    for (const id of found) this.#differences.add(subject, `member ${id} was not sent`)
  }
}

function nameOf(user: ModelUser | undefined): string {
  return user?.userName ?? '?'
}
