/** What a batch knows of the deprovisioning guard: items, losses, and the windows that they count in. Loaded when asked for. */
import type { GuardItem } from './guard-item.ts'
import { GUARD_WINDOW_MS, type GuardLoss, type LoadedWindow, type Losers, type WindowPart } from './guard-loss.ts'
import type { Loaded } from './loaded.ts'
import { scoped } from './lookup.ts'
import type { Need } from './need.ts'
import type { Key } from './record.ts'
import { Rows } from './rows.ts'

/** What one statement does about everybody in a group of the site who would lose by it. */
export type GuardedGroup = {
  readonly kind: 'emptied' | 'deleted'
  readonly directoryId: number
  readonly siteGroupKey: Key
  /** The item that holds it; null: it goes through. */
  readonly itemKey: Key | null
  /** That held some of them until now, and does no longer. */
  readonly formerItemKey: Key | null
  /** Keys of the losses: as many as there are people. */
  readonly firstLossKey: Key
  readonly base: number
  readonly siteBase: number
}

/** The item of a group holds somebody no longer. */
export type LeftItem = { readonly itemKey: Key; readonly accountKey: Key }

export class GuardTable {
  readonly items = new Rows<GuardItem>()
  readonly losses = new Rows<GuardLoss>()
  /** To be written before anything else of the site. */
  readonly groups: GuardedGroup[] = []
  /** Items of groups whose losses count no longer. */
  readonly uncounted: Key[] = []
  readonly left: LeftItem[] = []
  /** By how many people the count of the site has changed. */
  #lostOfSite = 0
  readonly #windows = new Map<number, LoadedWindow>()
  readonly #losers = new Map<string, Losers>()
  readonly #ids = new Map<string, Key>()
  readonly #lossesOf = new Map<Key, Set<Key>>()
  #isTouched = false
  readonly #askedRecords = new Set<Key>()
  readonly #askedAccounts = new Set<Key>()
  readonly #askedKeeping = new Set<Key>()
  readonly #askedIn = new Set<number>()
  readonly #firstNewKey: Key
  readonly #since: Date
  readonly #missing: Need

  constructor(firstNewKey: Key, now: Date, missing: Need) {
    this.#firstNewKey = firstNewKey
    this.#since = new Date(now.getTime() - GUARD_WINDOW_MS)
    this.#missing = missing
  }

  asked(need: Need): void {
    for (const key of need.guardItems) this.#askedRecords.add(key)
    for (const key of need.guardLosses) this.#askedAccounts.add(key)
    for (const key of need.guardKeeping) this.#askedKeeping.add(key)
    for (const id of need.guardItemsIn) this.#askedIn.add(id)
    for (const name of need.guardLosers) this.#losers.set(name, { people: 0, fresh: 0, freshOfSite: 0 })
  }

  load({ guardItems, guardLosses, guardWindows, guardLosers }: Loaded): void {
    for (const item of guardItems) {
      this.items.load(item)
      this.#ids.set(item.id, item.key)
    }
    for (const loss of guardLosses) {
      this.losses.load(loss)
      this.#index(loss)
    }
    for (const window of guardWindows) this.#windows.set(window.directoryId, window)
    for (const { name, losers } of guardLosers) this.#losers.set(name, losers)
  }

  /** The batch has counted or held something itself. */
  get isTouched(): boolean {
    return this.#isTouched
  }

  putGroup(group: GuardedGroup): void {
    this.groups.push(group)
    this.#isTouched = true
  }

  /** All losses of the account are loaded, if there may be any. */
  putLoss(loss: GuardLoss): void {
    const before = this.#isLost(loss.accountKey)
    this.losses.put(loss)
    this.#index(loss)
    this.#lostOfSite += Number(this.#isLost(loss.accountKey)) - Number(before)
    this.#isTouched = true
  }

  put(item: GuardItem): void {
    this.#isTouched = true
    this.items.put(item)
    this.#ids.set(item.id, item.key)
  }

