/** Everything that a store holds, as text: to see that something is not in it. */
import { Redis } from 'ioredis'
import type pg from 'pg'

/** All rows of all tables of all schemas of our own, the queue's among them. */
export async function dumpTables(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  const tables = await Promise.all(
    rows.map(async ({ name }) => {
      const { rows: texts } = await pool.query<{ text: string }>(`select t::text as text from ${name} t`)
      return [name, ...texts.map((row) => row.text)].join('\n')
    }),
  )
  return tables.join('\n')
}

export async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url)
  try {
    const keys = await redis.keys('*')
    const parts = await Promise.all(keys.map(async (key) => [key, JSON.stringify(await read(redis, key))].join('\n')))
    return parts.join('\n')
  } finally {
    redis.disconnect()
  }
}

async function read(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'hash':
      return redis.hgetall(key)
    case 'list':
      return redis.lrange(key, 0, -1)
    case 'set':
      return redis.smembers(key)
    case 'zset':
      return redis.zrange(key, '0', '-1')
    case 'stream':
      return redis.xrange(key, '-', '+')
    case 'string':
      return redis.get(key)
    default:
      return null
  }
}
