/** Conflicts as a batch knows them: of a record the live one, by id, and those that a filter names; and the net rows to write. */
import { type Conflict, type ConflictFilter, filterName } from './conflict.ts'
import type { Loaded } from './loaded.ts'
import { Lookup } from './lookup.ts'
import type { Need } from './need.ts'
import type { Key } from './record.ts'
import { Rows, type Written } from './rows.ts'
import { isUuid } from './uuid-text.ts'

export class ConflictTable {
  readonly #rows = new Rows<Conflict>()
  readonly #ids: Lookup
  /** Of each record that was asked for, or touched: null, it has none. */
  readonly #live = new Map<Key, Key | null>()
  readonly #where = new Map<string, Set<Key>>()
  readonly #changed = new Map<string, Set<Key>>()
  readonly #firstNewKey: Key
  readonly #missing: Need

  constructor(firstNewKey: Key, missing: Need) {
    this.#ids = new Lookup(missing.conflictIds)
    this.#firstNewKey = firstNewKey
    this.#missing = missing
  }

  /** Before anything is loaded. */
  asked({ conflictsOf, conflictIds, conflictsWhere }: Need): void {
    for (const key of conflictsOf) this.#live.set(key, null)
    for (const id of conflictIds) this.#ids.asked(id)
    for (const name of conflictsWhere.keys()) this.#where.set(name, new Set())
  }

  load({ conflicts, conflictsWhere }: Pick<Loaded, 'conflicts' | 'conflictsWhere'>): void {
    for (const conflict of conflicts) {
      this.#rows.load(conflict)
      this.#ids.load(conflict.id, conflict.key)
      if (isLive(conflict)) this.#live.set(conflict.recordKey, conflict.key)
    }
    for (const { name, key, changed } of conflictsWhere) {
      this.#where.get(name)?.add(key)
      if (changed) this.#changed.set(name, (this.#changed.get(name) ?? new Set()).add(key))
    }
  }

  byId(id: string): Conflict | undefined {
    const key = isUuid(id) ? this.#ids.find(id) : undefined
    return key === undefined ? undefined : this.#rows.get(key)
  }

  /** Open or decided, and not carried out yet. */
  liveOf(recordKey: Key): Conflict | undefined {
    const key = this.#live.get(recordKey)
    if (key === undefined && recordKey < this.#firstNewKey) this.#missing.conflictsOf.add(recordKey)
    return key ? this.#rows.get(key) : undefined
  }

  /** Open ones, in the order of keys. What has changed in the batch counts, but for `leftLocal`: that is as it was before. */
  openWhere(filter: ConflictFilter): Conflict[] {
    const name = filterName(filter)
    const known = this.#where.get(name)
    if (known === undefined) this.#missing.conflictsWhere.set(name, filter)
    const keys = new Set([...(known ?? []), ...(filter.leftLocal === true ? [] : this.#touched())])
    const { directoryId, kind } = filter
    return [...keys]
      .flatMap((key) => this.#rows.get(key) ?? [])
      .filter(
        (conflict) =>
          conflict.state === 'open' &&
          (directoryId === undefined || conflict.directoryId === directoryId) &&
          (kind === undefined || conflict.kind === kind),
      )
      .sort((a, b) => a.key - b.key)
  }

  /** Of one of those: another version than when they were looked at, or not there then. What the batch does comes later. */
  hasChanged(filter: ConflictFilter, { key, version }: Conflict): boolean {
    if (filter.asOf === undefined) return false
    return this.#rows.loaded(key)?.version !== version || this.#changed.get(filterName(filter))?.has(key) === true
  }

  put(conflict: Conflict): void {
    this.#rows.put(conflict)
    this.#ids.take(conflict.id, conflict.key)
    if (isLive(conflict)) this.#live.set(conflict.recordKey, conflict.key)
    else if (this.#live.get(conflict.recordKey) === conflict.key) this.#live.set(conflict.recordKey, null)
  }

  written(): Written<Conflict> {
    return this.#rows.written()
  }

  #touched(): Key[] {
    const { inserted, updated } = this.written()
    return [...inserted, ...updated.map(({ after }) => after)].map(({ key }) => key)
  }
}

function isLive({ state }: Conflict): boolean {
  return state === 'open' || state === 'decided'
}
