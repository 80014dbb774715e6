/** Losses of the last day: what the deprovisioning guard counts (design: Deprovisioning guard). */
import type { Key } from './record.ts'

/** How many may be lost in a window: the larger of a number of people and a part of those who were on at its beginning. */
export type GuardLimit = { readonly people: number; readonly percent: number }

/** The window slides: what is older is forgotten. */
export const GUARD_WINDOW_MS = 86_400_000

/** Somebody has lost access by a directory, or would have. */
export type GuardLoss = {
  readonly key: Key
  readonly directoryId: number
  readonly accountKey: Key
  readonly at: Date
  /** Switched-on accounts of the directory, and of the site, when it came. */
  readonly base: number
  readonly siteBase: number
  /** False: the person is back, or an administrator has let the loss through. */
  readonly counts: boolean
  /** What holds it; null: it went through. */
  readonly itemKey: Key | null
}

/** The window of a directory beside that of its site, as it was before the batch. */
export type LoadedWindow = {
  readonly directoryId: number
  readonly own: WindowPart
  readonly site: WindowPart
}

export type WindowPart = {
  /** Losses that count, each account once. */
  readonly count: number
  /** Of its first loss; null: there is none. */
  readonly base: number | null
  /** Switched-on accounts now. */
  readonly on: number
}

/** Who would be left without access if the rows of a directory in a group of the site were gone: `fresh` of them are no loss yet. */
export type Losers = { readonly people: number } & Fresh

/** People who are no loss of the directory yet, and those of them who are none of any directory. */
export type Fresh = { readonly fresh: number; readonly freshOfSite: number }

export function limitOf({ people, percent }: GuardLimit, base: number): number {
  return Math.max(people, Math.floor((base * percent) / 100))
}
