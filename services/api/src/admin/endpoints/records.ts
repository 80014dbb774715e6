/** Users and groups of directories with their status: why each is, or is not, at the site. */
import { externalUsersCsv } from '@syncline/core/storage/read/external-users.ts'
import { EXTERNALS_HEAD } from '@syncline/core/storage/read/preview-externals.ts'
import type { RecordSummary } from '@syncline/core/storage/read/record-facts.ts'
import { listRecords } from '@syncline/core/storage/read/record-list.ts'
import { readRecord } from '@syncline/core/storage/read/record-read.ts'
import { z } from 'zod'
import { type AdminEndpoint, directoryEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound } from '../problem.ts'
import { CLASS } from '../schemas.ts'
import { HOLD_KIND, RECORD, RECORD_DETAIL, RECORD_TYPE, STATUS } from './record-schemas.ts'

const shown = (record: RecordSummary) => record
const tag = 'Records'

export const RECORD_ENDPOINTS: readonly AdminEndpoint[] = [
  directoryEndpoint({
    method: 'get',
    path: '/records',
    id: 'listRecords',
    tag,
    summary: 'The users or groups of a directory, by name, each with its status and why',
    needs: 'read',
    query: PAGE_QUERY.extend({
      type: RECORD_TYPE.default('User'),
      name: z.string().max(1_000).optional().describe('How userName or the name of a group begins, in any case.'),
      status: STATUS.optional(),
      hold: HOLD_KIND.optional(),
      class: CLASS.optional(),
    }),
    answer: pageSchema(RECORD, 'RecordPage'),
    run: async ({ deps, site, directory, query: { limit, cursor, type, name: prefix, ...filter }, cursors }) => {
      const after = positionIn(cursors, cursor, z.string())
      const asked = { siteId: site.id, directoryId: directory.id, type, prefix, filter }
      return pageAnswer(cursors, await listRecords(deps.pool, asked, { after, limit }), shown)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/records/{record}',
    id: 'getRecord',
    tag,
    summary: 'One user or group of a directory: status, link, holds, clashes and last operations',
    needs: 'read',
    answer: RECORD_DETAIL,
    run: async ({ deps, site, param }) => {
      const record = await readRecord(deps.pool, site.id, param('record'))
      if (record === null) throw notFound()
      return record
    },
  }),
  directoryEndpoint({
    method: 'get',
    path: '/external-users.csv',
    id: 'exportExternalUsers',
    tag,
    summary: 'CSV of the users whose address is on no verified domain',
    description: `Columns: ${EXTERNALS_HEAD.join(', ')}. Those that have not left the review are in its preview.`,
    needs: 'read',
    file: { type: 'text/csv', name: 'external-users.csv' },
    answer: z.string(),
    run: async ({ deps, site, directory }) => {
      const parts: string[] = []
      for await (const part of externalUsersCsv(deps.pool, { siteId: site.id, directoryId: directory.id }))
        parts.push(part)
      return parts.join('')
    },
  }),
]
