/** GET of a constant from a Hono server of its own process, with the client of the other measurements. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Figure } from '../figure.ts'
import { createLoadClient } from '../load/client.ts'
import { runLoad } from '../load/run-load.ts'

export async function hello(requests: number): Promise<Figure> {
  const child = fork(fileURLToPath(new URL('./hello-program.ts', import.meta.url)))
  const ended = once(child, 'exit')
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
  const client = createLoadClient({ origin: `http://127.0.0.1:${port}`, connections: 8 })
  const load = { client, exchange: () => ({ method: 'GET', path: '/hello' }) as const, expectedStatus: 200 }
  await runLoad({ ...load, count: Math.ceil(requests / 4) })
  const values = await runLoad({ ...load, count: requests })
  await client.close()
  child.disconnect()
  await ended
  return { id: 'hello-8', what: 'Hono hello over HTTP, 8 connections', values }
}
