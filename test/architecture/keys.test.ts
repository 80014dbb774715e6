/** The key rule, on the schema of the project and on a broken one. */
import { join } from 'node:path'
import { migrate } from '@syncline/core/storage/migrate.ts'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'
import { keyBreaches } from './key-rule.ts'
import { PROJECT } from './project.ts'
import { FIXTURE } from './source-tree.ts'
import { MIGRATIONS } from './tables.ts'

async function breachesAfter(migrations: string | null): Promise<string[]> {
  const database = await createTestDatabase({ from: 'empty' })
  const pool = openPool(database.url)
  try {
    if (migrations !== null) await migrate(pool, { directory: migrations })
    return await keyBreaches(pool)
  } finally {
    await pool.end()
    await database.drop()
  }
}

describe('every table of a site has a primary key, and every key leads with site_id', () => {
  it('holds in the project', async () => {
    expect(await breachesAfter(join(PROJECT, MIGRATIONS))).toEqual([])
  })

  it('is broken by a key that does not lead with the site, and by a table without a key', async () => {
    expect(await breachesAfter(join(PROJECT, FIXTURE, MIGRATIONS))).toEqual([
      'hold: hold_kind (kind, site_id)',
      'hold has no primary key',
      'membership: membership_person (person)',
      'orphan: orphan_name ((expression), site_id)',
      'orphan has no primary key',
      'pending: pending_pkey (seq)',
    ])
  })

  it('is broken by a database without tables', async () => {
    await expect(breachesAfter(null)).rejects.toThrow('no tables of a site')
  })
})
