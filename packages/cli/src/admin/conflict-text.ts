/** Conflicts and their decisions as text for a terminal of 80 columns. */
import { CONFLICT_DECISIONS, type ConflictDecision } from '@syncline/core/domain/conflict.ts'
import { refusalOf } from '@syncline/core/domain/conflict-decision.ts'
import type { PreviewOfDecision } from '@syncline/core/storage/read/conflict-choice.ts'
import type { DifferenceCounts } from '@syncline/core/storage/read/conflict-counts.ts'
import type { Difference, PersonOfDifference } from '@syncline/core/storage/read/conflict-difference.ts'
import type { ConflictOfSite } from '@syncline/core/storage/read/conflict-list.ts'
import { COLUMNS, indented, wrapText } from '../plain-text.ts'
import { renderTable } from '../table.ts'
import { timeText } from './date-text.ts'

const APPS_SHOWN = 10
const REFUSED_SHOWN = 5

/** Newest first, as they are read. */
export function conflictTable(conflicts: readonly ConflictOfSite[]): string {
  const rows = conflicts.map((conflict) => [
    conflict.record.name,
    conflict.kind,
    conflict.directory.name,
    stateText(conflict),
  ])
  return renderTable({
    head: ['Group', 'Kind', 'Directory', 'State'],
    rows,
    widths: [21, 26, 14, 18],
  })
}

function stateText({ state, decision }: ConflictOfSite): string {
  return decision === null ? state : `${state}: ${decision}`
}

export type ConflictShown = {
  readonly conflict: ConflictOfSite
  /** Null: it is closed. */
  readonly difference: DifferenceCounts | null
  readonly apps: readonly { readonly kind: string; readonly name: string }[]
}

export function conflictLines({ conflict, difference, apps }: ConflictShown): string[] {
  const { id, kind, state, version, record, directory, group, decision, givenName, decidedBy, decidedAt } = conflict
  const members = record.memberCount === null ? 'gone' : `${number(record.memberCount)} members`
  const given = givenName === null ? '' : ` as "${givenName}"`
  const facts = [
    `${record.name}: ${kind}, ${state}`,
    `  ${id}, version ${version}, since ${timeText(conflict.firstSeen)}`,
    `  group of directory "${directory.name}", ${members}`,
    `  ${groupText(group)}`,
    ...(apps.length === 0 ? [] : [`  which gives access to ${namesOf(apps.map((app) => `${app.kind} ${app.name}`))}`]),
    ...(decision === null || decidedBy === null || decidedAt === null
      ? []
      : [`  ${decision}${given}, said by ${decidedBy}, ${timeText(decidedAt)}`]),
    ...(conflict.closedAt === null ? [] : [`  closed ${timeText(conflict.closedAt)}`]),
  ]
  const today = difference === null ? [] : ['', ...differenceLines(difference), '', ...decisionLines(conflict)]
  return [...facts.flatMap((line) => (line.startsWith(' ') ? indented(line.trim()) : [line])), ...today]
}

function groupText({ id, name, source, directory, apps }: ConflictOfSite['group']): string {
  if (name === null) return `the site's group is gone (${id})`
  const whose = directory === null ? source : `of directory "${directory.name}"`
  return `the site's group "${name}", ${whose}${apps === 0 ? ', gives access to nothing' : ''} (${id})`
}

function differenceLines({ added, removed, unchanged, withoutAccount }: DifferenceCounts): string[] {
  return [
    `  ${number(unchanged)} in both groups`,
    `  ${number(added)} only in the directory's: added by accept and merge`,
    `  ${number(removed)} only in the site's: removed by accept`,
    ...(withoutAccount === 0 ? [] : [`  ${withoutAccountText(withoutAccount)}`]),
  ]
}

function decisionLines({ kind }: ConflictOfSite): string[] {
  const reasons = CONFLICT_DECISIONS.map((decision) => ({ decision, reason: refusalOf(kind, decision) }))
  const possible = reasons.filter(({ reason }) => reason === null).map(({ decision }) => decision)
  return [
    `  you can: ${possible.join(', ')}`,
    ...reasons.flatMap(({ decision, reason }) => (reason === null ? [] : indented(`not ${decision}: ${reason}`))),
  ]
}

export type ChangedPerson = PersonOfDifference & { readonly change: Difference }

export function differenceTable(people: readonly ChangedPerson[]): string {
  const rows = people.map(({ change, email, displayName, loses }) => [
    change,
    email,
    displayName ?? '',
    namesOf(loses.map(({ name }) => name)),
  ])
  return renderTable({ head: ['Change', 'E-mail', 'Name', 'Only way into'], rows, widths: [11, 32, 18, 18] })
}

const MEANINGS: Readonly<Record<ConflictDecision, string>> = {
  accept: 'the site’s group is linked, and only the people of the directory stay',
  merge: 'the site’s group is linked, and keeps its own people besides',
  keep: 'the site’s group stays as it is',
  rename: 'the group of the directory gets the given name at the site',
}

/** What somebody says yes to. */
export function meaningOf(decision: ConflictDecision, preview: PreviewOfDecision): string[] {
  const { possible, notApplicable, added, removed, unchanged, withoutAccount, losing, apps } = preview
  const moves = added + removed + unchanged > 0
  return [
    ...wrapText(`To ${decision} ${conflicts(possible)}: ${MEANINGS[decision]}.`, COLUMNS).split('\n'),
    moves
      ? `  ${number(added)} added, ${number(removed)} removed, ${number(unchanged)} stay`
      : '  nobody comes into a group or leaves one',
    ...(moves && withoutAccount > 0 ? [`  ${withoutAccountText(withoutAccount)}`] : []),
    ...(losing === 0
      ? []
      : [
          `  ${number(losing)} ${losing === 1 ? 'person loses' : 'people lose'} the only way into`,
          ...apps.slice(0, APPS_SHOWN).map((app) => `    ${app.kind} ${app.name}: ${number(app.losing)}`),
          ...(apps.length > APPS_SHOWN ? [`    and ${apps.length - APPS_SHOWN} more`] : []),
        ]),
    ...refusedLines(notApplicable),
  ]
}

/** In a review that is almost everybody: the start makes their accounts, and adds them. */
function withoutAccountText(count: number): string {
  return count === 1
    ? '1 user of the directory has no account yet, and is added with one'
    : `${number(count)} users of the directory have no account yet, and are added with one`
}

/** Each reason once, with how many. */
export function refusedLines(refused: readonly { readonly detail: string }[]): string[] {
  const counts = new Map<string, number>()
  for (const { detail } of refused) counts.set(detail, (counts.get(detail) ?? 0) + 1)
  return [...counts]
    .slice(0, REFUSED_SHOWN)
    .flatMap(([detail, count]) => indented(`not ${conflicts(count)}: ${detail}`))
}

export function conflicts(count: number): string {
  return `${number(count)} ${count === 1 ? 'conflict' : 'conflicts'}`
}

function namesOf(names: readonly string[]): string {
  const more = names.length > APPS_SHOWN ? ` and ${names.length - APPS_SHOWN} more` : ''
  return names.slice(0, APPS_SHOWN).join(', ') + more
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}
