/** Holds of the records in a batch, and which records wait for an address or a name. */
import { scoped } from './lookup.ts'
import type { Need } from './need.ts'
import type { Hold, HoldKind, Key } from './record.ts'

type HoldsOfRecord = Map<HoldKind, Hold>

export class HoldTable {
  readonly #original = new Map<Key, HoldsOfRecord>()
  readonly #current = new Map<Key, HoldsOfRecord>()
  readonly #askedBases = new Set<string>()
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

  kindsOf(recordKey: Key): HoldKind[] {
    return [...(this.#current.get(recordKey)?.keys() ?? [])]
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
