/**
 * Memberships of a site that a batch has in hand, beside what they are to come to: each step is done to both, and what the batch
 * writes at its end, done to the rows that were there, must give the same.
 */
import { emptyNeed } from '@syncline/core/domain/need.ts'
import type { Key, SiteMember } from '@syncline/core/domain/record.ts'
import { type MemberPhase, SiteMembers } from '@syncline/core/domain/site-members.ts'

/** The first key that the batch itself gives. */
export const FIRST_NEW = 100

/** `account group origin` */
export type Row = `${number} ${number} ${number}`

export class MembersInHand {
  readonly missing = emptyNeed()
  readonly members = new SiteMembers(FIRST_NEW, this.missing)
  /** As they are to be now. */
  readonly rows: Set<Row>
  readonly #before: readonly Row[]
  /** By the key of each. */
  readonly #copies: Record<Key, readonly Row[]> = {}

  /** @param known accounts whose rows were asked for */
  constructor(before: readonly Row[], known: readonly Key[] = []) {
    this.rows = new Set(before)
    this.#before = before
    for (const key of known) this.members.asked(key)
    for (const row of before) if (known.includes(memberOf(row).accountKey)) this.members.load(memberOf(row))
  }

  add(row: Row): void {
    this.members.add(memberOf(row))
    this.rows.add(row)
  }

  remove(row: Row): void {
    this.members.remove(memberOf(row))
    this.rows.delete(row)
  }

  clear(groupKey: Key, origin: number): void {
    this.members.clear(groupKey, origin)
    for (const row of rowsAt(this.rows, groupKey, origin)) this.rows.delete(row)
  }

  localise(groupKey: Key, origin: number): void {
    this.members.localise(groupKey, origin)
    makeLocal(this.rows, groupKey, origin)
  }

  copy(copyKey: Key, groupKey: Key): void {
    this.members.copy({ copyKey, groupKey, which: 'all' })
    this.#copies[copyKey] = rowsIn(this.rows, groupKey)
  }

  get expected() {
    return { rows: [...this.rows].sort(), copies: this.#copies }
  }

  /** @throws when a row is inserted that is there, or deleted that is not */
  written() {
    const { before, ...last } = this.members.written()
    const rows = new Set(this.#before)
    const copies: Record<Key, readonly Row[]> = {}
    for (const phase of [...before, { ...last, localised: null }]) write(rows, copies, phase)
    return { rows: [...rows].sort(), copies }
  }
}

function write(rows: Set<Row>, copies: Record<Key, readonly Row[]>, phase: MemberPhase): void {
  for (const { copyKey, groupKey } of phase.copied) copies[copyKey] = rowsIn(rows, groupKey)
  for (const { groupKey, origin } of phase.cleared) for (const row of rowsAt(rows, groupKey, origin)) rows.delete(row)
  for (const row of phase.deleted.map(rowOf)) if (!rows.delete(row)) throw new Error(`${row} is not there`)
  for (const row of phase.inserted.map(rowOf)) {
    if (rows.has(row)) throw new Error(`${row} is there already`)
    rows.add(row)
  }
  if (phase.localised !== null) makeLocal(rows, phase.localised.groupKey, phase.localised.origin)
}

function makeLocal(rows: Set<Row>, groupKey: Key, origin: number): void {
  for (const row of rowsAt(rows, groupKey, origin)) {
    rows.delete(row)
    rows.add(rowOf({ ...memberOf(row), origin: 0 }))
  }
}

function rowsIn(rows: ReadonlySet<Row>, groupKey: Key): Row[] {
  return [...rows].filter((row) => memberOf(row).groupKey === groupKey).sort()
}

function rowsAt(rows: ReadonlySet<Row>, groupKey: Key, origin: number): Row[] {
  return rowsIn(rows, groupKey).filter((row) => memberOf(row).origin === origin)
}

export function memberOf(row: Row): SiteMember {
  const [accountKey = 0, groupKey = 0, origin = 0] = row.split(' ').map(Number)
  return { accountKey, groupKey, origin }
}

export function rowOf({ accountKey, groupKey, origin }: SiteMember): Row {
  return `${accountKey} ${groupKey} ${origin}`
}

/** Ada's rows were asked for, Bob's were not, Nia is of this batch. One and Two are groups; 0 is the site itself, 1 a directory. */
export const [ADA, BOB, NIA] = [1, 2, FIRST_NEW]
export const [ONE, TWO] = [10, 11]
export const row = (account: number, group = ONE, origin = 1): Row => `${account} ${group} ${origin}`

export type Act = (it: MembersInHand) => void
export const add =
  (...which: Parameters<typeof row>): Act =>
  (it) =>
    it.add(row(...which))
export const remove =
  (...which: Parameters<typeof row>): Act =>
  (it) =>
    it.remove(row(...which))
export const clear =
  (group: number, origin: number): Act =>
  (it) =>
    it.clear(group, origin)
export const localise =
  (group: number, origin: number): Act =>
  (it) =>
    it.localise(group, origin)
export const copy =
  (key: number, group: number): Act =>
  (it) =>
    it.copy(key, group)

/** Everybody who could be in One and Two by the directory and by hand, but for Nia. */
export const FULL: readonly Row[] = [ADA, BOB].flatMap((account) =>
  [ONE, TWO].flatMap((group) => [0, 1, 2].map((origin) => row(account, group, origin))),
)
