/** Writes are refused while too much of the directory waits to be applied; reads go on. */
import { createMiddleware } from 'hono/factory'
import type { BacklogWatch } from '../accept/backlog-watch.ts'
import { isWrite } from '../http/is-write.ts'
import { backlogTooLong } from '../http/refusal.ts'
import type { ScimEnv } from '../http/scim-env.ts'

export function backlogLimit(watch: BacklogWatch) {
  return createMiddleware<ScimEnv>(async (c, next) => {
    const { siteId, directoryId, settings } = c.get('credential')
    if (settings.backlogLimit > 0 && isWrite(c.req.method, c.req.path)) {
      const waitSeconds = watch.excess({ siteId, directoryId, most: settings.backlogLimit })
      if (waitSeconds !== null) throw backlogTooLong(waitSeconds)
    }
    return next()
  })
}
