/** The report as a person reads it, at 80 columns. */
import { renderTable } from '../table.ts'
import type { Report } from './report.ts'
import type { Counts } from './verify.ts'

export function reportText(report: Report): string {
  const { population } = report
  return [
    `First sync of ${number(population.users)} users, ${number(population.groups)} groups and ` +
      `${number(population.memberships)} memberships (seed ${population.seed}) in ${report.seconds}s`,
    renderTable({
      head: ['Step', 'Done', 'Seconds', 'Per second'],
      right: [1, 2, 3],
      rows: report.steps.map((row) => [
        row.step,
        row.done === row.total ? number(row.done) : `${number(row.done)} of ${number(row.total)}`,
        row.seconds.toFixed(1),
        number(Math.round(row.perSecond)),
      ]),
    }),
    renderTable({
      head: ['Request', 'Count', 'p50 ms', 'p95 ms', 'max ms'],
      right: [1, 2, 3, 4],
      rows: report.requests.map((row) => [
        row.kind,
        number(row.count),
        row.p50Ms.toFixed(1),
        row.p95Ms.toFixed(1),
        row.maxMs.toFixed(1),
      ]),
    }),
    `Retries: ${number(report.retries)}   Errors: ${number(report.errors)}`,
    ...report.firstErrors.map(({ step, subject, problem }) => `  ${step} ${subject}: ${problem}`),
    ...verificationLines(report),
  ].join('\n')
}

function verificationLines({ verification }: Report): string[] {
  if (verification === null) return ['Not verified (see --verify)']
  const { directory, site, differences, first } = verification
  const rows = [`  read back over SCIM: ${counts(directory, 'users')}`]
  if (site !== null) rows.push(`  rows of the site:    ${counts(site, 'accounts')}`)
  if (differences === 0) return ['Verified: everything is as it was sent', ...rows]
  return [
    `NOT verified: ${number(differences)} differences${differences > first.length ? `, the first ${first.length}` : ''}`,
    ...first.map(({ subject, problem }) => `  ${subject}: ${problem}`),
    ...rows,
  ]
}

function counts({ users, groups, memberships }: Counts, people: string): string {
  return `${number(users)} ${people}, ${number(groups)} groups, ${number(memberships)} memberships`
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}
