/** Holds of the records in a batch, and which records wait for an address or a name. */
import { scoped } from './lookup.ts'
import type { Need } from './need.ts'
import type { Hold, HoldKind, Key } from './record.ts'

type HoldsOfRecord = Map<HoldKind, Hold>

export class HoldTable {
  readonly #original = new Map<Key, HoldsOfRecord>()
  readonly #current = new Map<Key, HoldsOfRecord>()
  readonly #askedBases = new Set<string>()
  readonly #allIn = new Map<string, Set<Key>>()
  readonly #missing: Need

  constructor(missing: Need) {
    this.#missing = missing
  }

  asked(basis: string): void {
    this.#askedBases.add(basis)
  }

  load(hold: Hold): void {
    this.#of(this.#original, hold.recordKey).set(hold.kind, hold)
    this.#of(this.#current, hold.recordKey).set(hold.kind, hold)
  }

  get(recordKey: Key, kind: HoldKind): Hold | undefined {
    return this.#current.get(recordKey)?.get(kind)
  }

  /** Sorted: which was known first depends on how a history was cut into batches. */
  kindsOf(recordKey: Key): HoldKind[] {
    return [...(this.#current.get(recordKey)?.keys() ?? [])].sort()
  }

  put(hold: Hold): void {
    this.#of(this.#current, hold.recordKey).set(hold.kind, hold)
  }

  delete(recordKey: Key, kind: HoldKind): void {
    this.#current.get(recordKey)?.delete(kind)
  }

  /** Records that wait for this basis, the longest-known first: whoever came first gets it. */
  waitingFor(kind: HoldKind, basisKey: string): Key[] {
    const basis = scoped(kind, basisKey)
    if (!this.#askedBases.has(basis)) this.#missing.heldFor.add(basis)
    const keys: Key[] = []
    for (const [recordKey, holds] of this.#current) {
      if (holds.get(kind)?.basisKey === basisKey) keys.push(recordKey)
    }
    return keys.sort((a, b) => a - b)
  }

  /** Every hold of a kind in a directory is known once those are loaded that `loadIn` brings. */
  askedIn(name: string): void {
    this.#allIn.set(name, new Set())
  }

  loadIn(name: string, hold: Hold): void {
    this.load(hold)
    this.#allIn.get(name)?.add(hold.recordKey)
  }

  /** In the order of keys. @param isOf whether a record of the batch is of the directory */
  allIn(directoryId: number, kind: HoldKind, isOf: (recordKey: Key) => boolean): Hold[] {
    const name = scoped(directoryId, kind)
    const known = this.#allIn.get(name)
    if (known === undefined) this.#missing.heldIn.add(name)
    const holds = [...this.#current.values()].flatMap((each) => each.get(kind) ?? [])
    return holds
      .filter(({ recordKey }) => known?.has(recordKey) === true || isOf(recordKey))
      .sort((a, b) => a.recordKey - b.recordKey)
  }

  written(): { deleted: Hold[]; inserted: Hold[] } {
    const deleted: Hold[] = []
    const inserted: Hold[] = []
    for (const [recordKey, now] of this.#current) {
      const before = this.#original.get(recordKey)
      for (const [kind, hold] of now) {
        const old = before?.get(kind)
        if (old === hold) continue
        if (old !== undefined) deleted.push(old)
        inserted.push(hold)
      }
      for (const [kind, hold] of before ?? []) if (!now.has(kind)) deleted.push(hold)
    }
    return { deleted, inserted }
  }

  #of(table: Map<Key, HoldsOfRecord>, recordKey: Key): HoldsOfRecord {
    const holds = table.get(recordKey) ?? new Map<HoldKind, Hold>()
    table.set(recordKey, holds)
    return holds
  }
}
