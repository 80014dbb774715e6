/** One row a path: its methods and what answers them; every other method is 405 with Allow. */
import type { Context, Handler, Hono } from 'hono'
import { methodNotAllowed } from '../http/refusal.ts'
import type { ScimEnv } from '../http/scim-env.ts'

export type ScimContext = Context<ScimEnv>
export type ScimHandler = (c: ScimContext) => Response | Promise<Response>
export type RouteRow = {
  /** Below `/scim/v2/:directory`. */
  readonly path: string
  readonly methods: Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', ScimHandler>>>
}

export function addRoutes(app: Hono<ScimEnv>, base: string, rows: readonly RouteRow[]): void {
  for (const { path, methods } of rows) {
    for (const [method, handler] of Object.entries(methods)) {
      app.on(method, `${base}${path}`, handler as Handler<ScimEnv>)
    }
    const allowed = Object.keys(methods)
    app.all(`${base}${path}`, () => {
      throw methodNotAllowed(allowed)
    })
  }
}
