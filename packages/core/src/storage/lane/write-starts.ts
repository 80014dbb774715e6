/** A directory begins to leave its review: with the batch that has its command. */
import type pg from 'pg'
import type { NewStart } from '../../domain/mark.ts'
import { run, type Statement } from '../statement.ts'

const BEGIN: Statement = {
  name: 'start-begin',
  text: `
insert into start (site_id, operation_id, directory_id, preview_id, state, records, began_seq, actor, reason, began_at)
select $1, o.id, $3, $4::uuid, 'running',
  (select coalesce(sum(c.value), 0) from counter c
   where c.site_id = $1 and c.directory_id = $3 and c.name in ('users', 'groups')),
  (select l.applied_seq from lane l where l.site_id = $1), o.actor, o.body ->> 'reason', now()
from operation o where o.site_id = $1 and o.id = $2::uuid`,
}

const LEAVE_REVIEW: Statement = {
  name: 'start-leave-review',
  text: `update directory set phase = 'starting' where site_id = $1 and id = $2 and phase = 'reviewing'`,
}

export function writeStarts(client: pg.ClientBase, siteId: number, starts: readonly NewStart[]): Promise<unknown>[] {
  return starts.flatMap(({ operationId, directoryId, previewId }) => [
    run(client, BEGIN, [siteId, operationId, directoryId, previewId]),
    run(client, LEAVE_REVIEW, [siteId, directoryId]),
  ])
}
