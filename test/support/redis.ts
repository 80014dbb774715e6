/**
 * A Redis for tests: the one of REDIS_URL, else a private one without persistence, started from `redis-server` on the PATH.
 * Of a given one each test process uses a database of its own, and removes only keys of our queues from it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { Redis } from 'ioredis'
import { waitUntil } from './wait-until.ts'

export type TestRedis = {
  readonly url: string
  stop(): Promise<void>
}

export function redisIsAvailable(): boolean {
  return process.env.REDIS_URL !== undefined || redisServerIsOnPath()
}

export function redisServerIsOnPath(): boolean {
  return redisServerPath() !== undefined
}

export async function startTestRedis(): Promise<TestRedis> {
  const given = process.env.REDIS_URL
  return given === undefined ? startPrivateRedis() : borrowRedis(given)
}

async function borrowRedis(given: string): Promise<TestRedis> {
  const url = new URL(given)
  url.pathname = `/${process.env.VITEST_POOL_ID ?? '1'}`
  const redis = new Redis(url.href)
  const left = await redis.keys('bull:*')
  if (left.length > 0) await redis.del(...left)
  redis.disconnect()
  return { url: url.href, stop: async () => undefined }
}

export type PrivateRedis = TestRedis & {
  readonly port: number
  /** FLUSHALL */
  flush(): Promise<void>
}

/** One that a test may stop and start again on the same port. */
export async function startPrivateRedis(port?: number): Promise<PrivateRedis> {
  const server = redisServerPath()
  if (server === undefined) throw new Error('redis-server is not on the PATH')
  const chosen = port ?? (await freePort())
  const args = ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn(server, args, { stdio: 'ignore' })
  const url = `redis://127.0.0.1:${chosen}`
  await waitUntil(
    () => answers(url),
    (up) => up,
    { timeoutMs: 10_000, intervalMs: 30 },
  )
  return { url, port: chosen, stop: () => stop(child), flush: () => flush(url) }
}

function redisServerPath(): string | undefined {
  const directories = (process.env.PATH ?? '').split(delimiter).filter((directory) => directory !== '')
  return ['redis-server', 'valkey-server']
    .flatMap((name) => directories.map((directory) => join(directory, name)))
    .find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, enableOfflineQueue: false })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    return (await redis.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    redis.disconnect()
  }
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url)
  await redis.flushall()
  redis.disconnect()
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}
