/** Program behind "npm run bench". */
import { redisServerIsOnPath } from '../support/redis.ts'
import { describeMachine } from './machine.ts'
import { parseOptions } from './options.ts'
import { markdownOf } from './report/markdown.ts'
import { reportOf } from './report/report.ts'
import { writeReport } from './report/write-report.ts'
import { runBench } from './run-bench.ts'

const options = parseOptions(process.argv.slice(2), (backend) => backend === 'postgres' || redisServerIsOnPath())
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
const note = (text: string) => process.stderr.write(`${text}\n`)
const INTERRUPTED = 130

try {
  const machine = await describeMachine()
  const run = await runBench(options, note, stop.signal)
  const report = reportOf(run, options, machine, new Date())
  process.stdout.write(`${markdownOf(report)}\n`)
  if (options.out !== null) await writeReport(options.out, report)
} catch (error) {
  if (!stop.signal.aborted) throw error
  process.exitCode = INTERRUPTED
}
