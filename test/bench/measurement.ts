/** One measurement: a program that runs some load, checks it, and says what it saw. */
import type { RowCounts } from './conservation.ts'
import type { Figure } from './figure.ts'
import type { Sizes } from './sizes.ts'
import type { BenchSystem } from './system/bench-system.ts'

export type Bench = {
  readonly system: BenchSystem
  readonly sizes: Sizes
  /** Of the system's queue; null: in its database. */
  readonly redisUrl: string | null
  /** A migrated database that the system does not use; made once. */
  otherDatabase(): Promise<string>
  /** What the rounds share is made by the first that asks for it. */
  once<T>(what: string, make: () => Promise<T>): Promise<T>
}

export type Measured = {
  readonly figures: readonly Figure[]
  /** What was counted at the end, by name; every count was as it had to be, otherwise there is nothing measured. */
  readonly counted: RowCounts
}

export type Measurement = {
  /** For `--only`. */
  readonly name: string
  /** For `--help` and the report. */
  readonly what: string
  /** False: runs on the first queue backend only. */
  readonly queueMatters: boolean
  /** One round. Rejects when an answer or a count is wrong. */
  run(bench: Bench): Promise<Measured>
}

export function createBench(
  given: Pick<Bench, 'system' | 'sizes' | 'redisUrl'>,
  createDatabase: () => Promise<string>,
): Bench {
  const made = new Map<string, Promise<unknown>>()
  const once = <T>(what: string, make: () => Promise<T>): Promise<T> => {
    const making = made.get(what) ?? make()
    made.set(what, making)
    return making as Promise<T>
  }
  return { ...given, once, otherDatabase: () => once('other database', createDatabase) }
}
