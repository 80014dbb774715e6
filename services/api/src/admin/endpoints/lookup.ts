/** "Is this address one of ours": a definite answer about one address, for agents who may see nothing else. */
import { lookUpAddress } from '@syncline/core/storage/read/address-lookup.ts'
import { z } from 'zod'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { AUDIENCE, CLASS, ID } from '../schemas.ts'

const DIRECTORY = z.object({ id: ID, name: z.string() })

const ANSWER = z
  .object({
    provisioned: z.boolean().describe('An account of the site has the address, on or off.'),
    domainVerified: z.boolean().describe('The site has verified the domain of the address.'),
    people: z
      .array(
        z.object({
          id: ID,
          displayName: z.string().nullable(),
          audience: AUDIENCE,
          class: CLASS,
          active: z.boolean(),
          directory: DIRECTORY.nullable().describe('Which provisions the account; null: none does.'),
          otherDirectories: z.array(DIRECTORY).describe('Others in which it is too, with groups that count.'),
        }),
      )
      .describe('One for each audience at most, so a colleague and a customer; empty when nobody is provisioned.'),
  })
  .openapi('AddressAnswer')

export const LOOKUP_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/lookup',
    id: 'lookUpAddress',
    tag: 'People',
    summary: 'Is this address one of ours?',
    description:
      'The whole address, in any case. An answer with `provisioned: false` is as definite as one with a person.',
    needs: 'look-up',
    query: z.object({
      email: z
        .string()
        .trim()
        .min(3)
        .max(320)
        .regex(/^[^\s@]+@[^\s@]+$/, 'It has to be an e-mail address.'),
    }),
    answer: ANSWER,
    run: ({ deps, site, query: { email } }) => lookUpAddress(deps.pool, site.id, email),
  }),
]
