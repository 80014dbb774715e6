/** What came of commands. */
import type pg from 'pg'
import type { CommandFault, CommandResult } from '../../domain/command.ts'
import type { JsonObject } from '../../scim/json.ts'

export type CommandOutcome = CommandResult & { readonly operationId: string; readonly appliedSeq: number }

type Row = {
  operation_id: string
  applied_seq: number
  status: number
  detail: string | null
  resource: JsonObject | null
}

/** Those that have been applied or refused. */
export async function readCommandOutcomes(
  pool: pg.Pool,
  siteId: number,
  operationIds: readonly string[],
): Promise<CommandOutcome[]> {
  const { rows } = await pool.query<Row>({
    name: 'read-command-outcomes',
    text: `
select o.operation_id, o.applied_seq, o.status, o.detail, o.resource
from unnest($2::uuid[]) as q (id)
cross join lateral (select * from outcome x where x.site_id = $1 and x.operation_id = q.id limit 1) o`,
    values: [siteId, operationIds],
  })
  return rows.map(({ operation_id: operationId, applied_seq: appliedSeq, status, detail, resource }) =>
    status < 400
      ? { kind: 'done', operationId, appliedSeq, result: resource ?? {} }
      : { kind: 'refused', operationId, appliedSeq, fault: faultOf(status, resource), detail: detail ?? '' },
  )
}

/** A dead letter has none of its own. */
function faultOf(status: number, resource: JsonObject | null): CommandFault {
  const fault = resource?.fault
  if (fault === 'not-found' || fault === 'refused' || fault === 'name-taken' || fault === 'invalid') return fault
  return status === 404 ? 'not-found' : 'refused'
}
