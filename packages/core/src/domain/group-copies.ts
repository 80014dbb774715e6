/** Copies of groups that a batch knows of, and the net rows to write. */
import type { CopyLosses, GroupCopy } from './group-copy.ts'
import type { Loaded } from './loaded.ts'
import { Lookup } from './lookup.ts'
import type { Need } from './need.ts'
import type { Key } from './record.ts'
import { Rows, type Written } from './rows.ts'
import { isUuid } from './uuid-text.ts'

export class GroupCopies {
  readonly #rows = new Rows<GroupCopy>()
  readonly #ids: Lookup
  readonly #ofConflicts = new Map<Key, Key | null>()
  readonly #losses = new Map<Key, CopyLosses>()
  readonly #behind = new Map<Key, string | null>()
  readonly #missing: Need

  constructor(missing: Need) {
    this.#ids = new Lookup(missing.groupCopyIds)
    this.#missing = missing
  }

  /** Before anything is loaded. */
  asked({ groupCopyIds, copiesOfConflicts, decisionsBehind }: Need): void {
    for (const id of groupCopyIds) this.#ids.asked(id)
    for (const key of copiesOfConflicts) this.#ofConflicts.set(key, null)
    for (const key of decisionsBehind) this.#behind.set(key, null)
  }

  load({
    groupCopies,
    copyLosses,
    decisionsBehind,
  }: Pick<Loaded, 'groupCopies' | 'copyLosses' | 'decisionsBehind'>): void {
    for (const { of, conflictId } of decisionsBehind) this.#behind.set(of, conflictId)
    for (const copy of groupCopies) {
      this.#rows.load(copy)
      this.#ids.load(copy.id, copy.key)
      if (copy.conflictKey !== null) this.#ofConflicts.set(copy.conflictKey, copy.key)
    }
    for (const losses of copyLosses) this.#losses.set(losses.copyKey, losses)
  }

  put(copy: GroupCopy): void {
    this.#rows.put(copy)
    this.#ids.take(copy.id, copy.key)
    if (copy.conflictKey !== null) this.#ofConflicts.set(copy.conflictKey, copy.key)
  }

  byId(id: string): GroupCopy | undefined {
    const key = isUuid(id) ? this.#ids.find(id) : undefined
    return key === undefined ? undefined : this.#rows.get(key)
  }

  /** What the decision of a conflict took away. */
  ofConflict(conflictKey: Key): GroupCopy | undefined {
    const key = this.#ofConflicts.get(conflictKey)
    if (key === undefined) this.#missing.copiesOfConflicts.add(conflictKey)
    return key ? this.#rows.get(key) : undefined
  }

  /** As the rows were when the batch began; undefined: not loaded yet. */
  lossesOf(copyKey: Key): CopyLosses | undefined {
    const losses = this.#losses.get(copyKey)
    if (losses === undefined) this.#missing.copyLosses.add(copyKey)
    return losses
  }

  /** The conflict whose decision has to be taken back first, as it was when the batch began; null: there is none. */
  decisionBehind(conflictKey: Key): string | null {
    const behind = this.#behind.get(conflictKey)
    if (behind === undefined) this.#missing.decisionsBehind.add(conflictKey)
    return behind ?? null
  }

  written(): Written<GroupCopy> {
    return this.#rows.written()
  }
}
