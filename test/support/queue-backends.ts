/**
 * Material for `describe.each`: the queue backends that a test runs on. Postgres always; Redis when there is one,
 * else a loud line, so that nobody takes a run without it for a run with it.
 *
 *   describe.each(QUEUE_BACKENDS)('on $name', ({ start }) => {
 *     beforeAll(async () => { store = await start() })   // store.redisUrl goes into the configuration
 */
import { redisIsAvailable, startTestRedis } from './redis.ts'

export type TestQueueStore = {
  /** For `createQueueBackend` and `parseConfig`; undefined: the queue is kept in the database. */
  readonly redisUrl: string | undefined
  stop(): Promise<void>
}

export type TestQueueBackend = {
  readonly name: 'Postgres' | 'Redis'
  start(): Promise<TestQueueStore>
}

const POSTGRES: TestQueueBackend = {
  name: 'Postgres',
  start: async () => ({ redisUrl: undefined, stop: async () => undefined }),
}

const REDIS: TestQueueBackend = {
  name: 'Redis',
  async start() {
    const redis = await startTestRedis()
    return { redisUrl: redis.url, stop: redis.stop }
  },
}

export const QUEUE_BACKENDS: readonly TestQueueBackend[] = redisIsAvailable() ? [POSTGRES, REDIS] : withoutRedis()

function withoutRedis(): readonly TestQueueBackend[] {
  const line = '  NOT TESTED ON REDIS: no REDIS_URL and no redis-server on the PATH  '
  const bar = '!'.repeat(line.length)
  process.stderr.write(`\n${bar}\n${line}\n${bar}\n\n`)
  return [POSTGRES]
}
