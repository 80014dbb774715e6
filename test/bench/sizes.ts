/** How much each measurement does. `full` for figures that are kept, `quick` while changing something, `smoke` in the tests. */

export type Sizes = {
  /** Requests by number of connections. */
  readonly creates: Readonly<Record<1 | 8 | 64, number>>
  readonly patches: Readonly<Record<8 | 64, number>>
  readonly reads: number
  readonly idleRequests: number
  readonly idlePauseMs: number
  /** Users stored while they are looked up, listed and read. */
  readonly stored: number
  /** Users that are patched. */
  readonly patched: number
  /** Members that a group is filled with, 100 a request. */
  readonly filled: number
  /** Sizes of the groups that one member is added to, and how often. */
  readonly groups: readonly number[]
  readonly additions: number
  /** Users of a directory that starts. */
  readonly started: number
  /** People of each of the two groups of a conflict; even. */
  readonly inConflict: number
  readonly floorRows: number
  readonly warmUp: number
  readonly journalOrJobs: number
}

export const SIZES = {
  full: {
    creates: { 1: 500, 8: 4_000, 64: 12_000 },
    patches: { 8: 4_000, 64: 12_000 },
    reads: 10_000,
    idleRequests: 40,
    idlePauseMs: 100,
    stored: 50_000,
    patched: 5_000,
    filled: 50_000,
    groups: [10, 1_000, 10_000, 100_000],
    additions: 100,
    started: 100_000,
    inConflict: 100_000,
    floorRows: 5_000,
    warmUp: 1_000,
    journalOrJobs: 2_000,
  },
  quick: {
    creates: { 1: 300, 8: 2_000, 64: 6_000 },
    patches: { 8: 2_000, 64: 6_000 },
    reads: 4_000,
    idleRequests: 20,
    idlePauseMs: 100,
    stored: 5_000,
    patched: 2_000,
    filled: 5_000,
    groups: [10, 1_000, 5_000],
    additions: 40,
    started: 10_000,
    inConflict: 10_000,
    floorRows: 2_000,
    warmUp: 500,
    journalOrJobs: 500,
  },
  smoke: {
    creates: { 1: 4, 8: 24, 64: 128 },
    patches: { 8: 24, 64: 128 },
    reads: 32,
    idleRequests: 3,
    idlePauseMs: 1,
    stored: 250,
    patched: 100,
    filled: 200,
    groups: [10, 120],
    additions: 2,
    started: 250,
    inConflict: 200,
    floorRows: 120,
    warmUp: 8,
    journalOrJobs: 20,
  },
} as const satisfies Readonly<Record<string, Sizes>>
