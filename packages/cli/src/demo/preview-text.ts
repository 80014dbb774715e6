/** A preview and the report of a start as a person reads them, at 80 columns. */

import type { AbsentAccount, PreviewRow } from '@syncline/core/storage/read/preview-read.ts'
import { numberText } from '../simulate/number-text.ts'
import { renderTable } from '../table.ts'
import type { ShownPreview, ShownStart } from './review.ts'

export type PreviewExamples = {
  readonly conflicts: readonly PreviewRow[]
  readonly absent: readonly AbsentAccount[]
}

/** Whatever is not named here is shown by the name of its hold. */
const WORDS: Readonly<Record<string, string>> = {
  create: 'created',
  link: 'linked to what is there',
  'no-email': 'held: without an e-mail address',
  'email-taken': 'held: the e-mail address is taken',
  duplicate: 'held: the account belongs to another user',
  'external-review': 'held: outside of the verified domains, to be reviewed',
  'external-ignored': 'left out: outside of the verified domains',
  inactive: 'left out: outside of the verified domains and inactive',
  conflict: 'held: the site has the name already',
  'built-in-name': 'left out: a built-in name',
  'default-group': 'held: the name of a default group',
}

export function previewText({ counts }: ShownPreview, { conflicts, absent }: PreviewExamples): string {
  if (counts === null) return 'The preview is empty.'
  const { external, mixedGroups, likelyPairs, seats } = counts
  const pairs = absent.flatMap(({ email, likely }) => likely.slice(0, 1).map((user) => `  ${email} – ${user.email}`))
  return [
    'What a start would do (nothing has reached the site yet)',
    kindTable(counts),
    `Outside of the verified domains: ${numberText(external)} people; ${numberText(mixedGroups)} groups mix them with others.`,
    `Accounts of the company that the directory does not have: ${numberText(counts.absent)}.`,
    `  ${numberText(likelyPairs)} may be somebody that it has under another address${pairs.length > 0 ? ', as' : '.'}`,
    ...pairs,
    ...(conflicts.length > 0 ? ['Names that the site has already, and keeps, as'] : []),
    ...conflicts.map(({ name }) => `  ${name}`),
    `Billed accounts: ${numberText(seats.before)} now, ${numberText(seats.after)} afterwards.`,
  ].join('\n')
}

export function startText({ report, walked }: ShownStart): string {
  if (report === null) return `The start was stopped after ${numberText(walked)} users and groups.`
  const { equal, changed, unexplained } = report
  return [
    'What the start did',
    kindTable(report),
    ...(equal === null
      ? []
      : [
          `As the preview said: ${numberText(equal)}. Changed by operations after it: ${numberText(changed)}. Unexplained: ${numberText(unexplained)}.`,
        ]),
  ].join('\n')
}

type Kinds = Readonly<Record<string, number>>

function kindTable({ users, groups }: { readonly users: Kinds; readonly groups: Kinds }): string {
  const kinds = [...new Set([...Object.keys(WORDS), ...Object.keys(users), ...Object.keys(groups)])]
  const rows = kinds
    .filter((kind) => users[kind] || groups[kind])
    .map((kind) => [`  ${WORDS[kind] ?? kind}`, countIn(users, kind), countIn(groups, kind)])
  return renderTable({ head: ['', 'People', 'Groups'], right: [1, 2], rows })
}

function countIn(kinds: Kinds, kind: string): string {
  return kinds[kind] ? numberText(kinds[kind]) : ''
}