  /** By its public id, whatever its state; ids were asked for. */
  byId(id: string): GuardItem | undefined {
    const key = this.#ids.get(id)
    return key === undefined ? undefined : this.items.get(key)
  }

  /** The item of a record that keeps something. */
  live(recordKey: Key): GuardItem | undefined {
    if (recordKey < this.#firstNewKey && !this.#askedRecords.has(recordKey)) this.#missing.guardItems.add(recordKey)
    return this.#all().find((item) => item.recordKey === recordKey && isLive(item))
  }

  /** Items that keep a membership in this group of the site: of people, and of the groups that it followed. */
  keeping(siteGroupKey: Key): GuardItem[] {
    if (siteGroupKey < this.#firstNewKey && !this.#askedKeeping.has(siteGroupKey)) {
      this.#missing.guardKeeping.add(siteGroupKey)
    }
    return this.#all().filter((item) => isLive(item) && isKeeping(item, siteGroupKey))
  }

  /** Those that keep something, of a directory or (0) of the site, in their order. */
  liveIn(directoryId: number): GuardItem[] {
    if (!this.#askedIn.has(directoryId)) this.#missing.guardItemsIn.add(directoryId)
    const items = this.#all().filter((item) => isLive(item) && [0, item.directoryId].includes(directoryId))
    return items.sort((a, b) => a.key - b.key)
  }

  /** The losses of an account in the window that count. */
  lossesOf(accountKey: Key): GuardLoss[] {
    if (accountKey < this.#firstNewKey && !this.#askedAccounts.has(accountKey)) {
      this.#missing.guardLosses.add(accountKey)
    }
    return this.#countingOf(accountKey)
  }

  #isLost(accountKey: Key): boolean {
    return this.#countingOf(accountKey).length > 0
  }

  #countingOf(accountKey: Key): GuardLoss[] {
    return [...(this.#lossesOf.get(accountKey) ?? [])]
      .flatMap((key) => this.losses.get(key) ?? [])
      .filter((loss) => this.#counts(loss))
  }

  /** Null while it is not loaded. */
  window(directoryId: number): { readonly own: WindowPart; readonly site: WindowPart } | null {
    const loaded = this.#windows.get(directoryId)
    if (loaded === undefined) {
      this.#missing.guardWindows.add(directoryId)
      return null
    }
    const { inserted, updated } = this.losses.written()
    const own = inserted.filter((loss) => loss.directoryId === directoryId)
    const more = own.filter(({ counts }) => counts).length
    const fewer = updated.filter(
      ({ before, after }) => after.directoryId === directoryId && this.#counts(before) && !after.counts,
    ).length
    return {
      own: { ...loaded.own, count: loaded.own.count + more - fewer, base: loaded.own.base ?? own[0]?.base ?? null },
      site: {
        ...loaded.site,
        count: loaded.site.count + this.#lostOfSite,
        base: loaded.site.base ?? inserted[0]?.siteBase ?? null,
      },
    }
  }

  /** As they were before the batch: whoever asks begins it. */
  losersOf(directoryId: number, siteGroupKey: Key, kind: 'emptied' | 'deleted'): Losers | null {
    const name = scoped(`${directoryId}/${kind}`, String(siteGroupKey))
    const losers = this.#losers.get(name)
    if (losers === undefined) this.#missing.guardLosers.add(name)
    return losers ?? null
  }

  #counts({ counts, at }: GuardLoss): boolean {
    return counts && at > this.#since
  }

  #index({ accountKey, key }: GuardLoss): void {
    this.#lossesOf.set(accountKey, (this.#lossesOf.get(accountKey) ?? new Set()).add(key))
  }

  #all(): GuardItem[] {
    return this.items.current
  }
}

export function isKeeping({ kept, siteGroupKey }: GuardItem, groupKey: Key): boolean {
  return siteGroupKey === groupKey || kept.includes(groupKey)
}

/** It keeps something; of a record there is one at most. */
export function isLive({ closedAt }: GuardItem): boolean {
  return closedAt === null
}
