/**
 * Memberships that are written by a statement at the end of a batch, on its final rows, without anybody in memory: whoever is in
 * a group of a directory joins its group of the site, and whoever is in a copy comes back. What the rest of the batch does to
 * pairs, links and accounts is in those rows, so it needs no answer here.
 * Guarantee: a question whose answer would depend on them is noted, and the batch is cut before the operation that asked.
 */
import type { Key } from './record.ts'

/** Everybody in the group of a directory whose link joins, as that directory's rows; nobody if its link is gone by then. */
export type Fill = { readonly groupKey: Key; readonly siteGroupKey: Key; readonly origin: number }

/** Everybody in a copy whose account is there, as local members; nobody if the group is gone by then. */
export type BringBack = { readonly copyKey: Key; readonly siteGroupKey: Key }

export class PutOffMembers {
  readonly #fills = new Map<Key, Fill>()
  readonly #returns = new Map<Key, BringBack>()
  #asked = false

  fill(fill: Fill): void {
    this.#fills.set(fill.groupKey, fill)
  }

  bringBack(back: BringBack): void {
    this.#returns.set(back.copyKey, back)
  }

  /** Whoever comes back leaves with the local members. */
  cleared(siteGroupKey: Key): void {
    for (const [key, back] of this.#returns) if (back.siteGroupKey === siteGroupKey) this.#returns.delete(key)
  }

  /** To be called before an answer about all members of a group. */
  askAbout(siteGroupKey: Key): void {
    const puts = [...this.#fills.values(), ...this.#returns.values()]
    this.#asked ||= puts.some((put) => put.siteGroupKey === siteGroupKey)
  }

  /** To be called before an answer about its local members. */
  askAboutLocal(siteGroupKey: Key): void {
    this.#asked ||= [...this.#returns.values()].some((back) => back.siteGroupKey === siteGroupKey)
  }

  /** To be called before an answer about all groups of an account. */
  askAboutAny(): void {
    this.#asked ||= this.#fills.size + this.#returns.size > 0
  }

  get isAsked(): boolean {
    return this.#asked
  }

  written(): { readonly fills: readonly Fill[]; readonly returns: readonly BringBack[] } {
    return { fills: [...this.#fills.values()], returns: [...this.#returns.values()] }
  }
}
