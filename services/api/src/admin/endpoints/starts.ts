/** Start syncing now: for a trial with some, for all, and what it came to. */
import { csvText } from '@syncline/core/runtime/csv.ts'
import { checkStart, type StartCheck } from '@syncline/core/storage/catalogue/start-check.ts'
import type { PreviewDifference } from '@syncline/core/storage/read/preview-compare.ts'
import {
  listStartDifferences,
  readStart,
  type Start,
  type StartDifference,
} from '@syncline/core/storage/read/start-read.ts'
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, directoryEndpoint } from '../endpoint.ts'
import { Later } from '../later.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound, Problem } from '../problem.ts'
import { ID, INSTANT, REASON } from '../schemas.ts'

const COUNT = z.int().min(0)
const KIND = z.string().nullable()
const SCIM_IDS = z.array(z.uuid()).max(1_000).default([]).describe('SCIM ids.')

const START = z
  .object({
    id: ID.describe('Of the operation that began it.'),
    preview: ID.nullable(),
    state: z.enum(['running', 'finished', 'stopped']),
    records: COUNT.describe('Users and groups to walk through.'),
    walked: COUNT.describe('Those that have left the review.'),
    actor: z.string(),
    reason: z.string().nullable(),
    beganAt: INSTANT,
    endedAt: INSTANT.nullable(),
    report: z
      .object({
        users: z.record(z.string(), COUNT),
        groups: z.record(z.string(), COUNT),
        equal: COUNT.nullable().describe('Rows that came out as the preview said; null: it was started without one.'),
        changed: COUNT.describe('Rows that an operation after the preview changed.'),
        unexplained: COUNT.describe('Rows that came out otherwise without such an operation.'),
      })
      .nullable()
      .describe('Null until it is made, soon after the end.'),
  })
  .openapi('Start')

const DIFFERENCE = z
  .object({
    record: z.uuid(),
    type: z.enum(['User', 'Group']),
    name: z.string().nullable(),
    before: KIND.describe('As previewed; null: the preview does not have it.'),
    now: KIND.describe('As it came out; null: it is gone.'),
    targetBefore: ID.nullable(),
    targetNow: ID.nullable(),
    changedBy: z
      .object({
        operation: ID,
        appliedSeq: COUNT,
        what: z.string().describe('`record`, the account or group at the `site`, an `other` record, or `settings`.'),
      })
      .nullable()
      .describe('The operation after the preview that explains it; null: unexplained.'),
  })
  .openapi('StartDifference')

const shownDifference = (difference: StartDifference) => difference
const tag = 'Review'
const CHECK_LIMIT_MS = 20_000
const REPORT_HEAD = ['record', 'type', 'name', 'preview', 'now', 'changed by operation', 'number', 'which changed']

