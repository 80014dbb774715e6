/** Keys: what an identity provider authenticates with. Several may be valid at a time, so that one can be replaced. */
import {
  type Credential,
  createCredential,
  listCredentials,
  withExpiry,
} from '@syncline/core/storage/catalogue/credential.ts'
import { revokeCredential } from '@syncline/core/storage/catalogue/credential-revoke.ts'
import { pageOf } from '@syncline/core/storage/read/look.ts'
import { z } from 'zod'
import { type AdminEndpoint, directoryEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { EXPIRES_IN_DAYS, INSTANT, inDays, NAME, PREFIX, REASON, STATE, stateOf } from '../schemas.ts'

const KEY = z
  .object({
    prefix: PREFIX,
    name: z.string(),
    state: STATE,
    createdAt: INSTANT,
    expiresAt: INSTANT,
    revokedAt: INSTANT.nullable(),
  })
  .openapi('Key')

const shown = (credential: Credential) => {
  const { prefix, name, createdAt, expiresAt, revokedAt } = credential
  return { prefix, name, state: stateOf(credential), createdAt, expiresAt, revokedAt }
}

const tag = 'Keys'

export const KEY_ENDPOINTS: readonly AdminEndpoint[] = [
  directoryEndpoint({
    method: 'get',
    path: '/keys',
    id: 'listKeys',
    tag,
    summary: 'The keys of a directory, oldest first',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(KEY, 'KeyPage'),
    run: async ({ deps, directory, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      const keys = await listCredentials(deps.db, { directoryId: directory.id, after, limit: limit + 1 })
      return pageAnswer(
        cursors,
        pageOf(keys, limit, ({ id }) => id),
        shown,
      )
    },
  }),
  directoryEndpoint({
    method: 'post',
    path: '/keys',
    id: 'createKey',
    tag,
    summary: 'Create a key; it is shown in this answer and never again',
    needs: 'manage',
    body: z
      .object({ name: NAME.default('identity provider'), expiresInDays: EXPIRES_IN_DAYS, reason: REASON })
      .openapi('NewKey'),
    status: 201,
    answer: KEY.extend({ key: z.string().describe('The secret.') }).openapi('CreatedKey'),
    run: async ({ deps, directory, body: { name, expiresInDays }, author }) => {
      const wanted = { directoryId: directory.id, name, expiresAt: inDays(expiresInDays) }
      const created = await createCredential(deps.db, wanted, author)
      return { ...shown(created), key: created.key }
    },
  }),
  directoryEndpoint({
    method: 'post',
    path: '/keys/{key}/revoke',
    id: 'revokeKey',
    tag,
    summary: 'Revoke a key',
    description:
      'Refused everywhere within a second. Once more changes nothing, but may still drop what was kept before.',
    needs: 'operate',
    body: z
      .object({
        pending: z
          .enum(['keep', 'drop'])
          .default('keep')
          .describe('What was sent with it and is not applied yet: it is applied, or answered with 401 instead.'),
        reason: REASON,
      })
      .openapi('KeyRevocation'),
    answer: KEY,
    run: async ({ deps, directory, param, body: { pending }, author }) => {
      const of = { directoryId: directory.id, prefix: param('key') }
      return shown(withExpiry(await revokeCredential(deps.db, of, { pending }, author)))
    },
  }),
]
