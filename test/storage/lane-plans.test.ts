/** Look-ups of records by the lane and behind it, in a database without statistics, where by cost alone many indexes are as good as the right one. */
import { READ_OUTCOMES } from '@syncline/core/storage/journal/outcome-read.ts'
import { openLanePool } from '@syncline/core/storage/lane/lane-pool.ts'
import { LIVE_OF_RECORDS } from '@syncline/core/storage/lane/load-conflicts.ts'
import * as loads from '@syncline/core/storage/lane/load-statement.ts'
import { locatedRecord } from '@syncline/core/storage/lane/located.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openLanePool(database.url, 1, () => undefined)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const RECORD_TABLES = ['directory_user', 'directory_group', 'conflict']
const LOCATED = 'unnest($2::integer[], $3::bigint[]) as n (directory_id, key)'

test.each([
  ['users by id', loads.USERS_BY_ID.text, 'uuid[]', ['directory_user_site_id_id_key']],
  ['groups by id', loads.GROUPS_BY_ID.text, 'uuid[]', ['directory_group_site_id_id_key']],
  [
    'members by id',
    loads.MEMBERS_BY_ID.text,
    'uuid[]',
    ['directory_group_site_id_id_key', 'directory_user_site_id_id_key'],
  ],
  ['pairs', loads.PAIRS.text, 'uuid[], uuid[]', ['directory_group_site_id_id_key', 'directory_user_site_id_id_key']],
  ['users by key', loads.USERS_BY_KEY.text, 'bigint[]', ['directory_user_pkey']],
  ['groups by key', loads.GROUPS_BY_KEY.text, 'bigint[]', ['directory_group_pkey']],
  ['conflicts of records', LIVE_OF_RECORDS.text, 'bigint[]', ['conflict_live']],
  ['members by key', loads.MEMBERS_BY_KEY.text, 'bigint[]', ['directory_group_pkey', 'directory_user_pkey']],
  [
    'users to change',
    `select from ${locatedRecord('directory_user', LOCATED)}`,
    'integer[], bigint[]',
    ['directory_user_pkey'],
  ],
  [
    'groups to change',
    `select from ${locatedRecord('directory_group', LOCATED)}`,
    'integer[], bigint[]',
    ['directory_group_pkey'],
  ],
  ['outcomes', READ_OUTCOMES, 'uuid[], uuid, uuid', ['directory_group_pkey', 'directory_user_site_id_id_key']],
])('%s: by the index that has the whole key', async (_, text, types, expected) => {
  const client = await pool.connect()
  try {
    await client.query(`prepare asked (integer, ${types}) as ${text}`)
    const values = types.split(', ').map((type) => `${type.endsWith('[]') ? 'array[]' : 'null'}::${type}`)
    const { rows } = await client.query(`explain (format json) execute asked (1, ${values.join(', ')})`)
    const indexes = indexesIn(rows[0]['QUERY PLAN'][0].Plan)
    expect([...new Set(indexes)].toSorted()).toEqual(expected)
  } finally {
    await client.query('deallocate all')
    client.release()
  }
})

type PlanNode = {
  readonly 'Index Name'?: string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

function indexesIn(node: PlanNode): string[] {
  const own = RECORD_TABLES.includes(node['Relation Name'] ?? '') ? [node['Index Name'] ?? 'none'] : []
  return [...own, ...(node.Plans ?? []).flatMap(indexesIn)]
}
