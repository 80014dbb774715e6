/**
 * The rows of one table that a batch touches: as loaded, and as they are now.
 * Guarantee: `written()` is the net effect, so a thousand operations on one row are one update.
 */
import type { Key } from './record.ts'

export type Written<Row> = {
  readonly deleted: readonly Row[]
  readonly updated: readonly { readonly before: Row; readonly after: Row }[]
  readonly inserted: readonly Row[]
}

export class Rows<Row extends { readonly key: Key }> {
  readonly #original = new Map<Key, Row>()
  readonly #current = new Map<Key, Row>()
  readonly #touched = new Set<Key>()

  load(row: Row): void {
    this.#original.set(row.key, row)
    this.#current.set(row.key, row)
  }

  get(key: Key): Row | undefined {
    return this.#current.get(key)
  }

  /** All that are there as far as the batch knows, in no order. */
  get current(): Row[] {
    return [...this.#current.values()]
  }

  loaded(key: Key): Row | undefined {
    return this.#original.get(key)
  }

  put(row: Row): void {
    this.#current.set(row.key, row)
    this.#touched.add(row.key)
  }

  delete(key: Key): void {
    this.#current.delete(key)
    this.#touched.add(key)
  }

  written(): Written<Row> {
    const deleted: Row[] = []
    const updated: { before: Row; after: Row }[] = []
    const inserted: Row[] = []
    for (const key of this.#touched) {
      const before = this.#original.get(key)
      const after = this.#current.get(key)
      if (before === undefined) {
        if (after !== undefined) inserted.push(after)
      } else if (after === undefined) deleted.push(before)
      else if (before !== after) updated.push({ before, after })
    }
    return { deleted, updated, inserted }
  }
}
