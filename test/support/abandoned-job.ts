/** Takes the next lane job and never finishes it nor renews its lock: what a killed worker leaves behind. */

import { createPool } from '@syncline/core/storage/database.ts'
import { createPostgresBackend, createRedisBackend, Worker } from 'bullmq'

export async function abandonJob(where: {
  readonly redisUrl: string | undefined
  readonly databaseUrl: string
  readonly lockMs: number
}) {
  const options = { autorun: false, lockDuration: where.lockMs }
  if (where.redisUrl !== undefined) {
    const worker = new Worker('lane', null, { ...options, connection: { url: where.redisUrl } }, createRedisBackend)
    const job = await worker.getNextJob('dead')
    await worker.close(true)
    return job?.data
  }
  const pool = createPool({
    url: where.databaseUrl,
    max: 3,
    applicationName: 'dead-worker',
    settings: { search_path: 'bullmq' },
    onError: () => undefined,
  })
  const worker = new Worker('lane', null, { ...options, connection: pool }, createPostgresBackend)
  const job = await worker.getNextJob('dead')
  await worker.close(true)
  await pool.end()
  return job?.data
}
