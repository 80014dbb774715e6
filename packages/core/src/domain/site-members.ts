/**
 * Membership rows of the site, derived from directory pairs through links: only the net effect of a batch is kept.
 * A row exists exactly while its directory pair does and both ends are linked, so the first touch tells what was there.
 */
import type { Key, SiteMember } from './record.ts'

type Touched = { readonly row: SiteMember; readonly before: boolean; now: boolean }

export class SiteMembers {
  readonly #touched = new Map<string, Touched>()
  readonly #cleared = new Map<string, { groupKey: Key; origin: number }>()

  add(row: SiteMember): void {
    this.#touch(row, false).now = true
  }

  remove(row: SiteMember): void {
    this.#touch(row, true).now = false
  }

  /** Removes all rows of one origin from a group by one statement. */
  clear(groupKey: Key, origin: number): void {
    for (const [id, touched] of this.#touched) {
      if (touched.row.groupKey === groupKey && touched.row.origin === origin) this.#touched.delete(id)
    }
    this.#cleared.set(`${groupKey}|${origin}`, { groupKey, origin })
  }

  written(): {
    cleared: { readonly groupKey: Key; readonly origin: number }[]
    deleted: SiteMember[]
    inserted: SiteMember[]
  } {
    const touched = [...this.#touched.values()]
    return {
      cleared: [...this.#cleared.values()],
      deleted: touched.filter((t) => t.before && !t.now).map((t) => t.row),
      inserted: touched.filter((t) => !t.before && t.now).map((t) => t.row),
    }
  }

  #touch(row: SiteMember, before: boolean): Touched {
    const id = `${row.groupKey}|${row.accountKey}|${row.origin}`
    const known = this.#touched.get(id)
    if (known !== undefined) return known
    const touched = { row, before: before && !this.#cleared.has(`${row.groupKey}|${row.origin}`), now: before }
    this.#touched.set(id, touched)
    return touched
  }
}
