/** Copies of groups that a plan needs, and who of them can no longer be brought back as they were. */
import type { CopyLosses, GroupCopy } from '../../domain/group-copy.ts'
import type { Loaded } from '../../domain/loaded.ts'
import type { Need } from '../../domain/need.ts'
import type { Audience } from '../../domain/operation.ts'
import type { Key } from '../../domain/record.ts'
import { copyLosses } from '../read/copy-losses.ts'
import { decisionBehind } from '../read/decision-behind.ts'
import type { Statement } from '../statement.ts'
import { the } from './load-statement.ts'

const COPY = `c.key, c.id, c.kind, c.conflict_key, c.site_group_key, c.site_group_id, c.audience, c.name, c.source,
  c.default_access, c.made_group,  c.grants, c.operation_id, c.made_at, c.expires_at, c.used_at`

const COPIES_BY_ID: Statement = {
  name: 'load-group-copies-by-id',
  text: `select ${COPY} from unnest($2::uuid[]) as q (id)${the('c', 'group_copy', 'x.id = q.id')}`,
}

const COPIES_OF_CONFLICTS: Statement = {
  name: 'load-group-copies-of-conflicts',
  text: `select ${COPY} from group_copy c where c.site_id = $1 and c.conflict_key = any ($2::bigint[])`,
}

const LOSSES: Statement = {
  name: 'load-group-copy-losses',
  text: `select q.key as "copyKey", m.* from unnest($2::bigint[]) as q (key) cross join lateral (${copyLosses('q.key')}) m`,
}

const BEHIND: Statement = {
  name: 'load-decisions-behind',
  text: `
select q.key as "of", l.id as "conflictId"
from unnest($2::bigint[]) as q (key)
cross join lateral (${decisionBehind('q.key')}) l`,
}

type CopyRow = {
  key: Key
  id: string
  kind: GroupCopy['kind']
  conflict_key: Key | null
  site_group_key: Key
  site_group_id: string
  audience: Audience
  name: string
  source: GroupCopy['source']
  default_access: boolean
  made_group: boolean
  grants: GroupCopy['grants']
  operation_id: string
  made_at: Date
  expires_at: Date
  used_at: Date | null
}

/** Sends a statement; one without rows to look for is not sent. */
type Query = (statement: Statement, ...arrays: readonly (readonly unknown[])[]) => Promise<readonly unknown[]>

type CopiesLoaded = Pick<Loaded, 'groupCopies' | 'copyLosses' | 'decisionsBehind'>

export async function loadGroupCopies(query: Query, need: Need): Promise<CopiesLoaded> {
  const [byId, ofConflicts, losses, decisionsBehind] = await Promise.all([
    query(COPIES_BY_ID, [...need.groupCopyIds]) as Promise<CopyRow[]>,
    query(COPIES_OF_CONFLICTS, [...need.copiesOfConflicts]) as Promise<CopyRow[]>,
    query(LOSSES, [...need.copyLosses]) as Promise<CopyLosses[]>,
    query(BEHIND, [...need.decisionsBehind]) as Promise<Loaded['decisionsBehind']>,
  ])
  const copies = new Map([...byId, ...ofConflicts].map((row) => [row.key, copyOf(row)]))
  return { groupCopies: [...copies.values()], copyLosses: losses, decisionsBehind }
}

function copyOf(row: CopyRow): GroupCopy {
  const { key, id, kind, audience, name, source, grants } = row
  return {
    key,
    id,
    kind,
    conflictKey: row.conflict_key,
    siteGroupKey: row.site_group_key,
    siteGroupId: row.site_group_id,
    audience,
    name,
    source,
    defaultAccess: row.default_access,
    madeGroup: row.made_group,
    grants,
    operationId: row.operation_id,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  }
}
