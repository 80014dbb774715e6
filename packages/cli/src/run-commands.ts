/** `syncline start|demo|simulate`. They are loaded when they are called: the data of the names alone takes a while. */
import { type Command, Option } from 'commander'
import type { CliContext } from './context.ts'
import type { DemoOptions } from './demo/run-demo.ts'
import { share, wholeNumber } from './option-values.ts'
import { PROFILE_NAMES } from './simulate/profile.ts'
import type { SimulateOptions } from './simulate.ts'
import type { StartOptions } from './start.ts'

const MOST_USERS = 1_000_000
const MOST_GROUPS = 100_000
const MOST_CONCURRENCY = 512
const MOST_PROCESSES = 64
const MOST_CYCLES = 10_000

const SIMULATE_EXAMPLES = `
A cycle changes the company (hires, moves, renames, addresses, people switched
off and on, deletions, groups and who is in them) and sends the difference as
the provider would. Cycles begin with the first sync, so the directory should
be new. --verify compares users, groups and members over SCIM and, where the
database of the server is the configured one (or the embedded one), every
account, group, membership and hold of the site. Exit code 0: no error, no
difference.

Profiles: entra and entra-compliant (PATCH without and with the compliance
flag), okta-put, okta-patch, and bulk (a script with Bulk requests).

  syncline simulate --url http://127.0.0.1:8080/scim/v2/<directory> \\
    --users 1000 --groups 50 --verify
  syncline simulate --url <url> --profile okta-put --cycles 5 --changes 200 \\
    --chaos --verify each`

export function addRunCommands(program: Command, context: CliContext, exitWith: (code: number) => void): void {
  program
    .command('start')
    .description('run everything: database (embedded without DATABASE_URL), API and worker')
    .option('--apis <count>', 'processes of the API, on ports from SYNCLINE_PORT on', wholeNumber(1, MOST_PROCESSES), 1)
    .option('--workers <count>', 'processes of the worker', wholeNumber(1, MOST_PROCESSES), 1)
    .option('--logs <directory>', 'a log file for each process instead of stderr')
    .action(async (options: StartOptions) => (await import('./start.ts')).runStart(context, options))

  withPopulation(program.command('demo').description('run everything and play a first sync of a made-up company'))
    .option('--review', 'stop at the preview of what a start would do')
    .option('--once', 'end after the verification, with code 0 or 1')
    .option('--json', 'report as JSON on stdout, progress on stderr')
    .action(async (options: DemoOptions) =>
      exitWith(await (await import('./demo/run-demo.ts')).runDemo(context, options)),
    )

  withPopulation(
    program
      .command('simulate')
      .description('play an identity provider against any SCIM server: a first sync, and cycles of changes after it'),
  )
    .requiredOption('--url <url...>', 'SCIM base URL, with the directory; several (of one directory) are used in turn')
    .option('--token-env <name>', 'environment variable that holds the token (default: SYNCLINE_TOKEN)')
    .option('--token-file <file>', 'file that holds the token')
    .addOption(new Option('--profile <name>', 'who is played').choices(PROFILE_NAMES).default('entra'))
    .option('--cycles <count>', 'cycles of changes after the first sync', wholeNumber(0, MOST_CYCLES), 0)
    .option('--changes <count>', 'changes in each cycle (default: one for fifty people)', wholeNumber(1, MOST_USERS))
    .option(
      '--chaos [share]',
      'share of the writes that are given up and sent again, sent twice at once, or broken off (default: 0.1)',
      share,
    )
    .addOption(
      new Option('--verify [when]', 'read everything back and compare, at the end or after each cycle').choices([
        'end',
        'each',
      ]),
    )
    .option('--json', 'report as JSON on stdout, progress on stderr')
    .addHelpText('after', SIMULATE_EXAMPLES)
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
