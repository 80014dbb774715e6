/** Program behind "npm run fuzz": random requests on a Postgres, API and worker of its own, on this machine alone. */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wholeNumber } from '@syncline/cli/option-values.ts'
import { Command } from 'commander'
import { startBenchSystem } from '../bench/system/bench-system.ts'
import { startDurablePostgres } from '../bench/system/durable-postgres.ts'
import { runFuzz } from './run-fuzz.ts'

type Given = {
  readonly requests: number
  readonly seed: number
  readonly connections: number
  readonly waitLimit: number
}

const { requests, seed, connections, waitLimit } = new Command('npm run fuzz --')
  .description('Sends random requests to a Syncline of its own and judges every answer.')
  .option('--requests <count>', 'how many', wholeNumber(1, 100_000_000), 100_000)
  .option('--seed <number>', 'which ones', wholeNumber(0, 2 ** 31), 1)
  .option('--connections <count>', 'at a time', wholeNumber(1, 1_000), 16)
  .option('--wait-limit <seconds>', 'after which a request may get 503', wholeNumber(1, 3_600), 25)
  .parse(process.argv)
  .opts<Given>()

const SERVICE_ERROR = /"level":(?:50|60)/
const note = (text: string) => process.stderr.write(`${text}\n`)
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
const directory = await mkdtemp(join(tmpdir(), 'syncline-fuzz-'))
try {
  // Root's server runs as another user, who must get through.
  await chmod(directory, 0o755)
  const postgres = await startDurablePostgres(join(directory, 'postgres'))
  try {
    const environment = { SYNCLINE_WAIT_LIMIT_MS: String(waitLimit * 1_000) }
    const databaseUrl = await postgres.createDatabase()
    const system = await startBenchSystem({ databaseUrl, redisUrl: null, directory, environment })
    try {
      const report = await runFuzz({
        system,
        requests,
        seed,
        connections,
        waitLimitMs: waitLimit * 1_000,
        note,
        signal: stop.signal,
      })
      const log = await readFile(join(directory, 'services.log'), 'utf8')
      const logged = log.split('\n').filter((line) => SERVICE_ERROR.test(line))
      process.stdout.write(`${JSON.stringify({ ...report, logged: logged.slice(0, 20) }, null, 2)}\n`)
      if (report.faults.length > 0 || logged.length > 0) process.exitCode = 1
    } finally {
      await system.stop()
    }
  } finally {
    await postgres.stop()
  }
} finally {
  await rm(directory, { recursive: true, force: true })
}
