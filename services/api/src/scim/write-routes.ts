/** POST, PUT, PATCH and DELETE of users and groups: parse, accept, answer. */
import type { Method, ResourceType } from '@syncline/core/domain/operation.ts'
import { parseSelection } from '@syncline/core/scim/attribute-selection.ts'
import type pg from 'pg'
import type { Acceptor } from '../accept/acceptor.ts'
import { answerAccepted, trackingOf } from '../async/accepted-answer.ts'
import { readJsonBody } from '../http/json-body.ts'
import { queryOf } from '../http/query.ts'
import { answerOutcome } from './answer-outcome.ts'
import { parseOperation } from './parse-operation.ts'
import type { ScimContext, ScimHandler } from './route-table.ts'

export type WriteDeps = { readonly acceptor: Acceptor; readonly pool: pg.Pool }

const NO_BODY = { value: undefined, bytes: 0 }

export function writeHandler(deps: WriteDeps, method: Method, resourceType: ResourceType): ScimHandler {
  return async (c: ScimContext) => {
    const credential = c.get('credential')
    const query = queryOf(c.req.url)
    const { value: body, bytes } = method === 'DELETE' ? NO_BODY : await readJsonBody(c)
    const selection = parseSelection(query('attributes'), query('excludedAttributes'), credential.mode)
    const ifMatch = c.req.header('if-match') ?? null
    const ifNoneMatch = c.req.header('if-none-match') ?? null
    const resourceId = c.req.param('id') ?? null
    const tracking = trackingOf(c)
    const request = parseOperation({ method, resourceType, resourceId, ifMatch, ifNoneMatch, body }, credential)
    const outcome = await deps.acceptor.acceptTracked(request, bytes, c.req.raw.signal, tracking)
    if ('txn' in outcome) return answerAccepted(c, outcome.txn, request)
    return answerOutcome({
      c,
      pool: deps.pool,
      baseUrl: c.get('baseUrl'),
      schemas: credential.schemas,
      request,
      outcome,
      selection,
    })
  }
}
