/**
 * Lists that look at every row of a directory may take seconds of a connection. Only some of the connections are for them,
 * so that look-ups and answers to writes always find one.
 */
import { tooManyLists } from '../http/refusal.ts'

const MOST_AT_A_TIME = 2
const MOST_WAITING = 50

export type ScanLimit = { run<Result>(scan: () => Promise<Result>): Promise<Result> }

/** @param refusal for who would wait behind too many */
export function createScanLimit(refusal: () => Error = tooManyLists): ScanLimit {
  let running = 0
  const waiting: (() => void)[] = []

  const enter = async (): Promise<void> => {
    if (running < MOST_AT_A_TIME) {
      running += 1
      return
    }
    if (waiting.length >= MOST_WAITING) throw refusal()
    // Whoever leaves hands over its place.
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }

  return {
    async run(scan) {
      await enter()
      try {
        return await scan()
      } finally {
        leave()
      }
    },
  }
}
