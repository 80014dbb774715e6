/**
 * What the site must look like: what it was before, and what the records of one directory make of it. While the directory
 * is in review nothing has reached it.
 */
import type { LocalGroup, SiteConditions } from '@syncline/core/storage/read/site-conditions.ts'
import type { ModelGroup, ModelUser } from './model.ts'
import { SiteGroups } from './site-groups.ts'
import { type ExistingAccount, SitePeople } from './site-people.ts'

export type SiteBefore = {
  readonly conditions: SiteConditions
  readonly accounts: Iterable<ExistingAccount>
  readonly localGroups: readonly Pick<LocalGroup, 'name' | 'members'>[]
}

type Records = {
  readonly users: ReadonlyMap<string, ModelUser>
  readonly groups: ReadonlyMap<string, ModelGroup>
  readonly leavers: Iterable<ModelUser>
  readonly closedGroups: Iterable<ModelGroup>
}

export class SiteModel {
  readonly people: SitePeople
  readonly groups: SiteGroups
  readonly localGroups: SiteBefore['localGroups']
  #isReviewing: boolean

  constructor({ conditions, accounts, localGroups }: SiteBefore) {
    this.people = new SitePeople(conditions, accounts)
    this.groups = new SiteGroups(
      conditions,
      localGroups.map(({ name }) => name),
    )
    this.localGroups = localGroups
    this.#isReviewing = conditions.phase === 'reviewing'
  }

  /** The directory started, or its settings are others: what follows goes by these. */
  setConditions(conditions: SiteConditions): void {
    this.people.conditions = conditions
    this.groups.conditions = conditions
    this.#isReviewing = conditions.phase === 'reviewing'
  }

  follow({ users, groups, leavers, closedGroups }: Records): void {
    if (this.#isReviewing) return
    this.people.follow(users, leavers)
    this.groups.follow(groups, closedGroups)
  }
}
