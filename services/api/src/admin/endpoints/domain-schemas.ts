/** Domains as answers show them. */
import { z } from 'zod'
import { CLASS, ID, INSTANT } from '../schemas.ts'

export const DOMAIN = z
  .object({
    name: z.string(),
    verifiedAt: INSTANT.nullable(),
    verifiedBy: z.enum(['dns', 'operator']).nullable(),
    checkedAt: INSTANT.nullable().describe('When its TXT record was looked for last; once a day by itself.'),
    missingSince: INSTANT.nullable().describe(
      'Since when the record of a verified domain is not found. It stays verified.',
    ),
    directory: ID.nullable().describe('Whose people its addresses belong to; null: no directory in particular.'),
    createdAt: INSTANT,
    record: z.object({ host: z.string(), value: z.string() }).describe('The TXT record that proves it.'),
  })
  .openapi('Domain')

const COUNT = z.int().min(0)

export const DOMAIN_EFFECTS = z
  .object({
    accounts: COUNT.describe('Accounts of the workforce with an address on it.'),
    moving: COUNT.describe('Of those: owned by another directory than the one in `assign`, which would own them.'),
    records: COUNT.describe('Users of workforce directories with an address on it.'),
  })
  .openapi('DomainEffects')

export const DOMAIN_ACCOUNT = z
  .object({
    id: ID,
    email: z.string(),
    displayName: z.string().nullable(),
    class: CLASS,
    active: z.boolean(),
    directory: z.object({ id: ID, name: z.string() }).nullable().describe('Which provisions the account.'),
  })
  .openapi('DomainAccount')

export const ASSIGNED_TO = z.uuid().describe('A directory of the workforce of this site.')
export const EXPECTED_ACCOUNTS = COUNT.describe(
  '`accounts` of the effects, as confirmation: refused when it concerns others by now.',
)
