/**
 * Membership rows of the site: only the net effect of a batch is kept. Of an account whose rows were asked for they are all
 * known. Of another one the first touch tells what was there: a row that comes from a directory exists exactly while its
 * directory pair does and both ends are linked, and a change of one of them is what the touch follows from.
 */
import type { Need } from './need.ts'
import type { Key, SiteMember } from './record.ts'

type Touched = { readonly row: SiteMember; readonly before: boolean; now: boolean }

export type RowsOfOrigin = { readonly groupKey: Key; readonly origin: number }

export type WrittenMembers = {
  readonly cleared: readonly RowsOfOrigin[]
  readonly deleted: readonly SiteMember[]
  readonly inserted: readonly SiteMember[]
}

/** To be written before the rest: and when it is, all rows of an origin become local. */
export type MemberPhase = WrittenMembers & { readonly localised: RowsOfOrigin }

const LOCAL = 0

export class SiteMembers {
  readonly #rows = new Map<Key, SiteMember[]>()
  readonly #firstNewKey: Key
  readonly #missing: Need
  readonly #touched = new Map<string, Touched>()
  readonly #touchedOf = new Map<Key, Set<Touched>>()
  readonly #cleared = new Map<string, RowsOfOrigin>()
  /** By how many the local members of a group have changed, and of which all were removed before. */
  readonly #localChange = new Map<Key, number>()
  readonly #localCleared = new Set<Key>()
  readonly #before: MemberPhase[] = []

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
    this.#set(this.#touch(row, false), true)
  }

  remove(row: SiteMember): void {
    this.#set(this.#touch(row, true), false)
  }

  /** Removes all rows of one origin from a group by one statement. */
  clear(groupKey: Key, origin: number): void {
    for (const [id, touched] of this.#touched) {
      if (touched.row.groupKey !== groupKey || touched.row.origin !== origin) continue
      this.#touched.delete(id)
      this.#touchedOf.get(touched.row.accountKey)?.delete(touched)
    }
    this.#cleared.set(`${groupKey}|${origin}`, { groupKey, origin })
    if (origin !== LOCAL) return
    this.#localCleared.add(groupKey)
    this.#localChange.set(groupKey, 0)
  }

  /** Makes all rows of one origin local ones by one statement. */
  localise(groupKey: Key, origin: number): void {
    const isNew = (accountKey: Key) => accountKey >= this.#firstNewKey
    for (const accountKey of [...this.#rows.keys(), ...[...this.#touchedOf.keys()].filter(isNew)]) {
      const rows = this.rowsOf(accountKey).map((row) =>
        row.groupKey === groupKey && row.origin === origin ? { ...row, origin: LOCAL } : row,
      )
      this.#rows.set(accountKey, [...new Map(rows.map((row) => [idOf(row), row])).values()])
    }
    this.#localChange.set(groupKey, (this.#localChange.get(groupKey) ?? 0) + 1)
    this.#before.push({ ...this.#phase(), localised: { groupKey, origin } })
    this.#touched.clear()
    this.#touchedOf.clear()
    this.#cleared.clear()
  }

  /** @param before how many local members the group had before the batch */
  hasLocal(groupKey: Key, before: number): boolean {
    return (this.#localCleared.has(groupKey) ? 0 : before) + (this.#localChange.get(groupKey) ?? 0) > 0
  }

  written(): WrittenMembers & { readonly before: readonly MemberPhase[] } {
    return { before: this.#before, ...this.#phase() }
  }

  #set(touched: Touched, now: boolean): void {
    const { groupKey, origin } = touched.row
    if (origin === LOCAL && touched.now !== now) {
      this.#localChange.set(groupKey, (this.#localChange.get(groupKey) ?? 0) + (now ? 1 : -1))
    }
    touched.now = now
  }

  #phase(): WrittenMembers {
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
