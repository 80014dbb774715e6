/** How much of the long suite is run, and by which seed it is chosen. */

/** Of the tests, and of the runs of a test that is run many times. Default: all. */
export const SHARE: number = share(process.env.SYNCLINE_TEST_SHARE ?? '1')

/** A whole number; null: the same tests each time, and properties choose for themselves. */
export const SEED: number | null = seed(process.env.SYNCLINE_TEST_SEED)

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
