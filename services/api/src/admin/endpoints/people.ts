/** People of a site: its accounts, what they are linked to, and the groups they are in. */
import { listPeople, type Person } from '@syncline/core/storage/read/person-list.ts'
import { type GroupOfPerson, listGroupsOfPerson, readPerson } from '@syncline/core/storage/read/person-read.ts'
import { readPersonRecords } from '@syncline/core/storage/read/person-records.ts'
import { z } from 'zod'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound } from '../problem.ts'
import { ANY_OBJECT, AUDIENCE, CLASS, ID, INSTANT, ORIGIN, SITE_POSITION, SOURCE } from '../schemas.ts'
import { RECORD } from './record-schemas.ts'

const PERSON = z
  .object({
    id: ID,
    audience: AUDIENCE,
    class: CLASS,
    active: z.boolean(),
    switchedOffBy: z.enum(['directory', 'admin']).nullable(),
    email: z.string(),
    displayName: z.string().nullable(),
    profile: ANY_OBJECT,
    createdAt: INSTANT,
    updatedAt: INSTANT,
    links: z.array(
      z.object({
        kind: z.enum(['owning', 'member']),
        directory: ID,
        userId: z.uuid().describe('The SCIM id.'),
        userName: z.string().nullable(),
        active: z.boolean().describe('As the directory says.'),
      }),
    ),
  })
  .openapi('Person')

const GROUP_OF_PERSON = z
  .object({ id: ID, name: z.string(), source: SOURCE, origins: z.array(ORIGIN) })
  .openapi('GroupOfPerson')

const PERSON_DETAIL = PERSON.extend({
  holds: z
    .array(z.object({ userId: z.uuid(), kind: z.string(), since: INSTANT, by: z.string() }))
    .describe('Why a linked user does not (fully) reach the site.'),
  reason: z.string().describe('One sentence: why the person is on or off, and what follows whom.'),
  records: z.array(RECORD).describe('The users of directories that are linked to it, each with its status.'),
  waiting: z.array(RECORD).describe('Users that want its address and are held for that; 20 of them at most.'),
  groups: z.array(GROUP_OF_PERSON),
  moreGroups: z.boolean().describe('There are more than are shown here; list them.'),
}).openapi('PersonDetail')

const GROUPS_SHOWN = 100
const shown = (person: Person) => person
const shownGroup = (group: GroupOfPerson) => group
const tag = 'People'

export const PEOPLE_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'get',
    path: '/people',
    id: 'listPeople',
    tag,
    summary: 'The people of a site, by e-mail address',
    needs: 'read',
    query: PAGE_QUERY.extend({
      email: z.string().max(320).optional().describe('How the address begins, in any case.'),
      class: CLASS.optional(),
      active: z
        .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })
        .optional()
        .openapi({ type: 'boolean' }),
    }),
    answer: pageSchema(PERSON, 'PersonPage'),
    run: async ({ deps, site, query: { limit, cursor, email, ...filter }, cursors }) => {
      const after = positionIn(cursors, cursor, SITE_POSITION)
      const page = await listPeople(deps.pool, site.id, { ...filter, emailPrefix: email }, { after, limit })
      return pageAnswer(cursors, page, shown)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/people/{person}',
    id: 'getPerson',
    tag,
    summary: 'One person: account, links, holds and memberships',
    needs: 'read',
    answer: PERSON_DETAIL,
    run: async ({ deps, site, param }) => {
      const person = await readPerson(deps.pool, site.id, param('person'))
      if (person === null) throw notFound()
      const groups = await listGroupsOfPerson(deps.pool, site.id, person.id, { after: 0, limit: GROUPS_SHOWN })
      const records = await readPersonRecords(deps.pool, site.id, person)
      return { ...person, ...records, groups: groups.rows, moreGroups: groups.next !== null }
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/people/{person}/groups',
    id: 'listGroupsOfPerson',
    tag,
    summary: 'The groups that a person is in',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(GROUP_OF_PERSON, 'GroupOfPersonPage'),
    run: async ({ deps, site, param, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      if ((await readPerson(deps.pool, site.id, param('person'))) === null) throw notFound()
      const page = await listGroupsOfPerson(deps.pool, site.id, param('person'), { after, limit })
      return pageAnswer(cursors, page, shownGroup)
    },
  }),
]
