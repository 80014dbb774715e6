/** /healthz: the process is up. /readyz: it can do its work; a load balancer sends requests only then. */
import type { Hono } from 'hono'
import type { ScimEnv } from './http/scim-env.ts'

export type Health = {
  /** Rejects when the database or the queue does not answer. */
  ping(): Promise<void>
  isStopping(): boolean
}

const ANSWER_WITHIN_MS = 2_000

export function addHealthRoutes(app: Hono<ScimEnv>, health: Health): void {
  app.get('/healthz', (c) => c.text('ok\n'))
  app.get('/readyz', async (c) => {
    if (health.isStopping()) return c.text('shutting down\n', 503)
    return (await answers(health)) ? c.text('ready\n') : c.text('database or queue not reachable\n', 503)
  })
}

async function answers(health: Health): Promise<boolean> {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), ANSWER_WITHIN_MS)
  const answered = health.ping().then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([answered, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
