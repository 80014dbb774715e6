/** Operations: what identity providers asked for, what came of it, and every effect. */
import { listOperations, type OperationSummary } from '@syncline/core/storage/read/operation-list.ts'
import { MOST_EFFECTS, readOperation } from '@syncline/core/storage/read/operation-read.ts'
import { OPERATION_STATES } from '@syncline/core/storage/read/operation-state.ts'
import { z } from 'zod'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound } from '../problem.ts'
import { ANY_OBJECT, ID, INSTANT } from '../schemas.ts'
import { directoryIn } from './directory-in.ts'

const OPERATION_STATE = z
  .enum(OPERATION_STATES)
  .describe('`refused`: a rule or precondition said no. `dead`: given up, kept for an operator.')
const STATUS = z.int().describe('As SCIM answered it.')

const ASKED = {
  directory: ID.nullable().describe('Null: of a command.'),
  actor: z.string(),
  command: z.string().nullable().describe('Of an administrator, by its name; null: a request of an identity provider.'),
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']).nullable(),
  resourceType: z.enum(['User', 'Group']).nullable(),
  resourceId: z.uuid().nullable().describe('What it aimed at; of a POST the id that the new resource was to get.'),
  acceptedAt: INSTANT,
}

export const OPERATION = z
  .object({
    id: ID,
    ...ASKED,
    state: OPERATION_STATE,
    status: STATUS.nullable(),
    scimType: z.string().nullable(),
    appliedAt: INSTANT.nullable(),
  })
  .openapi('Operation')

const OPERATION_DETAIL = z
  .object({
    id: ID,
    state: OPERATION_STATE,
    request: z
      .object({
        ...ASKED,
        ifMatch: z.string().nullable(),
        body: ANY_OBJECT.nullable().describe('As validated, without attributes that are never returned.'),
        secretSent: z.boolean().describe('An attribute was sent that is never kept, such as a password.'),
      })
      .nullable()
      .describe('Null when it is no longer kept.'),
    outcome: z
      .object({
        status: STATUS,
        scimType: z.string().nullable(),
        detail: z.string().nullable(),
        resourceId: z.uuid().nullable(),
        version: z.int().nullable(),
        appliedAt: INSTANT,
        appliedSeq: z.int().describe('Its place among all operations of the site.'),
      })
      .nullable()
      .describe('Null while it is pending.'),
    deadLetter: z.object({ reason: z.string(), at: INSTANT }).nullable(),
    effects: z.array(
      z.object({
        subjectType: z.string(),
        subjectId: z.uuid(),
        kind: z.string(),
        before: ANY_OBJECT.nullable().describe('Only what changed.'),
        after: ANY_OBJECT.nullable(),
      }),
    ),
    moreEffects: z.boolean().describe(`There are more than the ${MOST_EFFECTS} that are shown.`),
  })
  .openapi('OperationDetail')

const QUERY = PAGE_QUERY.extend({
  directory: ID.optional(),
  resource: z.uuid().optional().describe('The SCIM id of a user or group.'),
  state: OPERATION_STATE.optional(),
  since: INSTANT.optional().describe('Accepted at or after it.'),
  until: INSTANT.optional().describe('Accepted before it.'),
})

const shown = (operation: OperationSummary) => operation
const tag = 'Operations'

export const OPERATION_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/operations',
    id: 'listOperations',
    tag,
    summary: 'The operations of a site, newest first',
    needs: 'read',
    query: QUERY,
    answer: pageSchema(OPERATION, 'OperationPage'),
    run: async ({ deps, site, query, cursors }) => {
      const { limit, cursor, directory, resource, state, since, until } = query
      const before = positionIn(cursors, cursor, z.uuid())
      const filter = {
        directoryId: directory === undefined ? undefined : await directoryIn(deps, site.id, directory),
        resourceId: resource,
        state,
        since: since === undefined ? undefined : new Date(since),
        until: until === undefined ? undefined : new Date(until),
      }
      return pageAnswer(cursors, await listOperations(deps.pool, site.id, filter, { before, limit }), shown)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/operations/{operation}',
    id: 'getOperation',
    tag,
    summary: 'One operation: request without secrets, outcome, effects and times',
    needs: 'read',
    answer: OPERATION_DETAIL,
    run: async ({ deps, site, param }) => {
      const operation = await readOperation(deps.pool, site.id, param('operation'))
      if (operation === null) throw notFound()
      return operation
    },
  }),
]
