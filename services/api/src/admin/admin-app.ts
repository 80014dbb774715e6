/** The admin API at `/admin/v1`. Guarantee: every refusal is a problem detail, and none says anything of the inside. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { AdminDeps, AdminEnv } from './admin-env.ts'
import { answerFailure } from './answer-failure.ts'
import { authenticateAdmin } from './authenticate-admin.ts'
import { addDocumentRoutes } from './document-routes.ts'
import type { AdminEndpoint } from './endpoint.ts'
import { ENDPOINTS } from './endpoints.ts'
import { notFound, Problem } from './problem.ts'
import { serveEndpoint } from './serve-endpoint.ts'

export const ADMIN_BASE = '/admin/v1'

const MOST_BODY_BYTES = 1_048_576

export function createAdminApp(deps: AdminDeps): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.onError(answerFailure(deps.logger))
  addDocumentRoutes(app, ADMIN_BASE)
  app.use(authenticateAdmin(deps))
  app.use(bodyLimit({ maxSize: MOST_BODY_BYTES, onError: refuseBody }))
  addEndpoints(app, deps)
  app.all('*', () => {
    throw notFound()
  })
  return app
}

function refuseBody(): never {
  throw new Problem('body-too-large', `The body is larger than ${MOST_BODY_BYTES} bytes.`)
}

function addEndpoints(app: Hono<AdminEnv>, deps: AdminDeps): void {
  const paths = new Map<string, AdminEndpoint[]>()
  for (const endpoint of ENDPOINTS) paths.set(endpoint.path, [...(paths.get(endpoint.path) ?? []), endpoint])
  for (const [path, endpoints] of paths) {
    const route = path.replaceAll(/\{(\w+)\}/g, ':$1')
    for (const endpoint of endpoints) {
      app.on(endpoint.method.toUpperCase(), route, async (c) => {
        const finish = await deps.turns.run(() => serveEndpoint(c, endpoint, deps))
        return finish()
      })
    }
    const allowed = endpoints.map(({ method }) => method.toUpperCase())
    app.all(route, () => {
      throw new Problem('method-not-allowed', 'The method is not supported here.', {
        headers: { Allow: allowed.join(', ') },
      })
    })
  }
}
