/** Records of directories as the admin API shows them. */
import { HOLD_KINDS } from '@syncline/core/domain/record.ts'
import { STATUSES } from '@syncline/core/domain/status.ts'
import { z } from 'zod'
import { CLASS, ID, INSTANT, SOURCE } from '../schemas.ts'
import { OPERATION } from './operations.ts'

export const RECORD_TYPE = z.enum(['User', 'Group'])
export const STATUS = z
  .enum(STATUSES)
  .describe('How far the record has reached the site; docs/glossary.md explains each.')
export const HOLD_KIND = z.enum(HOLD_KINDS)

const NAMED = z.object({ id: ID, name: z.string().nullable() })

const OTHER = z
  .object({
    account: NAMED.nullish(),
    user: NAMED.extend({ directory: NAMED }).nullish().describe('Of a directory.'),
    group: NAMED.extend({ source: SOURCE, directory: NAMED.nullable() }).nullish().describe('Of the site.'),
    directory: NAMED.nullish().describe('The e-mail domain is assigned to it.'),
  })
  .describe('Whom or what it clashes with.')

const HOLD = z.object({
  kind: HOLD_KIND,
  since: INSTANT,
  by: z.string().describe('`lane`: it is open. Else the administrator who set or dismissed it.'),
  reason: z.string().describe('Why, what ends it, and what can be done.'),
  other: OTHER.nullable(),
})

export const RECORD = z
  .object({
    id: z.uuid().describe('The SCIM id.'),
    type: RECORD_TYPE,
    directory: NAMED,
    name: z.string().describe('userName, or displayName of a group.'),
    displayName: z.string().nullable(),
    externalId: z.string().nullable(),
    active: z.boolean().describe('As the directory says; of a group true.'),
    class: CLASS.nullable().describe(
      'Of its account, or `external` while it waits; null when that is not known, and of groups.',
    ),
    link: NAMED.extend({ kind: z.enum(['owning', 'member']).nullable().describe('Null: of a group.') })
      .nullable()
      .describe('The account, or the group of the site.'),
    status: STATUS,
    reason: z.string().describe('One sentence: why, and what ends it or what can be done.'),
    holds: z.array(HOLD),
  })
  .openapi('Record')

export const RECORD_DETAIL = RECORD.extend({
  createdAt: INSTANT,
  lastModified: INSTANT,
  account: z
    .object({
      id: ID,
      email: z.string(),
      displayName: z.string().nullable(),
      class: CLASS,
      active: z.boolean(),
      switchedOffBy: z.enum(['directory', 'admin']).nullable(),
      joins: z.boolean().describe('Whether the groups of the user count for the account.'),
      linkedBy: z.string().describe('`lane`, or the administrator who linked it.'),
    })
    .nullable()
    .describe('That a user is linked to.'),
  group: z
    .object({
      memberCount: z.int(),
      siteGroup: NAMED.extend({ source: SOURCE }).nullable(),
      nested: z.array(NAMED).describe('Groups among its members, which are not projected; 20 of them at most.'),
      mixed: z.boolean().describe('It has people inside and outside of the verified domains.'),
    })
    .nullable()
    .describe('Of a group only.'),
  operations: z.array(OPERATION).describe('The last ten.'),
}).openapi('RecordDetail')
