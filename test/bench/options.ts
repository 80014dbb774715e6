/** The options of `npm run bench`. */
import { wholeNumber } from '@syncline/cli/option-values.ts'
import { Command, InvalidArgumentError, Option } from 'commander'
import { MEASUREMENTS } from './measurements.ts'
import { SIZES, type Sizes } from './sizes.ts'

export type BackendName = 'postgres' | 'redis'

export type BenchOptions = {
  /** Names of measurements. */
  readonly only: readonly string[]
  readonly rounds: number
  readonly backends: readonly BackendName[]
  readonly size: 'full' | 'quick'
  readonly sizes: Sizes
  /** Markdown file to write, with JSON beside it; null: none. */
  readonly out: string | null
  /** Where the processes leave their CPU profiles; null: none are made. */
  readonly cpuProfile: string | null
  /** Say at the end which statements took how long. */
  readonly statements: boolean
}

type Given = {
  readonly only?: readonly string[]
  readonly rounds?: number
  readonly backend: BackendName | 'both'
  readonly quick?: boolean
  readonly stored?: number
  readonly out?: string
  readonly cpuProfile?: string
  readonly statements?: boolean
}

const NAMES = MEASUREMENTS.map(({ name }) => name)

export function parseOptions(args: readonly string[], exists: (backend: BackendName) => boolean): BenchOptions {
  const command = new Command('npm run bench --')
    .description('Measures Syncline on a durable Postgres of its own, beside the floors of the same run.')
    .option('--only <names>', 'measurements to run, separated by commas (default: all)', namesOf)
    .option('--rounds <count>', 'rounds, of which the medians are reported (default: 3, quick: 1)', wholeNumber(1, 99))
    .addOption(
      new Option('--backend <name>', 'where the queue is').choices(['postgres', 'redis', 'both']).default('both'),
    )
    .option('--quick', 'less of everything, one round')
    .option('--stored <users>', 'users stored while they are read (default: 50000)', wholeNumber(100, 10_000_000))
    .option('--out <file>', 'write the report into this Markdown file, and JSON beside it')
    .option('--cpu-profile <directory>', 'have API and worker leave CPU profiles there')
    .option('--statements', 'say which statements took how long (pg_stat_statements)')
    .addHelpText(
      'after',
      `\nMeasurements:\n${MEASUREMENTS.map(({ name, what }) => `  ${name.padEnd(16)} ${what}`).join('\n')}`,
    )
    .parse(args, { from: 'user' })
  const given = command.opts<Given>()
  const quick = given.quick === true
  const sizes: Sizes = quick ? SIZES.quick : SIZES.full
  const backends = (['postgres', 'redis'] as const).filter(
    (name) => given.backend === name || (given.backend === 'both' && exists(name)),
  )
  const [missing] = backends.filter((name) => !exists(name))
  if (missing !== undefined) command.error(`error: there is no ${missing}-server on the path`)
  return {
    only: given.only ?? NAMES,
    rounds: given.rounds ?? (quick ? 1 : 3),
    backends,
    size: quick ? 'quick' : 'full',
    sizes: given.stored === undefined ? sizes : { ...sizes, stored: given.stored },
    out: given.out ?? null,
    cpuProfile: given.cpuProfile ?? null,
    statements: given.statements === true,
  }
}

function namesOf(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !NAMES.includes(name))
  if (unknown.length === 0) return names
  throw new InvalidArgumentError(`There is no ${unknown.join(', ')}; there are ${NAMES.join(', ')}.`)
}
