/** Writes are refused at once while the directory is paused so; reads go on. What was accepted before is applied. */
import { createMiddleware } from 'hono/factory'
import { isWrite } from '../http/is-write.ts'
import { directoryPaused } from '../http/refusal.ts'
import type { ScimEnv } from '../http/scim-env.ts'

/** After authentication; the credential is a second old at most. */
export const refuseWhilePaused = createMiddleware<ScimEnv>(async (c, next) => {
  if (c.get('credential').paused === 'refuse' && isWrite(c.req.method, c.req.path)) throw directoryPaused()
  await next()
})
