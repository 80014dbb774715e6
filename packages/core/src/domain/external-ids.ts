/** Which users of a directory have an externalId: not unique, unlike names. What nobody asked about is reported as missing. */
import type { Need } from './need.ts'
import type { Key } from './record.ts'

export class ExternalIds {
  readonly #keys = new Map<string, Set<Key>>()
  readonly #missing: Need

  constructor(missing: Need) {
    this.#missing = missing
  }

  /** @param name scoped(directoryId, externalId) */
  asked(name: string): void {
    if (!this.#keys.has(name)) this.#keys.set(name, new Set())
  }

  load(name: string, key: Key): void {
    this.#keys.get(name)?.add(key)
  }

  /** Keys of users, the longest-known first. */
  find(name: string): Key[] {
    const keys = this.#keys.get(name)
    if (keys === undefined) this.#missing.externalIds.add(name)
    return [...(keys ?? [])].sort((a, b) => a - b)
  }

  take(name: string, key: Key): void {
    this.#keys.get(name)?.add(key)
  }

  release(name: string, key: Key): void {
    this.#keys.get(name)?.delete(key)
  }
}
