/** A connection that is lost while somebody has it, between two statements. */
import { createPool } from '@syncline/core/storage/database.ts'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { waitUntil } from '../support/wait-until.ts'

test('fails in its next statement and does not end the process', async () => {
  const database = await createTestDatabase()
  const pool = createPool({ url: database.url, max: 2, applicationName: 'test', onError: () => undefined })
  const client = await pool.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const pid = rows[0]?.pid
  // Listened for before the server ends it: the end may be here before the answer of who asked for it.
  const ended = Promise.withResolvers<void>()
  client.once('end', () => ended.resolve())
  await pool.query('select pg_terminate_backend($1)', [pid])
  await ended.promise
  const failure = await client.query('select 1').then(
    () => null,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(Error)
  client.release(true)
  await waitUntil(
    () => pool.query('select 1').then(({ rowCount }) => rowCount),
    (count) => count === 1,
  )
  await pool.end()
  await database.drop()
})
