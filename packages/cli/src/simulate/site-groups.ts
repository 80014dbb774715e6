/**
 * What the groups of one directory become at a site (design: Groups and organizations), as long as nobody decides anything:
 * a free name is a group, a taken one waits as a conflict, and a linked group whose new name is taken keeps the old one.
 */
import type { HoldKind } from '@syncline/core/domain/record.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import type { SiteConditions } from '@syncline/core/storage/read/site-conditions.ts'
import type { ModelGroup } from './model.ts'

export type GroupStanding = {
  /** Of the site's group; null: not linked. */
  name: string | null
  hold: HoldKind | null
}

const LOCAL = Symbol('local')

export class SiteGroups {
  /** Who has a name at the site, by folded name. */
  readonly #holders = new Map<string, string | typeof LOCAL>()
  readonly #standings = new Map<string, GroupStanding>()
  readonly #closed = new Set<string>()
  conditions: Pick<SiteConditions, 'builtInNames'>

  constructor(conditions: Pick<SiteConditions, 'builtInNames'>, localNames: Iterable<string>) {
    this.conditions = conditions
    for (const name of localNames) this.#holders.set(fold(name), LOCAL)
  }

  /** Folded names of synced groups that were deleted, or renamed since, and that nobody has now. */
  get closed(): ReadonlySet<string> {
    return this.#closed
  }

  standingOf(externalId: string): GroupStanding {
    return this.#standings.get(externalId) ?? { name: null, hold: null }
  }

  follow(groups: ReadonlyMap<string, ModelGroup>, deleted: Iterable<ModelGroup>): void {
    this.#settle(groups)
    for (const { externalId } of deleted) {
      const { name } = this.standingOf(externalId)
      this.#standings.delete(externalId)
      if (name !== null) this.#free(name)
    }
    this.#settle(groups)
  }

  #settle(groups: ReadonlyMap<string, ModelGroup>): void {
    for (let moved = true; moved; ) {
      moved = false
      for (const group of groups.values()) if (this.#followGroup(group)) moved = true
    }
  }

  /** @returns whether a name was taken */
  #followGroup({ externalId, displayName }: ModelGroup): boolean {
    const standing = this.standingOf(externalId)
    this.#standings.set(externalId, standing)
    const nameKey = fold(displayName)
    const holder = this.#holders.get(nameKey)
    if (this.conditions.builtInNames.has(nameKey)) standing.hold = 'built-in-name'
    else standing.hold = holder === undefined || holder === externalId ? null : 'conflict'
    if (standing.hold !== null || standing.name === displayName) return false
    if (standing.name !== null) this.#free(standing.name)
    this.#holders.set(nameKey, externalId)
    this.#closed.delete(nameKey)
    standing.name = displayName
    return true
  }

  #free(name: string): void {
    this.#holders.delete(fold(name))
    this.#closed.add(fold(name))
  }
}
