/**
 * Membership rows of the site: only the net effect of a batch is kept. Of an account whose rows were asked for they are all
 * known. Of another one the first touch tells what was there: a row that comes from a directory exists exactly while its
 * directory pair does and both ends are linked, and a change of one of them is what the touch follows from.
 */
import type { Need } from './need.ts'
import { type BringBack, type Fill, PutOffMembers } from './put-off-members.ts'
import type { Key, SiteMember } from './record.ts'

type Touched = { readonly row: SiteMember; readonly before: boolean; now: boolean }

export type RowsOfOrigin = { readonly groupKey: Key; readonly origin: number }

export type WrittenMembers = {
  readonly cleared: readonly RowsOfOrigin[]
  readonly deleted: readonly SiteMember[]
  readonly inserted: readonly SiteMember[]
}

/**
 * Rows as they are then, for whoever takes it back: all of a group, or of one that no directory fills those that a decision
 * takes away (what the guard keeps stays).
 */
export type MembersCopy = { readonly copyKey: Key; readonly groupKey: Key; readonly which: 'local' | 'all' }

/** Copies come first, then what is written; in the end all rows of an origin become local. */
export type MemberPhase = WrittenMembers & {
  readonly copied: readonly MembersCopy[]
  readonly localised: RowsOfOrigin | null
}

/** Of memberships that come from no directory. */
export const LOCAL = 0

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
  /** Groups with rows that became local: nobody has counted them. */
  readonly #localUncounted = new Set<Key>()
  readonly #before: MemberPhase[] = []
  #copied: MembersCopy[] = []
  /** Whose rows are no longer as they were when the phase began. */
  readonly #touchedGroups = new Set<Key>()
  /** What earlier phases left of the rows that they touched, and of which groups and origins they took all others. */
  readonly #left = new Map<string, boolean>()
  readonly #emptied = new Set<string>()
  #isUncountedAsked = false
  readonly #putOff = new PutOffMembers()

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

  /**
   * The memberships of an account as they are now, without what is put off to the end of the batch: for whoever removes those of
   * its directory, which the end looks at again. Who has to know all of them asks for `allRowsOf`.
   */
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

  /** An operation that asks while memberships are put off is applied in the next batch. */
  allRowsOf(accountKey: Key): SiteMember[] {
    this.#putOff.askAboutAny()
    return this.rowsOf(accountKey)
  }

  /** Those of an account in one group; see `allRowsOf`. */
  rowsIn(groupKey: Key, accountKey: Key): SiteMember[] {
    this.#putOff.askAbout(groupKey)
    return this.rowsOf(accountKey).filter((row) => row.groupKey === groupKey)
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
    this.#cleared.set(placeOf({ groupKey, origin }), { groupKey, origin })
    this.#touchedGroups.add(groupKey)
    if (origin !== LOCAL) return
    this.#localCleared.add(groupKey)
    this.#localChange.set(groupKey, 0)
    this.#localUncounted.delete(groupKey)
    this.#putOff.cleared(groupKey)
  }

  /** Everybody in a group of a directory joins by one statement, at the end of the batch. */
  fill(fill: Fill): void {
    this.#putOff.fill(fill)
  }

  /** Everybody in a copy comes back by one statement, at the end of the batch. */
  bringBack(back: BringBack): void {
    this.#putOff.bringBack(back)
  }

  /** Copies rows by one statement, as they are here among the operations. */
  copy(copy: MembersCopy): void {
    this.#putOff.askAbout(copy.groupKey)
    if (this.#touchedGroups.has(copy.groupKey)) this.#endPhase(null, (row) => row)
    this.#copied.push(copy)
  }

  /** Makes all rows of one origin local ones by one statement. */
  localise(groupKey: Key, origin: number): void {
    this.#putOff.askAbout(groupKey)
    this.#endPhase({ groupKey, origin }, (row) =>
      row.groupKey === groupKey && row.origin === origin ? { ...row, origin: LOCAL } : row,
    )
    this.#localUncounted.add(groupKey)
  }

  /** @param before how many local members the group had before the batch */
  hasLocal(groupKey: Key, before: number): boolean {
    if (this.#localUncounted.has(groupKey)) this.#isUncountedAsked = true
    this.#putOff.askAboutLocal(groupKey)
    return (this.#localCleared.has(groupKey) ? 0 : before) + (this.#localChange.get(groupKey) ?? 0) > 0
  }

  /** An answer was asked for that only the rows have, once the operations before are written. */
  get isAskedTooEarly(): boolean {
    return this.#isUncountedAsked || this.#putOff.isAsked
  }

  written() {
    return {
      before: this.#before as readonly MemberPhase[],
      ...this.#phase(),
      copied: this.#copied as readonly MembersCopy[],
      ...this.#putOff.written(),
    }
  }

  #endPhase(localised: RowsOfOrigin | null, after: (row: SiteMember) => SiteMember): void {
    const isNew = (accountKey: Key) => accountKey >= this.#firstNewKey
    for (const accountKey of [...this.#rows.keys(), ...[...this.#touchedOf.keys()].filter(isNew)]) {
      const rows = this.rowsOf(accountKey).map(after)
      this.#rows.set(accountKey, [...new Map(rows.map((row) => [idOf(row), row])).values()])
    }
    this.#before.push({ ...this.#phase(), copied: this.#copied, localised })
    this.#copied = []
    this.#touchedGroups.clear()
    for (const place of this.#cleared.keys()) this.#empty(place)
    for (const [id, { now }] of this.#touched) this.#left.set(id, now)
    if (localised !== null) this.#empty(placeOf(localised))
    this.#touched.clear()
    this.#touchedOf.clear()
    this.#cleared.clear()
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
    const unknown = this.#left.get(id) ?? (before && !this.#emptied.has(placeOf(row)))
    const base = this.#rows.get(row.accountKey)?.some((each) => idOf(each) === id) ?? unknown
    const there = base && !this.#isCleared(row)
    const touched = { row, before: there, now: there }
    this.#touched.set(id, touched)
    this.#touchedGroups.add(row.groupKey)
    const ofAccount = this.#touchedOf.get(row.accountKey)
    if (ofAccount === undefined) this.#touchedOf.set(row.accountKey, new Set([touched]))
    else ofAccount.add(touched)
    return touched
  }

  #empty(place: string): void {
    this.#emptied.add(place)
    for (const id of this.#left.keys()) if (id.endsWith(`@${place}`)) this.#left.delete(id)
  }

  #isCleared(row: SiteMember): boolean {
    return this.#cleared.has(placeOf(row))
  }
}

function placeOf({ groupKey, origin }: RowsOfOrigin): string {
  return `${groupKey}|${origin}`
}

function idOf(row: SiteMember): string {
  return `${row.accountKey}@${placeOf(row)}`
}
