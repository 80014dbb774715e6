/** Previews and reports as text for a terminal of 80 columns. */
import type { PreviewCounts } from '@syncline/core/storage/read/preview-counts.ts'
import { MOST_COUNTED, type Preview } from '@syncline/core/storage/read/preview-read.ts'
import type { Start } from '@syncline/core/storage/read/start-read.ts'
import { renderTable } from '../table.ts'
import { timeText } from './date-text.ts'

/** What becomes of records of a kind, in words. */
const WORDS: Readonly<Record<string, string>> = {
  create: 'created',
  link: 'linked to what is there',
  waiting: 'not reached',
  'no-email': 'left alone: no e-mail address',
  duplicate: 'left alone: somebody else has the account',
  'email-taken': 'left alone: the address is taken',
  'external-review': 'wait for a decision: outside of the verified domains',
  'external-ignored': 'left alone: outside of the verified domains',
  inactive: 'left alone: inactive and outside of the verified domains',
  detached: 'left alone: unlinked by an administrator',
  conflict: 'conflict: the site has a group of this name',
  'built-in-name': 'left alone: the name is built in',
  'default-group': 'conflict: the name of a group of default access',
  failed: 'could not be worked out',
}

export function kindText(kind: string): string {
  return WORDS[kind] ?? kind
}

/** The counts of a preview, and how old it is. */
export function previewLines(preview: Preview, directoryName: string): string[] {
  const { id, state, counts, failure, finishedAt, operationsSince } = preview
  if (state === 'failed') return [`The preview ${id} failed: ${failure ?? 'unknown reason'}.`]
  if (counts === null || finishedAt === null) return [`The preview ${id} waits for a worker.`]
  return [
    `Preview of directory "${directoryName}"`,
    id,
    `as of ${timeText(finishedAt)}; ${sinceText(operationsSince ?? 0)}`,
    '',
    kindTable(counts),
    '',
    ...countLines(counts),
  ]
}

function sinceText(count: number): string {
  if (count === 0) return 'nothing came from the identity provider since'
  const more = count >= MOST_COUNTED ? ' or more' : ''
  return `${number(count)}${more} ${count === 1 ? 'operation' : 'operations'} came since`
}

function kindTable({ users, groups }: Pick<PreviewCounts, 'users' | 'groups'>): string {
  const kinds = [...new Set([...Object.keys(users), ...Object.keys(groups)])].toSorted(
    (a, b) => place(a) - place(b) || (a < b ? -1 : 1),
  )
  const rows = kinds.map((kind) => [kindText(kind), count(users[kind]), count(groups[kind])])
  return renderTable({ head: ['What becomes of them', 'Users', 'Groups'], rows, right: [1, 2] })
}

function place(kind: string): number {
  const at = Object.keys(WORDS).indexOf(kind)
  return at === -1 ? Number.MAX_SAFE_INTEGER : at
}

function countLines({ external, mixedGroups, absent, likelyPairs, seats }: PreviewCounts): string[] {
  const change = seats.after - seats.before
  return [
    `Billed accounts (managed and on): ${number(seats.after)}, ${change < 0 ? '' : '+'}${number(change)}`,
    ...(external === 0 ? [] : [`Users outside of the verified domains: ${number(external)}`]),
    ...(mixedGroups === 0 ? [] : [`Groups with people inside and outside of them: ${number(mixedGroups)}`]),
    ...(absent === 0
      ? []
      : [
          `Accounts on verified domains that no directory has: ${number(absent)}`,
          `  of which may be somebody who would be created: ${number(likelyPairs)}`,
        ]),
  ]
}

/** What a start came to. */
export function startLines(start: Start, directoryName: string): string[] {
  const { state, walked, records, report, beganAt, endedAt, preview } = start
  const head = `Start of directory "${directoryName}" at ${timeText(beganAt)}`
  if (state !== 'finished' || endedAt === null) {
    return [head, `${state}: ${number(walked)} of ${number(records)} users and groups`]
  }
  const seconds = (endedAt.getTime() - beganAt.getTime()) / 1_000
  const done = `finished in ${seconds.toFixed(1)} s: ${number(walked)} users and groups`
  if (report === null) return [head, done, 'The report is being made.']
  const { equal, changed, unexplained } = report
  return [
    head,
    done,
    '',
    kindTable(report),
    '',
    ...(preview === null || equal === null
      ? ['It was started without a preview.']
      : [
          `As previewed: ${number(equal)}`,
          `Changed by an operation after the preview: ${number(changed)}`,
          `Unexplained: ${number(unexplained)}`,
        ]),
  ]
}

function count(value: number | undefined): string {
  return value === undefined ? '' : number(value)
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}
