/** How much of the long suite is run, and by which seed it is chosen. */
import { createHash } from 'node:crypto'

/** Of the tests, and of the runs of a test that is run many times. Default: all. */
export const SHARE: number = share(process.env.SYNCLINE_TEST_SHARE ?? '1')

/** A whole number; null: the same tests each time, and properties choose for themselves. */
export const SEED: number | null = seed(process.env.SYNCLINE_TEST_SEED)

/** Of the files of the long suite as many as the root of the share says: of their tests as many again are left out. */
export function chooseFiles(files: readonly string[]): string[] {
  return byRank(files, (file) => file).slice(0, Math.ceil(files.length * Math.sqrt(SHARE)))
}

/** In an order that follows from the seed. */
export function byRank<Item>(items: readonly Item[], nameOf: (item: Item) => string): Item[] {
  const rank = (item: Item) =>
    createHash('sha256')
      .update(`${SEED} ${nameOf(item)}`)
      .digest('hex')
  return items.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

/** How often a test that is run many times is run here; at least once. */
export function runs(count: number): number {
  return Math.max(1, Math.round(count * SHARE))
}

function seed(text: string | undefined): number | null {
  if (text === undefined || text === '') return null
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new Error('SYNCLINE_TEST_SEED is a whole number')
}

function share(text: string): number {
  const value = Number(text)
  if (value > 0 && value <= 1) return value
  throw new Error('SYNCLINE_TEST_SHARE is a number above 0, at most 1')
}
