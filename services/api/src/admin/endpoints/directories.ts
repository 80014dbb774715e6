/** Directories: one connection of an identity provider to a site each. */
import { fold } from '@syncline/core/scim/fold.ts'
import {
  changeDirectory,
  createDirectory,
  type Directory,
  listDirectories,
} from '@syncline/core/storage/catalogue/directory.ts'
import { readDirectoryCounts } from '@syncline/core/storage/read/counts.ts'
import { pageOf } from '@syncline/core/storage/read/look.ts'
import { z } from 'zod'
import { type AdminEndpoint, directoryEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { ANY_OBJECT, AUDIENCE, ID, INSTANT, MODE, NAME, REASON } from '../schemas.ts'

const DIRECTORY = z
  .object({
    id: ID,
    name: z.string(),
    audience: AUDIENCE,
    mode: MODE,
    createdAt: INSTANT,
    scimBaseUrl: z.string().describe('What the identity provider is given, with a key.'),
    settings: ANY_OBJECT.describe('Every setting with its value, defaults included.'),
  })
  .openapi('Directory')

const COUNT = z.int().min(0)
const DIRECTORY_WITH_COUNTS = DIRECTORY.extend({
  counts: z
    .object({
      users: COUNT,
      activeUsers: COUNT,
      groups: COUNT,
      members: COUNT,
      holds: z.record(z.string(), COUNT).describe('Open holds by kind.'),
    })
    .describe('Exact, as of the last operation that was applied.'),
}).openapi('DirectoryWithCounts')

const shown = ({ publicId: id, name, audience, mode, createdAt, settings }: Directory, publicUrl: string) => ({
  id,
  name,
  audience,
  mode,
  createdAt,
  scimBaseUrl: `${publicUrl}/scim/v2/${id}`,
  settings,
})

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
      return pageAnswer(cursors, page, (directory) => shown(directory, deps.publicUrl()))
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
      shown(await createDirectory(deps.db, { siteId: site.id, name, audience, mode, phase }, author), deps.publicUrl()),
  }),
  directoryEndpoint({
    method: 'get',
    path: '',
    id: 'getDirectory',
    tag,
    summary: 'One directory, with its counts',
    needs: 'read',
    answer: DIRECTORY_WITH_COUNTS,
    run: async ({ deps, site, directory }) => ({
      ...shown(directory, deps.publicUrl()),
      counts: await readDirectoryCounts(deps.pool, { siteId: site.id, directoryId: directory.id }),
    }),
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
    run: async ({ deps, directory, body: { name, mode, settings }, author }) =>
      shown(
        await changeDirectory(deps.db, { directoryId: directory.id }, { name, mode, settings }, author),
        deps.publicUrl(),
      ),
  }),
]
