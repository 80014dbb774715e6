/** A Redis that writes to disk before it answers, from `redis-server` on the path. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { probePort } from '@syncline/cli/launch/port.ts'
import { Redis } from 'ioredis'

export type DurableRedis = { readonly url: string; stop(): Promise<void> }

export async function startDurableRedis(directory: string): Promise<DurableRedis> {
  const port = await probePort('127.0.0.1', 0)
  const settings = ['--dir', directory, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always']
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...settings], {
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const url = `redis://127.0.0.1:${port}`
  const client = new Redis(url, { maxRetriesPerRequest: null })
  // Until it listens, connections are refused.
  client.on('error', () => undefined)
  await client.ping()
  client.disconnect()
  return {
    url,
    async stop() {
      child.kill()
      await ended
    },
  }
}
