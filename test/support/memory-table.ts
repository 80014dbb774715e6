/** Rows under a key; a write that a table would refuse, or that would hit nothing, is an error. */
import type { Written } from '@syncline/core/domain/rows.ts'

export class MemoryTable<Row> {
  readonly #rows = new Map<string, Row>()
  readonly #keyOf: (row: Row) => string

  constructor(keyOf: (row: Row) => string) {
    this.#keyOf = keyOf
  }

  get all(): Row[] {
    return [...this.#rows.values()]
  }

  /** As one transaction writes: deletes, then updates, then inserts. */
  write({ deleted, updated = [], inserted }: Omit<Written<Row>, 'updated'> & Partial<Written<Row>>): void {
    for (const row of deleted) if (!this.#rows.delete(this.#keyOf(row))) throw refused('deletes', row)
    for (const { after } of updated) {
      if (!this.#rows.has(this.#keyOf(after))) throw refused('updates', after)
      this.#rows.set(this.#keyOf(after), after)
    }
    for (const row of inserted) this.insert(row)
  }

  insert(row: Row): void {
    const key = this.#keyOf(row)
    if (this.#rows.has(key)) throw refused('inserts again', row)
    this.#rows.set(key, row)
  }

  clear(where: (row: Row) => boolean): void {
    for (const [key, row] of this.#rows) if (where(row)) this.#rows.delete(key)
  }
}

function refused(what: string, row: unknown): Error {
  return new Error(`the batch ${what} ${JSON.stringify(row)}`)
}
