/**
 * A unique name → row key, as far as it is known. A name that nobody asked the database about is not "free":
 * it is reported as missing, and the batch is planned again once it has been loaded.
 */
import type { Key } from './record.ts'

export class Lookup {
  readonly #keys = new Map<string, Key | null>()
  readonly #missing: Set<string>

  constructor(missing: Set<string>) {
    this.#missing = missing
  }

  /** Declares a name as asked for: free unless `load` says otherwise. */
  asked(name: string): void {
    if (!this.#keys.has(name)) this.#keys.set(name, null)
  }

  load(name: string, key: Key): void {
    this.#keys.set(name, key)
  }

  find(name: string): Key | undefined {
    const key = this.#keys.get(name)
    if (key === undefined) this.#missing.add(name)
    return key ?? undefined
  }

  take(name: string, key: Key): void {
    this.#keys.set(name, key)
  }

  /** Frees a name, unless another row has taken it meanwhile. */
  release(name: string, key: Key): void {
    if (this.#keys.get(name) === key) this.#keys.set(name, null)
  }
}

/** Names are unique within a directory or an audience: the scope is part of the lookup name. */
export function scoped(scope: number | string, name: string): string {
  return `${scope}\u0000${name}`
}

/** The two parts of a scoped name. */
export function unscoped(name: string): { scope: string; name: string } {
  const at = name.indexOf('\u0000')
  return { scope: name.slice(0, at), name: name.slice(at + 1) }
}
