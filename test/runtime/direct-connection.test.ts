/** Against the run's Postgres, directly and through a transaction pooler. */

import { createPool } from '@syncline/core/storage/database.ts'
import { assertDirectConnection, DirectConnectionError } from '@syncline/core/storage/direct-connection.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type PoolerOptions, startTransactionPooler } from '../support/transaction-pooler.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a connection to the server itself is accepted and left behind without a trace', async () => {
  await assertDirectConnection(database.url)
})

const POOLERS: readonly PoolerOptions[] = [
  { servers: 1, order: 'last used', settings: 'kept' },
  { servers: 4, order: 'last used', settings: 'kept' },
  { servers: 2, order: 'round robin', settings: 'kept' },
  { servers: 4, order: 'last used', settings: 'dropped' },
]

test.for(POOLERS)('a transaction pooler is refused, also when it is idle: %o', async (options) => {
  const pooler = await startTransactionPooler(database.url, options)
  const expected = options.settings === 'kept' ? 'shares servers between clients' : 'drops the settings'
  const first = await assertDirectConnection(pooler.url).catch((error: unknown) => error)
  // The second time all its servers are there and idle.
  const clients = createPool({
    url: pooler.url,
    max: options.servers,
    applicationName: 'test',
    // As the check sets it: what the servers have cannot tell them apart.
    settings: { lock_timeout: '4321ms' },
    onError: () => undefined,
  })
  await Promise.all(Array.from({ length: options.servers }, () => clients.query('select pg_sleep(0.05)')))
  await clients.end()
  const second = await assertDirectConnection(pooler.url).catch((error: unknown) => error)
  await pooler.close()
  for (const error of [first, second]) {
    expect(error).toBeInstanceOf(DirectConnectionError)
    expect(error).toHaveProperty('message', expect.stringContaining(expected))
    expect(error).toHaveProperty('message', expect.stringContaining('set DATABASE_DIRECT_URL'))
  }
})
