/** Users and groups of directories that are named as members: what a batch knows of them, created and deleted ones included. */
import type { Need } from './need.ts'
import type { Key, MemberRef } from './record.ts'
import { isUuid } from './uuid-text.ts'

export class NamedMembers {
  readonly #byId = new Map<string, MemberRef | null>()
  readonly #byKey = new Map<Key, MemberRef>()
  readonly #missing: Need

  constructor(missing: Need) {
    this.#missing = missing
  }

  /** There is none, unless it is put. */
  asked(id: string): void {
    this.#byId.set(id, null)
  }

  byId(directoryId: number, id: string): MemberRef | undefined {
    if (!isUuid(id)) return undefined
    const ref = this.#byId.get(id)
    if (ref === undefined) {
      this.#missing.memberIds.add(id)
      return undefined
    }
    if (ref === null || ref.directoryId !== directoryId) return undefined
    return ref
  }

  byKey(key: Key): MemberRef | undefined {
    const ref = this.#byKey.get(key)
    if (ref === undefined) this.#missing.memberKeys.add(key)
    return ref
  }

  /** Of whichever directory, if it was asked for or put. */
  known(id: string): MemberRef | null {
    return this.#byId.get(id) ?? null
  }

  put(ref: MemberRef): void {
    this.#byId.set(ref.id, ref)
    this.#byKey.set(ref.key, ref)
  }
}
