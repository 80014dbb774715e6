/** `syncline start|demo|simulate`. They are loaded when they are called: the data of the names alone takes a while. */
import type { Command } from 'commander'
import type { CliContext } from './context.ts'
import type { DemoOptions } from './demo.ts'
import { wholeNumber } from './option-values.ts'
import type { SimulateOptions } from './simulate.ts'
import type { StartOptions } from './start.ts'

const MOST_USERS = 1_000_000
const MOST_GROUPS = 100_000
const MOST_CONCURRENCY = 512
const MOST_PROCESSES = 64

export function addRunCommands(program: Command, context: CliContext, exitWith: (code: number) => void): void {
  program
    .command('start')
    .description('run everything: database (embedded without DATABASE_URL), API and worker')
    .option('--apis <count>', 'processes of the API, on ports from SYNCLINE_PORT on', wholeNumber(1, MOST_PROCESSES), 1)
    .option('--workers <count>', 'processes of the worker', wholeNumber(1, MOST_PROCESSES), 1)
    .option('--logs <directory>', 'a log file for each process instead of stderr')
    .action(async (options: StartOptions) => (await import('./start.ts')).runStart(context, options))

  withPopulation(program.command('demo').description('run everything and play a first sync of a made-up company'))
    .option('--once', 'end after the verification, with code 0 or 1')
    .option('--json', 'report as JSON on stdout, progress on stderr')
    .action(async (options: DemoOptions) => exitWith(await (await import('./demo.ts')).runDemo(context, options)))

  withPopulation(program.command('simulate').description('play a first sync against any SCIM server'))
    .requiredOption('--url <url>', 'SCIM base URL, with the directory')
    .option('--token-env <name>', 'environment variable that holds the token (default: SYNCLINE_TOKEN)')
    .option('--token-file <file>', 'file that holds the token')
    .option('--verify', 'read everything back and compare')
    .option('--json', 'report as JSON on stdout, progress on stderr')
    .action(async (options: SimulateOptions) =>
      exitWith(await (await import('./simulate.ts')).runSimulate(context, options)),
    )
}

function withPopulation(command: Command): Command {
  return command
    .option('--users <count>', 'people', wholeNumber(1, MOST_USERS), 10_000)
    .option('--groups <count>', 'groups', wholeNumber(0, MOST_GROUPS), 300)
    .option('--seed <number>', 'the same seed gives the same people', wholeNumber(0, 2 ** 31), 1)
    .option('--concurrency <count>', 'requests at a time', wholeNumber(1, MOST_CONCURRENCY), 16)
}
