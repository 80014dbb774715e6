/** How many lane jobs BullMQ has run. Counting costs the system nothing that matters. */
import { LANE_QUEUE } from '@syncline/core/queue/lane.ts'
import { createRedisBackend, QueueEvents } from 'bullmq'
import type pg from 'pg'

export type WakeCounter = {
  /** Since some moment before the first call. */
  count(): Promise<number>
  close(): Promise<void>
}

export function countWakesOn(pool: pg.Pool, redisUrl: string | null): Promise<WakeCounter> {
  return redisUrl === null ? countInPostgres(pool) : countInRedis(redisUrl)
}

/** A job that is really added takes a number of this sequence; one that is held back as a duplicate does not. */
async function countInPostgres(pool: pg.Pool): Promise<WakeCounter> {
  return {
    async count() {
      const { rows } = await pool.query<{ n: number }>('select last_value as n from bullmq.job_seq')
      return rows[0]?.n ?? 0
    },
    close: async () => undefined,
  }
}

/** There, numbers are also given to duplicates, so the events of finished jobs are counted. */
async function countInRedis(redisUrl: string): Promise<WakeCounter> {
  let completed = 0
  const connection = { url: redisUrl, maxRetriesPerRequest: null }
  const events = new QueueEvents(LANE_QUEUE.name, { connection }, createRedisBackend)
  events.on('error', () => undefined)
  events.on('completed', () => {
    completed += 1
  })
  await events.waitUntilReady()
  return { count: async () => completed, close: () => events.close() }
}
