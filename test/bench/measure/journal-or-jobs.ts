/** The figures of docs/adr/0001: a job for each operation against a journal and lanes. Without API and worker. */
import type { Figure } from '../figure.ts'
import { floor, type Figure as JobFigure, jobsInPostgres, jobsInRedis, journal, lane } from '../journal-or-jobs.ts'
import type { Measurement } from '../measurement.ts'

type Step = { readonly id: string; readonly count: number; run(count: number): Promise<JobFigure | null> }

export const journalOrJobs: Measurement = {
  name: 'journal-or-jobs',
  what: 'the figures of ADR 0001: jobs of a queue against the journal, without the services',
  queueMatters: true,
  async run(bench) {
    const stores = { url: await bench.otherDatabase(), redisUrl: bench.redisUrl }
    const n = bench.sizes.journalOrJobs
    const steps: readonly Step[] = [
      { id: 'one-row-8', count: n * 5, run: (count) => floor(stores, count) },
      { id: 'jobs-postgres-2', count: n, run: (count) => jobsInPostgres(stores, count, 2) },
      { id: 'jobs-postgres-8', count: n, run: (count) => jobsInPostgres(stores, count, 8) },
      { id: 'jobs-redis', count: n * 2, run: (count) => jobsInRedis(stores, count) },
      { id: 'journal-8', count: n, run: (count) => journal(stores, count, 8) },
      { id: 'journal-64', count: n * 5, run: (count) => journal(stores, count, 64) },
      { id: 'lane-1', count: Math.ceil(n / 4), run: (count) => lane(stores, count, 1) },
      { id: 'lane-32', count: n, run: (count) => lane(stores, count, 32) },
      { id: 'lane-1000', count: n * 2, run: (count) => lane(stores, count, 1_000) },
    ]
    return measure(steps)
  },
}

/** Each checks what it counts. */
async function measure(steps: readonly Step[]) {
  const figures: Figure[] = []
  let operations = 0
  for (const { id, count, run } of steps) {
    // biome-ignore lint/performance/noAwaitInLoops: they would disturb one another
    const figure = await run(count)
    if (figure === null) continue
    operations += count
    figures.push({ id, what: figure.what, values: { perSecond: figure.perSecond } })
  }
  return { figures, counted: { operations } }
}
