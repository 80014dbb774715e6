/** A connection for one transaction of a lane. Whatever fails in it, nobody else gets it with the transaction open. */
import { rollback } from '@syncline/core/storage/statement.ts'
import type pg from 'pg'

export async function onLaneConnection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    return await work(client)
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    // A connection whose transaction may still be open is not given to anyone else.
    client.release(failure !== undefined && !(await rolledBack(client)) ? failure : undefined)
  }
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await rollback(client)
    return true
  } catch {
    // The connection is gone, and the transaction with it.
    return false
  }
}
