/** Answers of what may be said twice: whether this time it changed something. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { z } from 'zod'
import '../schemas.ts'

export const CHANGED = z.object({ changed: z.boolean().describe('False: it was so already.') }).openapi('Changed')

export function changedIn({ changed }: JsonObject): { changed: boolean } {
  return { changed: changed === true }
}
