/**
 * The HTTP application: SCIM below `/scim/v2/{directoryId}`, the admin API, metrics, health, and the page at `/`.
 * Guarantee: every refusal outside of the admin API and the metrics is a SCIM error (RFC 7644 §3.12), and none says anything of the inside.
 */
import { notFound } from '@syncline/core/domain/refusal.ts'
import type { RateCounter } from '@syncline/core/queue/rate-counter.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { Acceptor } from './accept/acceptor.ts'
import type { BacklogWatch } from './accept/backlog-watch.ts'
import { ADMIN_BASE, createAdminApp } from './admin/admin-app.ts'
import type { AdminDeps } from './admin/admin-env.ts'
import { tooBusy } from './admin/problem.ts'
import type { BulkAcceptor } from './bulk/bulk-acceptor.ts'
import { addConsoleRoutes } from './console-routes.ts'
import type { CredentialCache } from './credential-cache.ts'
import { addHealthRoutes, type Health } from './health-routes.ts'
import { bodyCutOff, internalError } from './http/refusal.ts'
import { requestPath } from './http/request-path.ts'
import { respondError } from './http/respond.ts'
import type { ScimEnv } from './http/scim-env.ts'
import { createMetricsApp, METRICS_PATH } from './metrics/metrics-app.ts'
import { authenticate } from './middleware/authenticate.ts'
import { backlogLimit } from './middleware/backlog-limit.ts'
import { bodyLimit } from './middleware/body-limit.ts'
import { openDiscovery } from './middleware/open-discovery.ts'
import { refuseWhilePaused } from './middleware/paused.ts'
import { rateLimit } from './middleware/rate-limit.ts'
import { createIssuerKeys } from './oauth/issuer-keys.ts'
import { addTokenRoutes } from './oauth/token-routes.ts'
import { addRoutes } from './scim/route-table.ts'
import { scimRoutes } from './scim/routes.ts'
import { createScanLimit } from './scim/scan-limit.ts'
import type { EventSigner } from './signing/event-signer.ts'
import { addKeySetRoute } from './signing/key-set-route.ts'

export type AppDeps = {
  readonly acceptor: Acceptor
  readonly bulks: BulkAcceptor
  /** For reads. */
  readonly pool: pg.Pool
  readonly credentials: CredentialCache
  readonly rates: RateCounter
  readonly backlogs: BacklogWatch
  /** For the catalogue. */
  readonly db: Kysely<Database>
  readonly admins: AdminDeps['admins']
  readonly commands: AdminDeps['commands']
  readonly wakeLane: AdminDeps['wakeLane']
  readonly lookUp: AdminDeps['lookUp']
  /** Where identity providers reach this service, without a slash at its end. */
  readonly publicUrl: () => string
  readonly health: Health
  readonly signer: EventSigner
  readonly logger: Logger
}

const SCIM_BASE = '/scim/v2/:directory'

export function createApp(deps: AppDeps): Hono<ScimEnv> {
  const { credentials, publicUrl, health, rates, backlogs, signer, logger } = deps
  const app = new Hono<ScimEnv>({ getPath: requestPath })
  app.onError((error, c) => {
    if (error instanceof ScimError) return respondError(c, error)
    // The sender has left, or sent no whole body: nobody reads the answer.
    if (c.req.raw.signal.aborted) {
      logger.debug({ method: c.req.method }, 'request broke off')
      return respondError(c, bodyCutOff())
    }
    logger.error({ err: error, method: c.req.method }, 'request failed')
    return respondError(c, internalError())
  })
  app.notFound((c) => respondError(c, notFound()))
  addHealthRoutes(app, health)
  addConsoleRoutes(app, publicUrl)
  addKeySetRoute(app, signer)
  addTokenRoutes(app, { ...deps, keys: createIssuerKeys() })
  const turns = createScanLimit(tooBusy)
  app.route(METRICS_PATH, createMetricsApp({ ...deps, turns }))
  app.route(ADMIN_BASE, createAdminApp({ ...deps, turns }))
  app.get(`${SCIM_BASE}/ServiceProviderConfig`, openDiscovery(deps.db, publicUrl))
  app.use(`${SCIM_BASE}/*`, bodyLimit, authenticate(credentials, publicUrl), refuseWhilePaused, rateLimit(rates))
  app.use(`${SCIM_BASE}/*`, backlogLimit(backlogs))
  addRoutes(app, SCIM_BASE, scimRoutes(deps))
  app.all('/scim/:version{v[0-9]+}/*', (c) => {
    if (c.req.param('version') === 'v2') throw notFound()
    throw ScimError.of('invalidVers', 'This service speaks SCIM version 2: use /scim/v2/.')
  })
  return app
}
