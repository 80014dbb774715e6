/** Directories: one connection of an identity provider to a site each. */
import { fold } from '@syncline/core/scim/fold.ts'
import { changeDirectory, createDirectory, listDirectories } from '@syncline/core/storage/catalogue/directory.ts'
import { readDirectoryCounts } from '@syncline/core/storage/read/counts.ts'
import { pageOf } from '@syncline/core/storage/read/look.ts'
import { readWaiting } from '@syncline/core/storage/read/waiting-losses.ts'
import { z } from 'zod'
import { type AdminEndpoint, directoryEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { ANY_OBJECT, AUDIENCE, MODE, NAME, REASON } from '../schemas.ts'
import { DIRECTORY, DIRECTORY_WITH_COUNTS, shownDirectory } from './directory-schemas.ts'

const tag = 'Directories'

export const DIRECTORY_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/directories',
    id: 'listDirectories',
    tag,
    summary: 'The directories of a site, by name',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(DIRECTORY, 'DirectoryPage'),
    run: async ({ deps, site, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.string())
      const directories = await listDirectories(deps.db, { siteId: site.id, after, limit: limit + 1 })
      const page = pageOf(directories, limit, ({ name }) => fold(name))
      return pageAnswer(cursors, page, (directory) => shownDirectory(directory, deps.publicUrl()))
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/directories',
    id: 'createDirectory',
    tag,
    summary: 'Create a directory',
    needs: 'manage',
    body: z
      .object({
        name: NAME,
        audience: AUDIENCE.default('workforce'),
        mode: MODE.default('lenient'),
        start: z
          .enum(['reviewing', 'syncing'])
          .default('reviewing')
          .describe('Whether what it brings is looked at before it reaches the site, or reaches it at once.'),
        reason: REASON,
      })
      .openapi('NewDirectory'),
    status: 201,
    answer: DIRECTORY,
    run: async ({ deps, site, body: { name, audience, mode, start: phase }, author }) =>
      shownDirectory(
        await createDirectory(deps.db, { siteId: site.id, name, audience, mode, phase }, author),
        deps.publicUrl(),
      ),
  }),
  directoryEndpoint({
    method: 'get',
    path: '',
    id: 'getDirectory',
    tag,
    summary: 'One directory, with its counts',
    needs: 'read',
    answer: DIRECTORY_WITH_COUNTS,
    run: async ({ deps, site, directory }) => {
      const place = { siteId: site.id, directoryId: directory.id }
      const counts = await readDirectoryCounts(deps.pool, place)
      return {
        ...shownDirectory(directory, deps.publicUrl()),
        counts,
        waiting: await readWaiting(deps.pool, place),
      }
    },
  }),
  directoryEndpoint({
    method: 'patch',
    path: '',
    id: 'changeDirectory',
    tag,
    summary: 'Change name, mode or settings of a directory',
    description: 'What is not named stays. Effective within a second. The audience is chosen once, at the creation.',
    needs: 'manage',
    body: z
      .object({
        name: NAME.optional(),
        mode: MODE.optional(),
        settings: ANY_OBJECT.optional().describe('By name; null takes a setting back to its default.'),
        reason: REASON,
      })
      .openapi('DirectoryChange'),
    answer: DIRECTORY,
    run: async ({ deps, directory, body: { name, mode, settings }, author }) => {
      const by = { directoryId: directory.id }
      const changed = await changeDirectory(deps.db, by, { name, mode, settings }, author)
      // A setting may have changed what reaches the site.
      deps.wakeLane(directory.siteId)
      return shownDirectory(changed, deps.publicUrl())
    },
  }),
]
