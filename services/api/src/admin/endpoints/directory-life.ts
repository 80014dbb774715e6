/** Pausing a directory, and its end (docs/directory-life.md). */
import { disconnectDirectory } from '@syncline/core/storage/catalogue/directory-disconnect.ts'
import { pauseDirectory, resumeDirectory } from '@syncline/core/storage/catalogue/directory-pause.ts'
import { readDisconnectEffects } from '@syncline/core/storage/read/disconnect-effects.ts'
import { z } from 'zod'
import { Effect } from '../effect.ts'
import { type AdminEndpoint, directoryEndpoint } from '../endpoint.ts'
import { Problem } from '../problem.ts'
import { ID, INSTANT, REASON, REASON_NEEDED } from '../schemas.ts'
import { DIRECTORY, PAUSE_MODE, shownDirectory } from './directory-schemas.ts'

const COUNT = z.int().min(0)
const tag = 'Directories'

export const DIRECTORY_LIFE_ENDPOINTS: readonly AdminEndpoint[] = [
  directoryEndpoint({
    method: 'post',
    path: '/pause',
    id: 'pauseDirectory',
    tag,
    summary: 'Pause a directory',
    description:
      'Effective at once, `refuse` within a second. What was accepted before is applied. Once more changes nothing; with the other mode the pause goes on in that.',
    needs: 'operate',
    body: z.object({ mode: PAUSE_MODE.default('hold'), reason: REASON }).openapi('Pause'),
    answer: DIRECTORY,
    run: async ({ deps, directory, body: { mode }, author }) => {
      const paused = await pauseDirectory(deps.db, directory, mode, author)
      deps.wakeLane(directory.siteId)
      return shownDirectory(paused, deps.publicUrl())
    },
  }),
  directoryEndpoint({
    method: 'post',
    path: '/resume',
    id: 'resumeDirectory',
    tag,
    summary: 'End the pause of a directory',
    description:
      'What has waited reaches the site in steps, as it is then; how much is left is in the directory (`waiting`). Once more changes nothing.',
    needs: 'operate',
    body: z.object({ reason: REASON }).openapi('Resumption'),
    answer: DIRECTORY,
    run: async ({ deps, directory, author }) => {
      const resumed = await resumeDirectory(deps.db, directory, author)
      deps.wakeLane(directory.siteId)
      return shownDirectory(resumed, deps.publicUrl())
    },
  }),
  directoryEndpoint({
    method: 'get',
    path: '/disconnection',
    id: 'previewDisconnection',
    tag,
    summary: 'What disconnecting the directory would concern',
    needs: 'read',
    answer: z
      .object({
        accounts: COUNT.describe('They stay as they are; from then on nobody provisions them.'),
        groups: COUNT.describe('Groups or organizations that become local, with everybody in them and their access.'),
        pending: COUNT.describe('Operations that are accepted and not applied: they end.'),
        credentials: COUNT.describe('Keys and OAuth clients that are refused from then on.'),
      })
      .openapi('Disconnection'),
    run: ({ deps, site, directory }) =>
      readDisconnectEffects(deps.pool, { siteId: site.id, directoryId: directory.id }),
  }),
  directoryEndpoint({
    method: 'post',
    path: '/disconnect',
    id: 'disconnectDirectory',
    tag,
    summary: 'Disconnect a directory for good',
    description:
      'Its credentials are refused within a second, operations that are not applied end, a start stops. Accounts stay as they are; its groups become local and keep members and access. Its records are kept for 30 days and then removed. Whoever connects the identity provider again creates a new directory: people are found by `externalId` for 30 days, and by e-mail.',
    needs: 'manage',
    body: z
      .object({
        name: z.string().describe('The name of the directory: nobody ends another one by mistake.'),
        reason: REASON_NEEDED,
      })
      .openapi('DisconnectDirectory'),
    answer: z.object({ id: ID, name: z.string(), disconnectedAt: INSTANT }).openapi('DisconnectedDirectory'),
    run: async ({ deps, site, directory, body: { name, reason }, author }) => {
      if (name !== directory.name) throw new Problem('refused', 'name: it is not the name of this directory.')
      const actor = typeof author === 'string' ? author : author.actor
      const { directory: ended, operationId } = await disconnectDirectory(deps.db, directory, { actor, reason })
      const { publicId: id, disconnectedAt } = ended
      return new Effect(site.id, operationId, () => ({ id, name: ended.name, disconnectedAt: disconnectedAt ?? '' }))
    },
  }),
]
