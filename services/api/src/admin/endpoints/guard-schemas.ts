/** Items of the deprovisioning guard as answers show them. */
import { GUARD_ITEM_KINDS, GUARD_ITEM_STATES } from '@syncline/core/domain/guard-item.ts'
import { z } from 'zod'
import { CLASS, ID, INSTANT } from '../schemas.ts'

const COUNT = z.int().min(0)
export const NAMED = z.object({ id: ID, name: z.string() })

export const GUARD_KIND = z
  .enum(GUARD_ITEM_KINDS)
  .describe(
    'Of a person: `deactivated`, `deleted`, `left-access` (taken out of the last group that gives access). Of a group that gives access, with everybody who has no other way in: `group-deleted`, `group-emptied`.',
  )
export const GUARD_STATE = z
  .enum(GUARD_ITEM_STATES)
  .describe(
    '`held`: the site keeps it as it was. `releasing`, `rejecting`: decided, and carried out in a step. `released`, `rejected`: carried out. `ended`: by the directory. `superseded`: by something else, such as the end of the directory.',
  )

export const GUARD_ITEM = z
  .object({
    id: ID,
    kind: GUARD_KIND,
    state: GUARD_STATE,
    reason: z.string().describe('In one sentence.'),
    decisions: z.array(z.enum(['release', 'reject'])).describe('What can still be said.'),
    directory: NAMED,
    record: z.uuid().nullable().describe('The SCIM id; null: the directory has it no longer.'),
    account: z
      .object({ id: ID, email: z.string(), active: z.boolean() })
      .nullable()
      .describe('Of a person, as it is now. Null: of a group.'),
    group: NAMED.nullable().describe('Of a group, as it is now. Null: of a person.'),
    name: z.string().nullable().describe('As it was when it was held, as are the next three.'),
    email: z.string().nullable(),
    externalId: z.string().nullable(),
    groups: z.array(z.string()).describe('Names of the groups that the person was in.'),
    people: COUNT.describe('Who loses access by it.'),
    since: INSTANT,
    operation: ID.describe('The one that would have taken the access away.'),
    decidedBy: z.string().nullable(),
    decidedAt: INSTANT.nullable(),
    closedAt: INSTANT.nullable(),
  })
  .openapi('GuardItem')

export const GUARDED_PERSON = z
  .object({
    id: ID,
    email: z.string(),
    displayName: z.string().nullable(),
    class: CLASS,
    active: z.boolean(),
    onlyWayIn: z.boolean().describe('Nothing else gives the person access to any app or project.'),
  })
  .openapi('GuardedPerson')

export const GUARD_WINDOW = z
  .object({
    setting: z
      .object({ people: COUNT, percent: COUNT })
      .nullable()
      .describe('The larger of a number of people and a part of the base; null: the guard is off.'),
    losses: COUNT.describe('Of the last 24 hours, those that were let through and those that are held.'),
    since: INSTANT.nullable().describe('When the first of them came.'),
    base: COUNT.describe('Accounts that were on then; while there was none those that are on now.'),
    limit: COUNT.nullable().describe('Losses that are let through; null: any number.'),
    held: COUNT.describe('Items that wait for an administrator.'),
    people: COUNT.describe('Who keeps access by them.'),
  })
  .openapi('GuardWindow')
