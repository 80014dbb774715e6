/** Previews: what the start of a directory would do, before anything reaches the site. */
import { askForPreview } from '@syncline/core/storage/catalogue/preview-ask.ts'
import { EXTERNALS_HEAD, previewExternals } from '@syncline/core/storage/read/preview-externals.ts'
import {
  type AbsentAccount,
  listAbsentAccounts,
  listPreviewRows,
  listPreviews,
  MOST_COUNTED,
  type OfPreview,
  type Preview,
  type PreviewRow,
  readPreview,
} from '@syncline/core/storage/read/preview-read.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import { z } from 'zod'
import type { AdminDeps } from '../admin-env.ts'
import { type AdminEndpoint, directoryEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound } from '../problem.ts'
import { CLASS, ID, INSTANT, REASON } from '../schemas.ts'
import { DECISION } from './conflict-schemas.ts'

const COUNT = z.int().min(0)
const BY_KIND = z.record(z.string(), COUNT).describe('By kind: `create`, `link`, or the hold that keeps them back.')

const PREVIEW = z
  .object({
    id: ID,
    state: z.enum(['waiting', 'ready', 'failed']).describe('`waiting`: a worker will compute it, or does.'),
    actor: z.string(),
    reason: z.string().nullable(),
    askedAt: INSTANT,
    finishedAt: INSTANT.nullable(),
    asOfSeq: COUNT.nullable().describe('Its place among all operations of the site.'),
    counts: z
      .object({
        users: BY_KIND,
        groups: BY_KIND,
        external: COUNT.describe('Users whose address is on no verified domain.'),
        mixedGroups: COUNT.describe('Groups with people inside and outside of the verified domains.'),
        absent: COUNT.describe('Accounts on verified domains that no directory has.'),
        likelyPairs: COUNT.describe('Those of them that may be somebody in the directory.'),
        seats: z.object({ before: COUNT, after: COUNT }).describe('Accounts that are billed: managed and on.'),
      })
      .nullable(),
    failure: z.string().nullable(),
    operationsSince: COUNT.nullable().describe(
      `Operations of the directory that were applied since; no more than ${MOST_COUNTED} are counted.`,
    ),
  })
  .openapi('Preview')

const TYPE = z.enum(['User', 'Group'])

const ROW = z
  .object({
    record: z.uuid().describe('The SCIM id.'),
    type: TYPE,
    name: z.string().nullable().describe('As it is called now; null: it is gone.'),
    kind: z.string().describe('`create`, `link`, the hold that keeps it back, or `failed`: it cannot be worked out.'),
    target: z
      .object({ id: ID, name: z.string().nullable() })
      .nullable()
      .describe('The account or group of the site that it is linked to, or that is in its way.'),
    other: z.uuid().nullable().describe('The user or group of a directory that is in its way.'),
    decision: z
      .object({ conflict: ID, decision: DECISION, givenName: z.string().nullable() })
      .nullable()
      .describe('Of a group that clashes: what is decided by now, and carried out by the start.'),
    active: z.boolean().nullable().describe('Whether its account is on afterwards.'),
    class: CLASS.nullable(),
    external: z.boolean(),
    notices: z.array(z.string()).describe('Holds that it has besides.'),
    members: COUNT.nullable(),
    inside: COUNT.nullable().describe('Members that are people on verified domains.'),
    outside: COUNT.nullable().describe('Members that are people on others.'),
    failure: z.string().nullable().describe('Of `failed`: why, for an operator.'),
  })
  .openapi('PreviewRow')

const ABSENT = z
  .object({
    id: ID,
    email: z.string(),
    displayName: z.string().nullable(),
    active: z.boolean(),
    likely: z
      .array(
        z.object({
          record: z.uuid(),
          userName: z.string(),
          email: z.string().nullable(),
          name: z.boolean().describe('They have the same name.'),
          localPart: z.boolean().describe('Their addresses are the same before the @.'),
        }),
      )
      .describe('Users that would get an account of their own and may be the same person.'),
  })
  .openapi('AbsentAccount')

const shown = (preview: Preview) => preview
const shownRow = (row: PreviewRow) => row
const shownAbsent = (account: AbsentAccount) => account
const tag = 'Review'

