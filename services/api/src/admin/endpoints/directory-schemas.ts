/** A directory as answers show it. */
import type { Directory } from '@syncline/core/storage/catalogue/directory.ts'
import { z } from 'zod'
import { ANY_OBJECT, AUDIENCE, ID, INSTANT, MODE } from '../schemas.ts'

export const PAUSE_MODE = z
  .enum(['hold', 'refuse'])
  .describe(
    '`hold`: operations are applied to the directory and answered as always, and nothing reaches the site before the pause ends. `refuse`: writes are answered with 503 at once, reads work.',
  )

export const DIRECTORY = z
  .object({
    id: ID,
    name: z.string(),
    audience: AUDIENCE,
    mode: MODE,
    phase: z
      .enum(['reviewing', 'starting', 'syncing', 'disconnected'])
      .describe('How far its records reach the site: not yet, as far as the start has come, all of them, or no more.'),
    pause: z.object({ mode: PAUSE_MODE, since: INSTANT }).nullable(),
    disconnectedAt: INSTANT.nullable(),
    createdAt: INSTANT,
    scimBaseUrl: z.string().describe('What the identity provider is given, with a key.'),
    settings: ANY_OBJECT.describe('Every setting with its value, defaults included.'),
  })
  .openapi('Directory')

const COUNT = z.int().min(0)

export const DIRECTORY_WITH_COUNTS = DIRECTORY.extend({
  counts: z
    .object({
      users: COUNT,
      activeUsers: COUNT,
      groups: COUNT,
      members: COUNT,
      holds: z.record(z.string(), COUNT).describe('Open holds by kind.'),
    })
    .describe('Exact, as of the last operation that was applied.'),
  waiting: z
    .object({
      records: COUNT.describe('To be projected again; of a paused directory when the pause ends.'),
      losses: COUNT.describe('Records of which somebody keeps access that the directory has taken away.'),
      lossesSince: INSTANT.nullable().describe('Of the oldest loss.'),
    })
    .describe('What the site has not seen yet.'),
}).openapi('DirectoryWithCounts')

export function shownDirectory(directory: Directory, publicUrl: string) {
  const { publicId: id, name, audience, mode, phase, paused, pausedAt, disconnectedAt, createdAt, settings } = directory
  return {
    id,
    name,
    audience,
    mode,
    phase,
    pause: paused === null || pausedAt === null ? null : { mode: paused, since: pausedAt },
    disconnectedAt,
    createdAt,
    scimBaseUrl: `${publicUrl}/scim/v2/${id}`,
    settings,
  }
}
