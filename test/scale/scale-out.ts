/** The same requests to a system of so many processes, started as an operator would. */
import { createPool } from '@syncline/core/storage/database.ts'
import { startCli } from '../cli/run-cli.ts'
import { newTally } from '../fault/storm/client.ts'
import { findViolations } from '../fault/storm/invariants.ts'
import { populate } from '../fault/storm/populate.ts'
import { installBatchLog, readBatches } from '../support/batch-log.ts'
import { createTestDatabase } from '../support/database.ts'
import { type NamedImage, readNamedImages } from '../support/named-image.ts'
import type { TestQueueBackend } from '../support/queue-backends.ts'
import { waitUntil } from '../support/wait-until.ts'

export type ScaleOptions = {
  readonly apis: number
  readonly workers: number
  readonly sites: number
  /** Of each client; there are two directories a site and two clients a directory. */
  readonly steps: number
  readonly seed: number
}

export type ScaleResult = {
  readonly images: readonly NamedImage[]
  readonly violations: readonly string[]
  readonly operations: number
  /** Of the APIs. */
  readonly urls: readonly string[]
  /** What the start has said. */
  readonly stdout: string
  readonly exitCode: number | null
}

export async function runScaled(backend: TestQueueBackend, options: ScaleOptions): Promise<ScaleResult> {
  const { apis, workers, sites, steps, seed } = options
  const database = await createTestDatabase()
  const store = await backend.start()
  const pool = createPool({ url: database.url, max: 4, applicationName: 'test', onError: () => undefined })
  await installBatchLog(pool)
  const system = startCli(['start', '--apis', String(apis), '--workers', String(workers)], {
    DATABASE_URL: database.url,
    SYNCLINE_PORT: '0',
    SYNCLINE_LOG_LEVEL: 'warn',
    ...(store.redisUrl === undefined ? {} : { REDIS_URL: store.redisUrl }),
  })
  try {
    const urls = await waitUntil(
      () => urlsIn(system.stdout()),
      (found) => found.length === apis,
      { timeoutMs: 60_000 },
    )
    const violations: string[] = []
    const tally = newTally()
    const directories = await populate(pool, {
      apiUrls: urls,
      sites,
      directories: 2,
      actors: 2,
      seed,
      tally,
      violations,
      timeoutMs: 60_000,
    })
    const write = async (left: number, step: () => Promise<void>): Promise<void> => {
      if (left === 0) return
      await step()
      return write(left - 1, step)
    }
    const actors = directories.flatMap((directory) => directory.actors)
    await Promise.all(actors.map((actor) => write(steps, () => actor.step())))
    violations.push(...(await findViolations(pool, directories)), ...tally.unexpected)
    const images = await readNamedImages(pool)
    const operations = (await readBatches(pool)).reduce((sum, { first, last }) => sum + last - first + 1, 0)
    system.process.kill('SIGTERM')
    const { code, stdout } = await system.result
    return { images, violations, operations, urls, stdout, exitCode: code }
  } finally {
    system.process.kill('SIGTERM')
    await system.result
    await pool.end()
    await store.stop()
    await database.drop()
  }
}

/** One API says where it is in its first line, several have a line each. */
function urlsIn(stdout: string): string[] {
  const each = [...stdout.matchAll(/^api-\d+ (\S+)$/gm)].map((match) => match[1] ?? '')
  const only = /ready at (\S+)\n/.exec(stdout)?.[1]
  return each.length > 0 || only === undefined ? each : [only]
}
