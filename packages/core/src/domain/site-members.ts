/**
 * Membership rows of the site: only the net effect of a batch is kept. Of an account whose rows were asked for they are all
 * known. Of another one the first touch tells what was there: a row that comes from a directory exists exactly while its
 * directory pair does and both ends are linked, and a change of one of them is what the touch follows from.
 */
import type { Need } from './need.ts'
import type { Key, SiteMember } from './record.ts'

type Touched = { readonly row: SiteMember; readonly before: boolean; now: boolean }

export class SiteMembers {
  readonly #rows = new Map<Key, SiteMember[]>()
  readonly #firstNewKey: Key
  readonly #missing: Need
  readonly #touched = new Map<string, Touched>()
  readonly #touchedOf = new Map<Key, Set<Touched>>()
  readonly #cleared = new Map<string, { groupKey: Key; origin: number }>()

  constructor(firstNewKey: Key, missing: Need) {
    this.#firstNewKey = firstNewKey
    this.#missing = missing
  }

  /** All rows of this account are known once those are loaded that `load` brings. */
  asked(accountKey: Key): void {
    if (!this.#rows.has(accountKey)) this.#rows.set(accountKey, [])
  }

  load(row: SiteMember): void {
    this.#rows.get(row.accountKey)?.push(row)
  }

  /** The memberships of an account as they are now. */
  rowsOf(accountKey: Key): SiteMember[] {
    const base = this.#rows.get(accountKey)
    if (base === undefined && accountKey < this.#firstNewKey) this.#missing.siteRowsOf.add(accountKey)
    const left = (base ?? []).filter((row) => !this.#isCleared(row))
    const rows = new Map(left.map((row) => [idOf(row), row]))
    for (const { row, now } of this.#touchedOf.get(accountKey) ?? []) {
      if (now) rows.set(idOf(row), row)
      else rows.delete(idOf(row))
    }
    return [...rows.values()]
  }

  add(row: SiteMember): void {
    this.#touch(row, false).now = true
  }

  remove(row: SiteMember): void {
    this.#touch(row, true).now = false
  }

  /** Removes all rows of one origin from a group by one statement. */
  clear(groupKey: Key, origin: number): void {
    for (const [id, touched] of this.#touched) {
      if (touched.row.groupKey !== groupKey || touched.row.origin !== origin) continue
      this.#touched.delete(id)
      this.#touchedOf.get(touched.row.accountKey)?.delete(touched)
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
    const id = idOf(row)
    const known = this.#touched.get(id)
    if (known !== undefined) return known
    const base = this.#rows.get(row.accountKey)?.some((each) => idOf(each) === id) ?? before
    const there = base && !this.#isCleared(row)
    const touched = { row, before: there, now: there }
    this.#touched.set(id, touched)
    const ofAccount = this.#touchedOf.get(row.accountKey)
    if (ofAccount === undefined) this.#touchedOf.set(row.accountKey, new Set([touched]))
    else ofAccount.add(touched)
    return touched
  }

  #isCleared({ groupKey, origin }: SiteMember): boolean {
    return this.#cleared.has(`${groupKey}|${origin}`)
  }
}

function idOf(row: SiteMember): string {
  return `${row.groupKey}|${row.accountKey}|${row.origin}`
}
