/** Erasing a person (docs/erasure.md): what it would take, and how far it has come; and the erasure. */
import { ERASED_RECORDS } from '@syncline/core/domain/erasure.ts'
import { readErasure } from '@syncline/core/storage/read/erasure-read.ts'
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { notFound, Problem } from '../problem.ts'
import { ID, INSTANT, REASON_NEEDED } from '../schemas.ts'

const COUNT = z.int().min(0)
const tag = 'People'

const EFFECTS = z
  .object({
    kind: z.enum(['account', 'user']).describe('What stands for the person; a user has no account.'),
    records: z.array(
      z.object({
        id: z.uuid().describe('The SCIM id.'),
        directory: z.object({ id: ID, name: z.string() }),
        connected: z
          .boolean()
          .describe('It goes only with `records: erase`: its identity provider has the person still.'),
      }),
    ),
    groups: COUNT.describe('Groups and organizations that the person is in.'),
    requests: COUNT.describe(
      'Requests about the person that are kept with their bodies; more may be found by the address.',
    ),
    guardItems: COUNT.describe('What the guard holds or has held of the person.'),
    copies: COUNT.describe('Copies for undo and restore in which the person will be missing.'),
    others: z.array(ID).describe('Accounts of the other audience with the same address: they stay.'),
  })
  .openapi('ErasureEffects')

const ON_RECORD = z
  .object({
    operation: ID,
    by: z.string(),
    reason: z.string().nullable(),
    at: INSTANT,
    finishedAt: INSTANT.nullable().describe('Null: what the journal says of the person is still being blanked.'),
  })
  .openapi('ErasureOnRecord')

export const ERASURE_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/people/{person}/erasure',
    id: 'getErasure',
    tag,
    summary: 'What erasing a person would take, or how far it has come',
    description: 'By the id of the account, or of a user that no account is linked to.',
    needs: 'read',
    answer: z
      .object({
        person: ID,
        effects: EFFECTS.nullable().describe('Null: the person is erased.'),
        erased: ON_RECORD.nullable().describe('Null: the person is there.'),
      })
      .openapi('Erasure'),
    run: async ({ deps, site, param }) => {
      const person = param('person')
      const found = await readErasure(deps.pool, site.id, person)
      if (found === null) throw notFound()
      if (found.kind === 'linked') {
        throw new Problem('refused', 'The user is linked to an account: name the person by the id of that.')
      }
      if (found.kind === 'there') return { person, effects: found.effects, erased: null }
      const { id: operation, actor: by, reason, at, finishedAt } = found.erasure
      return { person, effects: null, erased: { operation, by, reason, at, finishedAt } }
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/people/{person}/erasure',
    id: 'erasePerson',
    tag,
    summary: 'Erase a person for good',
    description: `Account, memberships and every user that is the same person go at once; what the journal says of them is blanked behind it.
Who did what kind of thing when stays, with ids, and so does the erasure with its reason: no name belongs in that.
Refused while a directory has the person, unless \`records\` says that its users go as well: then its identity provider is told 404, and whoever it creates again is a new person.
Once more changes nothing.`,
    needs: 'manage',
    body: z
      .object({ records: z.enum(ERASED_RECORDS).default('refuse'), reason: REASON_NEEDED })
      .openapi('PersonErasure'),
    answer: z
      .object({ person: ID, erasedNow: z.boolean(), operation: ID.describe('What has erased the person.') })
      .openapi('ErasedPerson'),
    run: ({ deps, site, author, param, body: { records } }) => {
      const command = { name: 'erase-person', personId: param('person'), records } as const
      return effectOf(deps, { siteId: site.id, author, command }, ({ person, erasedNow, erasure }) => ({
        person: ID.parse(person),
        erasedNow: erasedNow === true,
        operation: ID.parse(erasure),
      }))
    },
  }),
]
