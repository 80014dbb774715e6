/**
 * Storms: everything that can be killed, stopped, cut off or emptied is, while clients write, and what they were told
 * holds. SYNCLINE_TEST_SEED repeats a storm; SYNCLINE_STORM_FAULTS sets how many faults it has, SYNCLINE_STORM_LONG how
 * many of them last 60 s.
 */
import { describe, expect, test } from 'vitest'
import { QUEUE_BACKENDS } from '../support/queue-backends.ts'
import { runs, SEED } from '../support/test-share.ts'
import { runStorm } from './storm/storm.ts'

const FAULTS = Number(process.env.SYNCLINE_STORM_FAULTS ?? Math.max(10, runs(50)))
const LONG = Number(process.env.SYNCLINE_STORM_LONG ?? '0')
/** Of one fault with everything that belongs to it, on a machine that has other things to do. */
const SLOWEST_FAULT_MS = 15_000

describe.each(QUEUE_BACKENDS)('with the queue in $name', ({ name }) => {
  test(
    `${FAULTS} faults: nothing is lost, doubled or out of order`,
    async () => {
      const seed = SEED ?? Math.floor(Math.random() * 1_000_000)
      const say = (line: string) => process.stdout.write(`storm ${seed} (${name}): ${line}\n`)
      const report = await runStorm({
        seed,
        redis: name === 'Redis',
        faults: FAULTS,
        longFaults: LONG,
        onProgress: say,
      })
      say(JSON.stringify({ ...report, faults: Object.fromEntries(report.faults), tally: shown(report.tally) }))
      expect(report.violations).toEqual([])
      expect(report.operations).toBeGreaterThan(FAULTS)
    },
    120_000 + FAULTS * SLOWEST_FAULT_MS + LONG * 60_000,
  )
})

function shown({ refused, ...rest }: Awaited<ReturnType<typeof runStorm>>['tally']) {
  return { ...rest, refused: Object.fromEntries(refused) }
}
