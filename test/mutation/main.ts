/**
 * `npm run mutation`: the files of core/domain in parts, one run of Stryker each, and one score at the end. What it knows of which test
 * runs which mutant would, of all of them at once, not fit into the memory of a usual machine. Options are Stryker's; with `--mutate` it
 * is one run of those files.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CONFIG = 'test/mutation/stryker.config.json'
const SOURCES = 'packages/core/src/domain'
const PLACE = '.syncline/mutation'
const FILES_OF_A_PART = 30

type Config = { readonly thresholds: { readonly break: number }; readonly [option: string]: unknown }
type Mutant = {
  readonly status: string
  readonly location: { readonly start: { readonly line: number } }
}
type Report = { readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>> }

const DETECTED = ['Killed', 'Timeout']
const UNDETECTED = ['Survived', 'NoCoverage']

function stryker(...options: string[]): number {
  return spawnSync('stryker', ['run', ...options], { stdio: 'inherit' }).status ?? 1
}

function runPart(config: Config, number: number, mutate: readonly string[]): Report {
  const fileName = join(PLACE, `report-${number}.json`)
  const own = {
    ...config,
    mutate,
    jsonReporter: { fileName },
    incrementalFile: join(PLACE, `incremental-${number}.json`),
    thresholds: { ...config.thresholds, break: null },
  }
  const file = join(PLACE, `config-${number}.json`)
  writeFileSync(file, JSON.stringify(own))
  const status = stryker(file, ...process.argv.slice(2))
  if (status !== 0) process.exit(status)
  return JSON.parse(readFileSync(fileName, 'utf8'))
}

function scoreOf(mutants: readonly Mutant[]): string {
  const among = (statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status)).length
  const [seen, unseen] = [among(DETECTED), among(UNDETECTED)]
  return seen + unseen === 0 ? '–' : ((100 * seen) / (seen + unseen)).toFixed(2)
}

/** A line for each file that has some: its score, and where they are. */
function survivorsOf([file, { mutants }]: [string, Report['files'][string]]): string[] {
  const lines = mutants.filter(({ status }) => UNDETECTED.includes(status)).map(({ location }) => location.start.line)
  const places = [...new Set(lines)].sort((a, b) => a - b)
  return places.length === 0 ? [] : [`${scoreOf(mutants)} % ${file}: ${places.join(' ')}`]
}

const config: Config = JSON.parse(readFileSync(CONFIG, 'utf8'))
if (process.argv.some((option) => option.startsWith('--mutate') || option === '-m')) {
  process.exit(stryker(CONFIG, ...process.argv.slice(2)))
}
mkdirSync(PLACE, { recursive: true })
const sources = readdirSync(SOURCES)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(SOURCES, name))
const parts = Array.from({ length: Math.ceil(sources.length / FILES_OF_A_PART) }, (_, at) =>
  sources.slice(at * FILES_OF_A_PART, (at + 1) * FILES_OF_A_PART),
)
const files = Object.assign({}, ...parts.map((part, at) => runPart(config, at + 1, part).files)) as Report['files']
writeFileSync(join(PLACE, 'report.json'), JSON.stringify({ files }))
const mutants = Object.values(files).flatMap((file) => file.mutants)
const lines = [
  ...Object.entries(files).flatMap(survivorsOf),
  `${scoreOf(mutants)} % of ${mutants.length} mutants were seen; ${config.thresholds.break} % have to be.`,
]
process.stdout.write(`${lines.join('\n')}\n`)
if (Number(scoreOf(mutants)) < config.thresholds.break) process.exitCode = 1
