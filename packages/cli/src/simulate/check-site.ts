/**
 * The rows of the site against the model: every record has exactly the account or group, and exactly the holds, that the rules
 * give it, every group exactly the accounts of its members that count, and what was there before is as it was.
 */
import type { SiteHold } from '@syncline/core/storage/read/site-snapshot.ts'
import { GroupsCheck } from './check-site-groups.ts'
import { PeopleCheck } from './check-site-people.ts'
import type { Differences } from './differences.ts'
import type { DirectoryModel } from './model.ts'
import type { SiteModel } from './site-model.ts'

export class SiteCheck {
  readonly #differences: Differences
  readonly #model: DirectoryModel
  readonly #held = new Map<string, Set<string>>()
  readonly people: PeopleCheck
  readonly groups: GroupsCheck

  constructor(model: DirectoryModel, site: SiteModel, differences: Differences) {
    this.#model = model
    this.#differences = differences
    this.people = new PeopleCheck(model, site, differences)
    this.groups = new GroupsCheck(model, site, differences, (key) => this.people.userOf(key))
  }

  seeHold({ recordId, kind }: SiteHold): void {
    const held = this.#held.get(recordId) ?? new Set()
    this.#held.set(recordId, held.add(kind))
  }

  finish(): void {
    this.people.finish()
    this.groups.finish()
    for (const { id } of this.#model.users.values()) {
      const found = id === null ? null : this.people.standingOf(id)
      if (found !== null) this.#compareHolds(found.name, id, found.standing.holds)
    }
    for (const { id } of this.#model.groups.values()) {
      const found = id === null ? null : this.groups.holdOf(id)
      if (found !== null) this.#compareHolds(found.name, id, new Set(found.hold === null ? [] : [found.hold]))
    }
    for (const [recordId, kinds] of this.#held) this.#differences.add(recordId, `is held (${[...kinds].join(', ')})`)
  }

  #compareHolds(name: string, id: string | null, expected: ReadonlySet<string>): void {
    const found = this.#held.get(id ?? '') ?? new Set()
    this.#held.delete(id ?? '')
    for (const kind of found) if (!expected.has(kind)) this.#differences.add(name, `is held (${kind})`)
    for (const kind of expected) if (!found.has(kind)) this.#differences.add(name, `is not held (${kind})`)
  }
}
