/** Who reaches what, and through which groups and organizations: decided here, and shown. */
import {
  type AppOfPerson,
  listAppsOfPerson,
  listPeopleOfApp,
  type PersonWithAccess,
} from '@syncline/core/storage/read/access-read.ts'
import { readApp } from '@syncline/core/storage/read/app-list.ts'
import { readPerson } from '@syncline/core/storage/read/person-read.ts'
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound } from '../problem.ts'
import { APP_KIND, CLASS, ID, ORIGIN, REASON, SOURCE } from '../schemas.ts'
import { CHANGED, changedIn } from './changed.ts'

const WAYS = z
  .array(z.object({ id: ID, name: z.string(), source: SOURCE, origins: z.array(ORIGIN) }).openapi('WayIn'))
  .describe('Every group or organization that gives the access, and why the person is in it.')

const PERSON_WITH_ACCESS = z
  .object({ id: ID, email: z.string(), displayName: z.string().nullable(), class: CLASS, ways: WAYS })
  .openapi('PersonWithAccess')

const APP_OF_PERSON = z.object({ id: ID, kind: APP_KIND, name: z.string(), ways: WAYS }).openapi('AppOfPerson')

const GRANT = z.object({ group: ID.describe('Of the group or organization.'), reason: REASON })

const shownPerson = (person: PersonWithAccess) => person
const shownApp = (app: AppOfPerson) => app
const tag = 'Access'

export const ACCESS_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'post',
    path: '/apps/{app}/grant',
    id: 'grantAccess',
    tag,
    summary: 'Let a group reach an app, or an organization a project',
    description: 'Bound to ids: neither name matters. Said twice it changes nothing.',
    needs: 'decide',
    body: GRANT.openapi('Grant'),
    answer: CHANGED,
    run: ({ deps, site, param, body: { group }, author }) => {
      const command = { name: 'grant-access', appId: param('app'), groupId: group } as const
      return effectOf(deps, { siteId: site.id, author, command }, changedIn)
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/apps/{app}/revoke',
    id: 'revokeAccess',
    tag,
    summary: 'End what a grant gave',
    description: 'Whoever has another way in keeps it. Said twice it changes nothing.',
    needs: 'decide',
    body: GRANT.openapi('GrantRevocation'),
    answer: CHANGED,
    run: ({ deps, site, param, body: { group }, author }) => {
      const command = { name: 'revoke-access', appId: param('app'), groupId: group } as const
      return effectOf(deps, { siteId: site.id, author, command }, changedIn)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/apps/{app}/people',
    id: 'listPeopleOfApp',
    tag,
    summary: 'Who reaches an app or project, and through what',
    description: 'Whoever is switched off reaches nothing and is not listed.',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(PERSON_WITH_ACCESS, 'PersonWithAccessPage'),
    run: async ({ deps, site, param, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      if ((await readApp(deps.pool, site.id, param('app'))) === null) throw notFound()
      return pageAnswer(cursors, await listPeopleOfApp(deps.pool, site.id, param('app'), { after, limit }), shownPerson)
    },
  }),
  siteEndpoint({
    method: 'get',
    path: '/people/{person}/apps',
    id: 'listAppsOfPerson',
    tag,
    summary: 'What a person reaches, and through what',
    description: 'Nothing while the person is switched off.',
    needs: 'read',
    query: PAGE_QUERY,
    answer: pageSchema(APP_OF_PERSON, 'AppOfPersonPage'),
    run: async ({ deps, site, param, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      if ((await readPerson(deps.pool, site.id, param('person'))) === null) throw notFound()
      return pageAnswer(
        cursors,
        await listAppsOfPerson(deps.pool, site.id, param('person'), { after, limit }),
        shownApp,
      )
    },
  }),
]
