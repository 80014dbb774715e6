/**
 * `GET /metrics` for Prometheus and whatever reads its text format: the state of all sites, and of this process. For a token that may read
 * all of them; refusals are those of the admin API. However many scrape, the database is looked at once in some seconds.
 */
import { processMetrics } from '@syncline/core/runtime/process-metrics.ts'
import { readSystemState } from '@syncline/core/storage/read/system-state.ts'
import { Hono } from 'hono'
import type { AdminDeps, AdminEnv } from '../admin/admin-env.ts'
import { answerFailure } from '../admin/answer-failure.ts'
import { authenticateAdmin } from '../admin/authenticate-admin.ts'
import { forbidden } from '../admin/forbidden.ts'
import { mayEverywhere } from '../admin/permission.ts'
import { notFound, Problem } from '../admin/problem.ts'
import { exposition } from './exposition.ts'
import { createSharedRead } from './shared-read.ts'

export const METRICS_PATH = '/metrics'

/** Shorter than any interval that Prometheus is asked at. */
const KEPT_MS = 5_000

export function createMetricsApp(deps: Pick<AdminDeps, 'pool' | 'admins' | 'turns' | 'logger'>): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  const systemText = createSharedRead(
    () => deps.turns.run(async () => exposition(await readSystemState(deps.pool))),
    KEPT_MS,
  )
  app.onError(answerFailure(deps.logger))
  app.use(authenticateAdmin(deps))
  app.get('/', async (c) => {
    if (!mayEverywhere(c.get('admin'), 'read')) throw forbidden('read', 'everywhere')
    const system = await systemText()
    const { contentType, text } = await processMetrics()
    return c.body(`${system}\n${text}`, 200, { 'Cache-Control': 'no-store', 'Content-Type': contentType })
  })
  app.all('/', () => {
    throw new Problem('method-not-allowed', 'The method is not supported here.', { headers: { Allow: 'GET' } })
  })
  app.all('*', () => {
    throw notFound()
  })
  return app
}
