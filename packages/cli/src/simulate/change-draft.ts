/**
 * What the changes of one cycle share. Guarantee: a person is changed at most once in a cycle and a group renamed or
 * deleted at most once, so the result does not depend on the order in which the changes reach the directory.
 */
import type { Faker, Randomizer } from '@faker-js/faker'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { Locales } from './locales.ts'
import type { DirectoryModel, ModelGroup, ModelUser } from './model.ts'
import type { Organisation } from './organisation.ts'
import { below } from './random.ts'

/** Of somebody who was deleted, so that they can come back under the same name and address. */
export type Departed = JsonObject & { readonly userName: string }

/** What lasts over all cycles. */
export type ChangeSource = {
  readonly model: DirectoryModel
  readonly organisation: Organisation
  readonly randomizer: Randomizer
  readonly locales: Locales
  readonly english: Faker
  /** A local part that nobody has or has had. */
  readonly newLocal: (givenName: string, familyName: string) => string
  /** A name that no group has or has had. */
  readonly newGroupName: () => string
  readonly nextEmployeeNumber: () => string
  readonly departed: Departed[]
  /** Names of deleted groups. */
  readonly freeGroupNames: string[]
}

/** So often a fitting one is looked for; then the change is another one. */
const MOST_DRAWS = 30

export class ChangeDraft {
  readonly source: ChangeSource
  readonly #users: readonly ModelUser[]
  readonly #groups: readonly ModelGroup[]
  readonly #touchedUsers = new Set<ModelUser>()
  readonly #touchedGroups = new Set<ModelGroup>()
  /** Deleted in this cycle: whoever and whatever takes their names has to wait for the next one. */
  readonly departing: Departed[] = []
  readonly freedGroupNames: string[] = []

  constructor(source: ChangeSource) {
    this.source = source
    this.#users = [...source.model.users.values()]
    this.#groups = [...source.model.groups.values()]
  }

  /** Somebody who was there before the cycle, unchanged so far, once. */
  takeUser(fits: (user: ModelUser) => boolean): ModelUser | null {
    const user = this.anyUser((candidate) => !this.#touchedUsers.has(candidate) && fits(candidate))
    if (user !== null) this.#touchedUsers.add(user)
    return user
  }

  untouch(user: ModelUser): void {
    this.#touchedUsers.delete(user)
  }

  takeGroup(): ModelGroup | null {
    const group = this.anyGroup((candidate) => !this.#touchedGroups.has(candidate))
    if (group !== null) this.#touchedGroups.add(group)
    return group
  }

  anyUser(fits: (user: ModelUser) => boolean): ModelUser | null {
    const { model, randomizer } = this.source
    return draw(this.#users, randomizer, (user) => model.users.has(user.externalId) && fits(user))
  }

  anyGroup(fits: (group: ModelGroup) => boolean): ModelGroup | null {
    const { model, randomizer } = this.source
    return draw(this.#groups, randomizer, (group) => model.groups.has(group.externalId) && fits(group))
  }

  end(): void {
    this.source.departed.push(...this.departing)
    this.source.freeGroupNames.push(...this.freedGroupNames)
    this.source.model.followSite()
  }
}

function draw<T>(items: readonly T[], randomizer: Randomizer, fits: (item: T) => boolean): T | null {
  for (let tries = 0; tries < MOST_DRAWS; tries++) {
    const item = items[below(randomizer, items.length)]
    if (item !== undefined && fits(item)) return item
  }
  return null
}
