/** The report as a person reads it, at 80 columns. */

import { renderTable } from '../table.ts'
import { CHANGE_KINDS } from './change-directory.ts'
import { CHAOS_KINDS } from './chaos.ts'
import { numberText } from './number-text.ts'
import type { Report } from './report.ts'
import type { Counts, RowVerification, Verification } from './verify.ts'

export function reportText(report: Report): string {
  return [
    headline(report),
    renderTable({
      head: ['Step', 'Done', 'Seconds', 'Per second'],
      right: [1, 2, 3],
      rows: report.steps.map((row) => [
        row.step,
        row.done === row.total ? numberText(row.done) : `${numberText(row.done)} of ${numberText(row.total)}`,
        row.seconds.toFixed(1),
        numberText(Math.round(row.perSecond)),
      ]),
    }),
    renderTable({
      head: ['Request', 'Count', 'p50 ms', 'p95 ms', 'max ms'],
      right: [1, 2, 3, 4],
      rows: report.requests.map((row) => [
        row.kind,
        numberText(row.count),
        row.p50Ms.toFixed(1),
        row.p95Ms.toFixed(1),
        row.maxMs.toFixed(1),
      ]),
    }),
    ...cycleLines(report),
    `Retries: ${numberText(report.retries)}   Errors: ${numberText(report.errors)}${chaosText(report)}`,
    ...report.firstErrors.map(({ step, subject, problem }) => `  ${step} ${subject}: ${problem}`),
    ...verificationLines(report),
  ].join('\n')
}

function headline({ population, cycles, profile, seconds }: Report): string {
  const { users, groups, memberships, seed } = population
  const size = `${numberText(users)} users, ${numberText(groups)} groups and ${numberText(memberships)} memberships`
  const played = cycles.length === 0 ? `First sync of ${size}` : `First sync and ${cycles.length} cycles, now ${size}`
  return `${played} (${profile}, seed ${seed}) in ${seconds}s`
}

/** One table over all cycles: how much of what. */
function cycleLines({ cycles }: Report): string[] {
  const kinds = CHANGE_KINDS.map((kind) => ({ kind, count: sum(cycles.map(({ changes }) => changes[kind] ?? 0)) }))
  const rows = kinds.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, numberText(count)])
  return rows.length === 0 ? [] : [renderTable({ head: ['Change', 'Count'], right: [1], rows })]
}

function chaosText({ chaos }: Report): string {
  if (chaos === null) return ''
  const counts = CHAOS_KINDS.map((kind) => `${numberText(chaos[kind])} ${kind}`)
  return `   Chaos: ${counts.join(', ')}`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function verificationLines({ verification }: Report): string[] {
  if (verification === null) return ['Not verified (see --verify)']
  const { directory, site } = verification
  const rows = [`  read back over SCIM: ${counts(directory, 'users')}`]
  if (site !== null) rows.push(siteLine(site))
  return verdict(verification, 'everything is as it was sent', rows)
}

/** Of the rows of the site alone. */
export function verifiedRowsText(verification: RowVerification): string {
  return verdict(verification, 'the site is what the directory makes of it', [siteLine(verification.site)]).join('\n')
}

function verdict({ differences, first }: Pick<Verification, 'differences' | 'first'>, good: string, rows: string[]) {
  if (differences === 0) return [`Verified: ${good}`, ...rows]
  return [
    `NOT verified: ${numberText(differences)} differences${differences > first.length ? `, the first ${first.length}` : ''}`,
    ...first.map(({ subject, problem }) => `  ${subject}: ${problem}`),
    ...rows,
  ]
}

function siteLine(site: Counts): string {
  return `  linked at the site:  ${counts(site, 'accounts')}`
}

function counts({ users, groups, memberships }: Counts, people: string): string {
  return `${numberText(users)} ${people}, ${numberText(groups)} groups, ${numberText(memberships)} memberships`
}
