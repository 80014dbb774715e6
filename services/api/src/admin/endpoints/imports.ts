/** Imports: the accounts, local groups and local members that a site has without a directory. */
import { MOST_IMPORTED_ROWS } from '@syncline/core/domain/import.ts'
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { ROW, shownRow, shownRows } from '../row-results.ts'
import { AUDIENCE, REASON } from '../schemas.ts'

const TEXT = z.string().nullable().optional()
const EMAIL = z.string().describe('Whole address; compared in any case.')

const ACCOUNT = z.strictObject({
  email: EMAIL,
  audience: AUDIENCE,
  displayName: TEXT,
  active: z.boolean().optional().describe('Of a new account: true. Off is as if an administrator had switched it off.'),
  title: TEXT,
  organization: TEXT,
  department: TEXT,
  timezone: TEXT,
  preferredLanguage: TEXT,
})

const GROUP = z.strictObject({
  name: z.string(),
  audience: AUDIENCE,
  members: z.array(EMAIL).optional().describe('Accounts that join it. Who is in it and not named stays.'),
})

const MEMBER = z.strictObject({ group: z.string().describe('Its name.'), audience: AUDIENCE, email: EMAIL })

const BODY = z
  .object({ accounts: z.array(ACCOUNT), groups: z.array(GROUP), members: z.array(MEMBER) })
  .partial()
  .extend({ reason: REASON })
  .openapi('Import')

const ANSWER = z
  .object({
    accounts: z.array(ROW),
    groups: z.array(ROW.extend({ members: z.array(ROW).optional() })),
    members: z.array(ROW),
  })
  .describe('What came of each row, in their order.')
  .openapi('ImportResult')

function shownGroup(stored: unknown) {
  const { members } = z.object({ members: z.unknown().optional() }).parse(stored)
  return { ...shownRow(stored), ...(members === undefined ? {} : { members: shownRows(members) }) }
}

export const IMPORT_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'post',
    path: '/imports',
    id: 'importRows',
    tag: 'People',
    summary: 'Import accounts, local groups and their members',
    description: `What a site has without a directory: created where it is not there, brought up to date where it is, row by row.
At most ${MOST_IMPORTED_ROWS} rows of all kinds together, members of groups included. What a row leaves out stays, null takes it away.
The same rows again change nothing, so an import that broke off is sent once more.`,
    needs: 'manage',
    body: BODY,
    answer: ANSWER,
    run: ({ deps, site, author, body: { accounts = [], groups = [], members = [] } }) =>
      effectOf(deps, { siteId: site.id, author, command: { name: 'import', accounts, groups, members } }, (result) => ({
        accounts: shownRows(result.accounts),
        groups: z.array(z.unknown()).parse(result.groups).map(shownGroup),
        members: shownRows(result.members),
      })),
  }),
]