export const START_ENDPOINTS: readonly AdminEndpoint[] = [
  directoryEndpoint({
    method: 'post',
    path: '/start',
    id: 'startDirectory',
    tag,
    summary: 'Start syncing now',
    description:
      'Names the preview that was looked at. When a user or group would come out otherwise by now, or is new, it is refused with the difference, unless `takeToday` is true.',
    needs: 'operate',
    body: z
      .object({
        preview: ID.nullable().default(null).describe('Null: nothing was looked at; then `takeToday` is needed.'),
        takeToday: z.boolean().default(false).describe('Whatever has changed since.'),
        reason: REASON,
      })
      .openapi('NewStart'),
    answer: z.object({ start: ID }).openapi('Started'),
    run: async ({ deps, site, directory, author, body: { preview, takeToday } }) => {
      const of = { siteId: site.id, directoryId: directory.id }
      if (directory.phase !== 'reviewing') throw new Problem('refused', NOT_REVIEWING)
      if (preview === null && !takeToday)
        throw new Problem('refused', 'Name the preview that was looked at, or take today’s.')
      const begin = () => {
        const command = { name: 'start', directoryId: directory.id, previewId: preview, takeToday } as const
        return effectOf(deps, { siteId: site.id, author, command }, ({ start }) => ({ start: String(start) }))
      }
      if (preview === null) return begin()
      return new Later(async () => {
        const limitMs = takeToday ? 0 : CHECK_LIMIT_MS
        const check = await checkStart(deps, { ...of, previewId: preview }, author, limitMs)
        return deps.turns.run(async () => {
          assertStartable(check, takeToday)
          return begin()
        })
      })
    },
  }),
  directoryEndpoint({
    method: 'post',
    path: '/trial-start',
    id: 'trialStart',
    tag,
    summary: 'Let some users and groups leave the review before the others',
    needs: 'operate',
    body: z.object({ users: SCIM_IDS, groups: SCIM_IDS, reason: REASON }).openapi('NewTrialStart'),
    answer: z.object({ users: COUNT, groups: COUNT }).openapi('TrialStarted'),
    run: ({ deps, site, directory, author, body: { users, groups } }) =>
      effectOf(
        deps,
        {
          siteId: site.id,
          author,
          command: { name: 'trial-start', directoryId: directory.id, userIds: users, groupIds: groups },
        },
        (result) => ({ users: Number(result.users), groups: Number(result.groups) }),
      ),
  }),
  directoryEndpoint({
    method: 'get',
    path: '/start',
    id: 'getStart',
    tag,
    summary: 'The start of a directory: its progress, and its report',
    needs: 'read',
    answer: z.object({ phase: z.string(), start: START.nullable() }).openapi('StartState'),
    run: async ({ deps, site, directory }) => {
      const start: Start | null = await readStart(deps.pool, { siteId: site.id, directoryId: directory.id })
      return { phase: directory.phase, start }
    },
  }),
  directoryEndpoint({
    method: 'get',
    path: '/start/differences',
    id: 'listStartDifferences',
    tag,
    summary: 'Rows of the last start that came out otherwise than its preview said, and why',
    needs: 'read',
    query: PAGE_QUERY.extend({ state: z.enum(['explained', 'unexplained']).optional() }),
    answer: pageSchema(DIFFERENCE, 'StartDifferencePage'),
    run: async ({ deps, site, directory, query: { limit, cursor, state }, cursors }) => {
      const of = { siteId: site.id, directoryId: directory.id }
      const after = positionIn(cursors, cursor, z.number())
      const start = await readStart(deps.pool, of)
      if (start === null) return { items: [], nextCursor: null }
      const page = await listStartDifferences(deps.pool, { ...of, startId: start.id, state }, { after, limit })
      return pageAnswer(cursors, page, shownDifference)
    },
  }),
  directoryEndpoint({
    method: 'get',
    path: '/start/differences.csv',
    id: 'exportStartDifferences',
    tag,
    summary: 'The same as CSV',
    description: `Columns: ${REPORT_HEAD.join(', ')}.`,
    needs: 'read',
    file: { type: 'text/csv', name: 'differences.csv' },
    answer: z.string(),
    run: async ({ deps, site, directory }) => {
      const of = { siteId: site.id, directoryId: directory.id }
      const start = await readStart(deps.pool, of)
      const parts = [csvText([], REPORT_HEAD)]
      let after: number | null = start === null ? null : 0
      while (after !== null && start !== null) {
        // biome-ignore lint/performance/noAwaitInLoops: a page begins where the one before has ended
        const page = await listStartDifferences(deps.pool, { ...of, startId: start.id }, { after, limit: 2_000 })
        parts.push(csvText(page.rows.map(cellsOf)))
        after = page.next
      }
      return parts.join('')
    },
  }),
]

function cellsOf({ record, type, name, before, now, changedBy }: StartDifference): string[] {
  const { operation = '', appliedSeq = '', what = 'unexplained' } = changedBy ?? {}
  return [record, type, name ?? '', before ?? 'not there', now ?? 'gone', operation, String(appliedSeq), what]
}

const NOT_REVIEWING = 'The directory is not in review: it is starting or syncing already.'

/** @throws Problem */
function assertStartable(check: StartCheck, takeToday: boolean): void {
  if (check.kind === 'unknown-preview') throw notFound()
  if (takeToday || check.kind === 'as-previewed') return
  if (check.kind === 'not-ready')
    throw new Problem('refused', 'The preview is not ready, or has failed. Ask for another one.')
  if (check.kind === 'comparing') {
    throw new Problem('busy', 'The preview is being compared with today’s. Ask again.', {
      headers: { 'Retry-After': '10' },
    })
  }
  throw new Problem('refused', differenceText(check.difference), { difference: check.difference })
}

function differenceText({ changes, preview }: PreviewDifference): string {
  const texts = changes.map(({ type, before, now, count }) => `${count} ${type} ${before ?? 'not there'} → ${now}`)
  return `What a start would do has changed since the preview: ${texts.join('; ')}. Look at preview ${preview} and name that one, or take today’s.`
}
