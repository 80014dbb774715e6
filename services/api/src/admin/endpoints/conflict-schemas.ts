/** Conflicts between groups as answers show them. */
import { CONFLICT_DECISIONS, CONFLICT_STATES } from '@syncline/core/domain/conflict.ts'
import { NOT_DECIDED } from '@syncline/core/domain/conflict-decision.ts'
import { CONFLICT_KINDS } from '@syncline/core/domain/group-conflict.ts'
import { z } from 'zod'
import { APP_KIND, CLASS, ID, INSTANT, SOURCE } from '../schemas.ts'

export const COUNT = z.int().min(0)
const NAMED = z.object({ id: ID, name: z.string() })

export const CONFLICT_KIND = z
  .enum(CONFLICT_KINDS)
  .describe(
    '`local-group`: the site has a group of its own with the name. `owned-by-other-directory`: another directory fills it. `default-group`: it gives default access. `rename-clash`: the group is linked already, and its new name is taken.',
  )
export const CONFLICT_STATE = z
  .enum(CONFLICT_STATES)
  .describe(
    '`open`: it waits for a decision. `decided`: to be carried out by the start, or in a step. `resolved`: carried out. `superseded`: nothing clashes any more. `undone`: the decision was taken back.',
  )
export const DECISION = z
  .enum(CONFLICT_DECISIONS)
  .describe(
    '`accept`: the site’s group is linked, and only the people of the directory’s stay in it. `merge`: it is linked, and keeps its own people besides. `keep`: it stays as it is. `rename`: the directory’s group gets another name at the site.',
  )
export const VERSION = z.int().min(1).describe('Raised by whatever changes what is to be decided.')

export const CONFLICT = z
  .object({
    id: ID,
    kind: CONFLICT_KIND,
    state: CONFLICT_STATE,
    version: VERSION,
    directory: NAMED,
    record: z.object({
      id: z.uuid().describe('The SCIM id.'),
      name: z.string().describe('That it wants at the site.'),
      memberCount: COUNT.nullable().describe('Members in the directory; null: it is gone.'),
    }),
    group: z
      .object({
        id: ID,
        name: z.string().nullable().describe('Null: it is gone.'),
        source: SOURCE.nullable(),
        directory: NAMED.nullable().describe('That fills it.'),
        apps: COUNT.describe('Apps or projects that it gives access to.'),
      })
      .describe('The group of the site in its way.'),
    decision: DECISION.nullable(),
    givenName: z.string().nullable().describe('Of `rename`.'),
    decidedBy: z.string().nullable().describe('An administrator, or `policy`.'),
    decidedAt: INSTANT.nullable(),
    operation: ID.nullable().describe('In which it was decided.'),
    firstSeen: INSTANT,
    closedAt: INSTANT.nullable(),
  })
  .openapi('Conflict')

const DIFFERENCE = z
  .object({
    added: COUNT.describe('People of the directory’s group who are not in the site’s.'),
    removed: COUNT.describe('People of the site’s group who are not in the directory’s.'),
    unchanged: COUNT.describe('People in both.'),
    withoutAccount: COUNT.describe(
      'Users in the directory’s group who have no account, or whose groups do not count: nobody is added for them.',
    ),
  })
  .openapi('ConflictDifference')

const APP = z.object({ id: ID, kind: APP_KIND, name: z.string() })

export const CONFLICT_DETAIL = CONFLICT.extend({
  decisions: z.array(
    z.object({
      decision: DECISION,
      possible: z.boolean(),
      reason: z.string().nullable().describe('Why not, and what to do first.'),
    }),
  ),
  difference: DIFFERENCE.nullable().describe('As of now. Null: the conflict is closed.'),
  apps: z.array(APP).describe('That the site’s group gives access to; the first hundred.'),
}).openapi('ConflictDetail')

export const PERSON_OF_DIFFERENCE = z
  .object({
    id: ID,
    email: z.string(),
    displayName: z.string().nullable(),
    class: CLASS,
    active: z.boolean(),
    loses: z.array(APP).describe('What they would have no other way into. Of whoever is removed.'),
  })
  .openapi('PersonOfDifference')

const NOT_APPLICABLE = z.object({
  conflict: ID,
  reason: z.enum(NOT_DECIDED),
  detail: z.string().describe('Why not, and what to do.'),
})

export const NOT_APPLICABLES = z.array(NOT_APPLICABLE).describe('Nothing is done about these; 1,000 at most.')

export const PREVIEWED = z
  .object({
    conflicts: COUNT,
    possible: COUNT.describe('Those that allow the decision.'),
    notApplicable: NOT_APPLICABLES,
    added: COUNT.describe('Memberships: somebody in two groups counts twice.'),
    removed: COUNT,
    unchanged: COUNT,
    withoutAccount: COUNT,
    losing: COUNT.describe('People who would lose the only way into an app or project, all decisions taken together.'),
    apps: z.array(APP.extend({ losing: COUNT })).describe('Into which, most people first.'),
    seen: z.string().describe('Stands for what was looked at; a decision by filter names it.'),
  })
  .openapi('DecisionPreview')

export const DECIDED = z
  .object({
    done: COUNT,
    notApplicable: NOT_APPLICABLES,
    notApplicableCount: COUNT.describe('How many there are, also of those that are not listed.'),
  })
  .openapi('ConflictDecisions')