export const PREVIEW_ENDPOINTS: readonly AdminEndpoint[] = [
  directoryEndpoint({
    method: 'post',
    path: '/previews',
    id: 'createPreview',
    tag,
    summary: 'Ask for a preview of what a start would do',
    description: 'A worker computes it. Who asks while one waits is given that one. The last three are kept.',
    needs: 'operate',
    body: z.object({ reason: REASON }).openapi('NewPreview'),
    status: 201,
    answer: PREVIEW,
    run: async ({ deps, site, directory, author }) => {
      const of = { siteId: site.id, directoryId: directory.id }
      return previewIn(deps, { ...of, previewId: await askForPreview(deps.db, of, author) })
    },
  }),
  directoryEndpoint({
    method: 'get',
    path: '/previews',
    id: 'listPreviews',
    tag,
    summary: 'The previews of a directory, newest first',
    needs: 'read',
    answer: z.object({ items: z.array(PREVIEW) }).openapi('Previews'),
    run: async ({ deps, site, directory }) => {
      const previews = await listPreviews(deps.pool, { siteId: site.id, directoryId: directory.id })
      return { items: previews.map(shown) }
    },
  }),
  directoryEndpoint({
    method: 'get',
    path: '/previews/{preview}',
    id: 'getPreview',
    tag,
    summary: 'One preview, with its counts and its age',
    needs: 'read',
    answer: PREVIEW,
    run: async ({ deps, site, directory, param }) =>
      previewIn(deps, { siteId: site.id, directoryId: directory.id, previewId: param('preview') }),
  }),
  directoryEndpoint({
    method: 'get',
    path: '/previews/{preview}/rows',
    id: 'listPreviewRows',
    tag,
    summary: 'What a start would make of each user and group',
    needs: 'read',
    query: PAGE_QUERY.extend({ type: TYPE.optional(), kind: z.string().max(100).optional() }),
    answer: pageSchema(ROW, 'PreviewRowPage'),
    run: async ({ deps, site, directory, param, query: { limit, cursor, type, kind }, cursors }) => {
      const of = { siteId: site.id, directoryId: directory.id, previewId: param('preview') }
      await previewIn(deps, of)
      const after = positionIn(cursors, cursor, z.number())
      return pageAnswer(cursors, await listPreviewRows(deps.pool, of, { type, kind }, { after, limit }), shownRow)
    },
  }),
  directoryEndpoint({
    method: 'get',
    path: '/previews/{preview}/absent',
    id: 'listAbsentAccounts',
    tag,
    summary: 'Accounts on verified domains that no directory has, with who may be the same person',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(ABSENT, 'AbsentAccountPage'),
    run: async ({ deps, site, directory, param, query: { limit, cursor }, cursors }) => {
      const of = { siteId: site.id, directoryId: directory.id, previewId: param('preview') }
      await previewIn(deps, of)
      const after = positionIn(cursors, cursor, z.number())
      return pageAnswer(cursors, await listAbsentAccounts(deps.pool, of, { after, limit }), shownAbsent)
    },
  }),
  directoryEndpoint({
    method: 'get',
    path: '/previews/{preview}/external-users.csv',
    id: 'exportPreviewExternals',
    tag,
    summary: 'CSV of the users of a preview whose address is on no verified domain',
    description: `Columns: ${EXTERNALS_HEAD.join(', ')}.`,
    needs: 'read',
    file: { type: 'text/csv', name: 'external-users.csv' },
    answer: z.string(),
    run: async ({ deps, site, directory, param }) => {
      const of = { siteId: site.id, directoryId: directory.id, previewId: param('preview') }
      await previewIn(deps, of)
      const parts: string[] = []
      for await (const part of previewExternals(deps.pool, of)) parts.push(part)
      return parts.join('')
    },
  }),
]

/** @throws Problem not-found, also for one of another directory */
async function previewIn({ pool }: Pick<AdminDeps, 'pool'>, of: OfPreview): Promise<Preview> {
  const preview = isResourceId(of.previewId) ? await readPreview(pool, of) : null
  if (preview === null) throw notFound()
  return preview
}
