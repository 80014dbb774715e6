/** Which of the new people may be somebody whom the site has already, under another address. Names are folded here, never in SQL. */

import type { Key } from '@syncline/core/domain/record.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import type { LikelyPair } from '@syncline/core/storage/lane/preview/preview-task.ts'
import type { Named } from '@syncline/core/storage/lane/preview/rehearsal-rows.ts'

/** Of one account; who has a common name is found by looking. */
const MOST_PAIRS = 5

export class LikelyPairs {
  readonly #byName = new Map<string, Key[]>()
  readonly #byLocalPart = new Map<string, Key[]>()
  readonly #pairs = new Map<Key, LikelyPair[]>()

  constructor(accounts: readonly Named[]) {
    for (const account of accounts) {
      const { name, localPart } = wordsOf(account)
      if (name !== null) add(this.#byName, name, account.key)
      add(this.#byLocalPart, localPart, account.key)
    }
  }

  /** To be told of the new people in the order of their keys. */
  tell(person: Named): void {
    const words = wordsOf(person)
    const byName = new Set(words.name === null ? [] : this.#byName.get(words.name))
    const byLocalPart = new Set(this.#byLocalPart.get(words.localPart))
    for (const account of new Set([...byName, ...byLocalPart])) {
      const pairs = this.#pairs.get(account) ?? []
      if (pairs.length >= MOST_PAIRS) continue
      pairs.push({ record: person.key, name: byName.has(account), localPart: byLocalPart.has(account) })
      this.#pairs.set(account, pairs)
    }
  }

  /** How many accounts have any. */
  get size(): number {
    return this.#pairs.size
  }

  of(account: Key): readonly LikelyPair[] {
    return this.#pairs.get(account) ?? []
  }
}

function wordsOf({ display_name: name, email_key: email }: Named): { name: string | null; localPart: string } {
  const folded = name === null ? '' : fold(name)
  return { name: folded === '' ? null : folded, localPart: email.slice(0, email.lastIndexOf('@')) }
}

function add(map: Map<string, Key[]>, word: string, key: Key): void {
  const keys = map.get(word)
  if (keys === undefined) map.set(word, [key])
  else keys.push(key)
}
