/**
 * Who is a member of what in the directories: the pairs a batch knows of, and the net rows to delete and insert.
 * Guarantee: adding or removing one member looks at one pair, whatever the size of the group.
 */
import type { Need } from './need.ts'
import type { Key } from './record.ts'

export type MemberRow = { readonly groupKey: Key; readonly memberKey: Key; readonly nested: boolean }

type Pairs = Map<Key, Map<Key, MemberRow | null>>

function setPair(pairs: Pairs, groupKey: Key, memberKey: Key, row: MemberRow | null): void {
  const members = pairs.get(groupKey)
  if (members === undefined) pairs.set(groupKey, new Map([[memberKey, row]]))
  else members.set(memberKey, row)
}

export class MemberRelation {
  readonly #base: Pairs = new Map()
  readonly #now: Pairs = new Map()
  /** The groups that a member's pairs were loaded or added in. */
  readonly #groupsByMember = new Map<Key, Set<Key>>()
  readonly #completeGroups = new Set<Key>()
  readonly #completeMembers = new Set<Key>()
  readonly #completeNested = new Set<Key>()
  readonly #cleared = new Set<Key>()
  readonly #firstNewKey: Key
  readonly #missing: Need

  constructor(firstNewKey: Key, missing: Need) {
    this.#firstNewKey = firstNewKey
    this.#missing = missing
  }

  load(groupKey: Key, memberKey: Key, row: MemberRow | null): void {
    setPair(this.#base, groupKey, memberKey, row)
    this.#index(groupKey, memberKey)
  }

  /** `nestedIn`: of this group all members that are groups. */
  loadComplete(of: { readonly group?: Key; readonly member?: Key; readonly nestedIn?: Key }): void {
    if (of.group !== undefined) this.#completeGroups.add(of.group)
    if (of.member !== undefined) this.#completeMembers.add(of.member)
    if (of.nestedIn !== undefined) this.#completeNested.add(of.nestedIn)
  }

  has(groupKey: Key, memberKey: Key): boolean {
    const now = this.#now.get(groupKey)?.get(memberKey)
    if (now !== undefined) return now !== null
    if (this.#cleared.has(groupKey)) return false
    const base = this.#base.get(groupKey)?.get(memberKey)
    if (base !== undefined) return base !== null
    if (!this.#knowsGroup(groupKey) && !this.#knowsMember(memberKey)) this.#missing.groupsOf.add(memberKey)
    return false
  }

  add(row: MemberRow): void {
    setPair(this.#now, row.groupKey, row.memberKey, row)
    this.#index(row.groupKey, row.memberKey)
  }

  remove(groupKey: Key, memberKey: Key): void {
    setPair(this.#now, groupKey, memberKey, null)
  }

  /** Empties a group by one statement, without knowing who was in it. */
  clear(groupKey: Key): void {
    this.#now.delete(groupKey)
    if (groupKey < this.#firstNewKey) this.#cleared.add(groupKey)
  }

  /** Whether the group has groups as members. */
  hasNested(groupKey: Key): boolean {
    const isKnown = this.#cleared.has(groupKey) || this.#knowsGroup(groupKey) || this.#completeNested.has(groupKey)
    if (!isKnown) this.#missing.nestedIn.add(groupKey)
    return this.#rowsOf(groupKey).some((row) => row.nested)
  }

  membersOf(groupKey: Key): MemberRow[] {
    if (!this.#cleared.has(groupKey) && !this.#knowsGroup(groupKey)) this.#missing.membersOf.add(groupKey)
    return this.#rowsOf(groupKey)
  }

  #rowsOf(groupKey: Key): MemberRow[] {
    const rows = new Map<Key, MemberRow | null>(this.#cleared.has(groupKey) ? [] : this.#base.get(groupKey))
    for (const [memberKey, row] of this.#now.get(groupKey) ?? []) rows.set(memberKey, row)
    return [...rows.values()].filter((row) => row !== null)
  }

  groupsOf(memberKey: Key): Key[] {
    if (!this.#knowsMember(memberKey)) this.#missing.groupsOf.add(memberKey)
    const groups = [...(this.#groupsByMember.get(memberKey) ?? [])].sort((a, b) => a - b)
    return groups.filter((groupKey) => this.has(groupKey, memberKey))
  }

  written(): { cleared: Key[]; deleted: MemberRow[]; inserted: MemberRow[] } {
    const deleted: MemberRow[] = []
    const inserted: MemberRow[] = []
    for (const [groupKey, members] of this.#now) {
      for (const [memberKey, now] of members) {
        const base = this.#cleared.has(groupKey) ? null : (this.#base.get(groupKey)?.get(memberKey) ?? null)
        if (base === null && now !== null) inserted.push(now)
        else if (base !== null && now === null) deleted.push(base)
      }
    }
    return { cleared: [...this.#cleared], deleted, inserted }
  }

  #index(groupKey: Key, memberKey: Key): void {
    const groups = this.#groupsByMember.get(memberKey)
    if (groups === undefined) this.#groupsByMember.set(memberKey, new Set([groupKey]))
    else groups.add(groupKey)
  }

  #knowsGroup(groupKey: Key): boolean {
    return groupKey >= this.#firstNewKey || this.#completeGroups.has(groupKey)
  }

  #knowsMember(memberKey: Key): boolean {
    return memberKey >= this.#firstNewKey || this.#completeMembers.has(memberKey)
  }
}
