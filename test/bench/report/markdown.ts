/** A report as Markdown, for docs/bench and for the terminal. */
import type { RowCounts } from '../conservation.ts'
import type { Level, Verdict } from '../verdict.ts'
import type { BackendReport, Report } from './report.ts'
import { figureTable, numberText, tableRow } from './table.ts'

const BACKENDS = { postgres: 'Postgres', redis: 'Redis, appendfsync always' } as const

export function markdownOf(report: Report): string {
  const { date, machine, rounds, size, stored, postgresVersion } = report
  const { cpu, cores, memoryGiB, node, loadBefore, commit } = machine
  const facts: readonly (readonly [string, string])[] = [
    ['machine', `${cores} × ${cpu}, ${memoryGiB} GiB; load before the run ${loadBefore}`],
    ['versions', `Node ${node.slice(1)}, Postgres ${postgresVersion} with durable defaults`],
    ['sources', commit ?? 'not known'],
    ['method', `size ${size}, medians of ${rounds}, ${stored.toLocaleString('en')} users stored for the reads`],
  ]
  return [
    `# Benchmark of ${date}`,
    '',
    'How it is made and read: [README](README.md). Client, API, worker and stores shared the machine.',
    '',
    ...['| | |', '|---|---|'],
    ...facts.map((cells) => tableRow(cells)),
    ...report.backends.flatMap(backendSection),
    '',
  ].join('\n')
}

function backendSection({ backend, measurements, verdicts, unsteadiness }: BackendReport): string[] {
  const judged = verdicts.filter(({ measured }) => measured !== null)
  return [
    ...['', `## Queue in ${BACKENDS[backend]}`, ''],
    ...(unsteadiness === null
      ? []
      : [`The floor of one statement a user went up and down by ${numberText(unsteadiness, 2)}× over the rounds.`, '']),
    ...(judged.length === 0 ? [] : ['### Budgets', '', ...verdictTable(judged), '']),
    ...['### Figures', ''],
    ...measurements.flatMap(({ name, figures }) => [`**${name}**`, '', ...figureTable(figures), '']),
    ...['### Conservation', ''],
    'Counted in the database after each round, summed over the rounds. These and all that follow from them (outcomes, accounts, links,',
    'memberships of the site, counters; the JSON has them) were what they had to be.',
    '',
    ...countTable(measurements),
  ]
}

function verdictTable(verdicts: readonly Verdict[]): string[] {
  const rows = verdicts.map(({ what, measured, floor, never, must, aim }) => [
    what,
    amount(measured),
    floor === null ? '' : amount(floor.measured),
    floor === null ? '' : numberText(floor.ratio, 2),
    levelText(never),
    levelText(must),
    levelText(aim),
  ])
  const head = ['', 'measured', 'floor', '× floor', 'never below', 'must', 'aim']
  return [head, ['---', '---:', '---:', '---:', '---', '---', '---'], ...rows].map(tableRow)
}

/** `1,000 short (743 pass)`: the limit, and the limit moved to the floor of this run. */
function levelText(level: Level | null): string {
  if (level === null) return ''
  const { limit, passed, scaled } = level
  const moved = scaled === null ? '' : ` (${amount(scaled.limit)} ${word(scaled.passed)})`
  return `${amount(limit)} ${word(passed)}${moved}`
}

function word(passed: boolean): string {
  return passed ? 'pass' : 'short'
}

function amount(value: number | null): string {
  return value === null ? '' : numberText(value, value < 100 && !Number.isInteger(value) ? 2 : 0)
}

function countTable(measurements: BackendReport['measurements']): string[] {
  const rows = measurements.map(({ name, counted }) => [name, countText(counted)])
  return [['', 'counted'], ['---', '---'], ...rows].map(tableRow)
}

const TOLD = ['operations', 'users', 'groups', 'members', 'rows of journal']

function countText(counted: RowCounts): string {
  return Object.entries(counted)
    .filter(([what, count]) => TOLD.includes(what) && count > 0)
    .map(([what, count]) => `${what} ${count.toLocaleString('en')}`)
    .join(', ')
}
