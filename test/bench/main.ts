/** Program behind "npm run bench". */
import { redisServerIsOnPath } from '../support/redis.ts'
import { parseOptions } from './options.ts'
import { figureTable } from './report/table.ts'
import { runBench } from './run-bench.ts'

const options = parseOptions(process.argv.slice(2), (backend) => backend === 'postgres' || redisServerIsOnPath())
const run = await runBench(options, (text) => process.stderr.write(`${text}\n`))
for (const { backend, results } of run.backends) {
  process.stdout.write(`\nqueue in ${backend}\n`)
  for (const { figures } of results) process.stdout.write(`${figureTable(figures).join('\n')}\n`)
}
