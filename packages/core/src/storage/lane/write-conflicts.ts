/** Writes of conflicts. None is ever deleted: what was decided is kept. */
import type pg from 'pg'
import type { Conflict } from '../../domain/conflict.ts'
import type { Written } from '../../domain/rows.ts'
import type { Statement } from '../statement.ts'
import { type Columns, writeRows } from './columnar.ts'
import { located } from './located.ts'

const CONFLICT: Columns<Conflict> = [
  (row) => row.key,
  (row) => row.id,
  (row) => row.directoryId,
  (row) => row.recordKey,
  (row) => row.recordId,
  (row) => row.siteGroupKey,
  (row) => row.siteGroupId,
  (row) => row.kind,
  (row) => row.name,
  (row) => row.nameKey,
  (row) => row.state,
  (row) => row.version,
  (row) => row.decision,
  (row) => row.givenName,
  (row) => row.decidedBy,
  (row) => row.decidedAt,
  (row) => row.decidedIn,
  (row) => row.firstSeen,
  (row) => row.closedAt,
]

const COLUMNS = `key, id, directory_id, record_key, record_id, site_group_key, site_group_id, kind, name, name_key, state, version,
  decision, given_name, decided_by, decided_at, decided_in, first_seen, closed_at`

const UNNEST = `
unnest($2::bigint[], $3::uuid[], $4::integer[], $5::bigint[], $6::uuid[], $7::bigint[], $8::uuid[], $9::text[], $10::text[],
       $11::text[], $12::text[], $13::integer[], $14::text[], $15::text[], $16::text[], $17::timestamptz[], $18::uuid[],
       $19::timestamptz[], $20::timestamptz[])
  as n (${COLUMNS})`

const INSERT: Statement = {
  name: 'insert-conflicts',
  text: `insert into conflict (site_id, ${COLUMNS}) select $1, n.* from ${UNNEST}`,
}

const UPDATE: Statement = {
  name: 'update-conflicts',
  text: `
update conflict c set kind = n.kind, name = n.name, state = n.state, version = n.version, decision = n.decision,
  given_name = n.given_name, decided_by = n.decided_by, decided_at = n.decided_at, decided_in = n.decided_in,
  closed_at = n.closed_at
from ${located('conflict', UNNEST, 'x.key = n.key')} where c.site_id = n.site_id and c.ctid = n.place`,
}

/** Those that end go before those that begin: of a record one is live. */
export function writeConflicts(
  client: pg.ClientBase,
  siteId: number,
  { updated, inserted }: Written<Conflict>,
): Promise<void>[] {
  return [
    writeRows(
      client,
      UPDATE,
      siteId,
      updated.map(({ after }) => after),
      CONFLICT,
    ),
    writeRows(client, INSERT, siteId, inserted, CONFLICT),
  ]
}
