/**
 * What the identity provider wants the directory to hold, and the ids it has learnt: the state that an IdP keeps between
 * its cycles. Incremental cycles change people and groups here and send the difference.
 */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { Population } from './population.ts'

export type ModelUser = {
  readonly externalId: string
  readonly userName: string
  readonly attributes: JsonObject
  /** externalId of the manager. */
  readonly manager: string | null
  /** The id that the directory gave; null until the user was created or found. */
  id: string | null
  /** Id of the manager as the directory has it, as far as known. */
  knownManagerId: string | null
}

export type ModelGroup = {
  readonly externalId: string
  readonly displayName: string
  /** externalIds of users. */
  readonly members: readonly string[]
  id: string | null
  /** Member ids that a group found again already has; empty for a group just created. */
  knownMemberIds: ReadonlySet<string>
}

export class DirectoryModel {
  readonly users: ReadonlyMap<string, ModelUser>
  readonly groups: ReadonlyMap<string, ModelGroup>

  constructor(population: Pick<Population, 'people' | 'groups'>) {
    this.users = new Map(
      population.people.map((person) => [person.externalId, { ...person, id: null, knownManagerId: null }]),
    )
    this.groups = new Map(
      population.groups.map((group) => [group.externalId, { ...group, id: null, knownMemberIds: new Set<string>() }]),
    )
  }

  get membershipCount(): number {
    return sum(this.groups.values(), (group) => group.members.length)
  }

  get managerCount(): number {
    return sum(this.users.values(), (user) => (user.manager === null ? 0 : 1))
  }

  managerIdOf(user: ModelUser): string | null {
    return user.manager === null ? null : (this.users.get(user.manager)?.id ?? null)
  }

  /** Ids of the members that exist; a user that could not be created is in no group. */
  memberIdsOf(group: ModelGroup): string[] {
    return group.members.flatMap((externalId) => this.users.get(externalId)?.id ?? [])
  }
}

function sum<T>(items: Iterable<T>, value: (item: T) => number): number {
  let total = 0
  for (const item of items) total += value(item)
  return total
}
