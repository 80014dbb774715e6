/**
 * Marks: which rows are to be projected again, named by what concerns them and not one by one. They become `dirty` rows with the
 * batch that they belong to, and the lane works those off in steps.
 */
import type { GoneRecord } from './gone-record.ts'
import type { HoldKind, Key } from './record.ts'

export type MarkScope =
  /** These rows: records, accounts or groups of the site. `begins`: they leave the review now. */
  | { readonly kind: 'rows'; readonly keys: readonly Key[]; readonly begins?: boolean }
  /** People with an address on one of these domains, records and accounts. */
  | { readonly kind: 'domains'; readonly domains: readonly string[] }
  /** Records with one of these holds; of one directory, or of all. */
  | { readonly kind: 'holds'; readonly directoryId: number | null; readonly holds: readonly HoldKind[] }
  /** Groups of directories with these folded names. */
  | { readonly kind: 'group-names'; readonly names: readonly string[] }
  /** The same, of those in review alone. */
  | { readonly kind: 'names-in-review'; readonly names: readonly string[] }
  /** Groups of directories that wait for a decision about their names. */
  | { readonly kind: 'conflicts' }
  /** Every record of a directory. */
  | { readonly kind: 'directory'; readonly directoryId: number }
  /** People whom the guard keeps in a group, for they were left without a way in: these accounts, and whoever is in these groups of the site. */
  | { readonly kind: 'ways-in'; readonly accountKeys: readonly Key[]; readonly siteGroupKeys: readonly Key[] }
  /** Members of a group of a directory that are people, as they are before the batch. */
  | { readonly kind: 'members'; readonly groupKey: Key; readonly loss: boolean }

export type Mark = { readonly operationId: string; readonly scope: MarkScope; readonly guarded: boolean }

/** A row that waits to be projected again. */
export type Dirty = {
  readonly key: Key
  readonly directoryId: number
  readonly operationId: string
  readonly begins: boolean
  /** The record was deleted while its directory was paused; null: it is there, or it is no record. */
  readonly gone: GoneRecord | null
  /** It is no row: names that became free, with whoever waits for them. */
  readonly freed: readonly FreedName[] | null
  /** It goes back to an identity provider: what is lost by it is guarded. */
  readonly guarded: boolean
}

/** What somebody waits for: a kind of hold, and its basis. */
export type FreedName = readonly [HoldKind, string]

/** What a batch or a step has not got through of records that wait for one another. It goes before everything else. */
export type LeftChain = {
  readonly operationId: string
  readonly guarded: boolean
  readonly freed: readonly FreedName[]
}

/** As `Dirty` has it: no row has this key. */
export const CHAIN_KEY = 0

/** A record whose directory is paused: it is projected when that ends. */
export type Waiting = {
  readonly key: Key
  readonly directoryId: number
  readonly operationId: string
  /** Somebody keeps access until then who would have lost it. */
  readonly loss: boolean
  /** It is being deleted. */
  readonly gone: GoneRecord | null
  readonly guarded: boolean
}

/** A directory that leaves the review: the lane will walk through its records. The operation is the command that began it. */
/** A directory comes to its end, by an operation that has a batch of its own. */
export type Disconnection = { readonly operationId: string; readonly directoryId: number }

export type NewStart = { readonly operationId: string; readonly directoryId: number; readonly previewId: string | null }
