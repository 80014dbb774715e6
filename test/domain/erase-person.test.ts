/** What goes with a person who is erased, what stays, and why it is refused (docs/erasure.md). */
import type { Outcome } from '@syncline/core/domain/outcome.ts'
import { describe, expect, test } from 'vitest'
import { accountIn, emailsIn, expectSettled, holdsIn } from '../support/memory-people.ts'
import { CUTS, type MemorySite } from '../support/memory-site.ts'
import { groupIn, membersIn, peopleIn, userIn } from '../support/memory-view.ts'
import {
  CUSTOMERS,
  EXTERNAL,
  FIRST,
  from,
  importAccount,
  MANAGED,
  PORTAL,
  peopleSite,
  profiled,
  SECOND,
  setPolicy,
} from '../support/people-world.ts'
import { A, B, C, D, G, NOBODY } from '../support/record-ids.ts'
import { createGroup, createUser, deleteUser, person, replaceUser } from '../support/requests.ts'
import { brokenPromises } from '../support/site-promises.ts'

const erase = (site: MemorySite, personId: string, records: 'refuse' | 'erase' = 'refuse'): Outcome =>
  site.command({ name: 'erase-person', personId, records })
const idOf = (site: MemorySite, email: string) => accountIn(site, email).id
const expectSound = (site: MemorySite) => {
  expect(brokenPromises(site)).toEqual([])
  expectSettled(site)
}
const REFUSED = { status: 409, resource: { fault: 'refused' } }
const NOT_FOUND = { status: 404, resource: { fault: 'not-found' } }

describe.each(CUTS)('$cut', ({ batchSize }) => {
  const withAda = (email = MANAGED.email) => {
    const site = peopleSite({}, batchSize)
    site.apply(
      ...from(
        FIRST,
        createUser(A, profiled(email, { externalId: 'x1' })),
        createUser(B, person('bob')),
        createGroup(G, 'One', [A, B]),
      ),
    )
    return site
  }

  test('not while a directory has the person: nothing is changed, and it says what to do', () => {
    const site = withAda()
    const before = JSON.stringify(site.rows.accounts.all)
    expect(erase(site, idOf(site, MANAGED.email))).toMatchObject({
      ...REFUSED,
      detail: expect.stringMatching(/identity provider.*delete or unassign/),
    })
    expect(JSON.stringify(site.rows.accounts.all)).toBe(before)
    expect(userIn(site, A)).toBeDefined()
    expect(site.rows.erasures.all).toEqual([])
  })

  test.each([MANAGED, EXTERNAL])('$of, once deleted at the identity provider', ({ email }) => {
    const site = withAda(email)
    const id = idOf(site, email)
    site.apply(...from(FIRST, deleteUser(A)))
    expect(site.rows.tombstones.all).toHaveLength(1)
    expect(erase(site, id)).toMatchObject({ status: 200, resource: { person: id, erasedNow: true, records: 0 } })
    expect(emailsIn(site)).toEqual(['bob@example.com'])
    expect(site.rows.tombstones.all).toEqual([])
    expectSound(site)
  })

  test('with the record: it leaves its groups, and the identity provider is told 404 and makes a new person', () => {
    const site = withAda()
    const id = idOf(site, MANAGED.email)
    const version = groupIn(site, G)?.version ?? 0
    expect(erase(site, id, 'erase').resource).toMatchObject({ erasedNow: true, records: 1 })
    expect(userIn(site, A)).toBeUndefined()
    expect(membersIn(site, G)).toEqual([B])
    expect(groupIn(site, G)).toMatchObject({ memberCount: 1, version: version + 1 })
    expect(peopleIn(site, 'One')).toEqual(['bob@example.com'])
    expectSound(site)

    const { outcomes } = site.apply(
      ...from(FIRST, replaceUser(A, 'active', true), createUser(C, profiled(MANAGED.email, { externalId: 'x1' }))),
    )
    expect(outcomes.map(({ status }) => status)).toEqual([404, 201])
    expect(idOf(site, MANAGED.email)).not.toBe(id)
    expectSound(site)
  })

  test('a person of the site alone, with what they are in by hand', () => {
    const site = peopleSite({}, batchSize)
    const id = importAccount(site, MANAGED)
    importAccount(site, { ...MANAGED, email: 'bob@example.com' })
    const members = [MANAGED.email, 'bob@example.com']
    site.command({
      name: 'import',
      accounts: [],
      groups: [{ name: 'Team', audience: 'workforce', members }],
      members: [],
    })
    expect(erase(site, id).resource).toMatchObject({ erasedNow: true, records: 0, memberships: 1 })
    expect(peopleIn(site, 'Team')).toEqual(['bob@example.com'])
    expectSound(site)
  })

  test('switched off by an admin is forgotten: who comes later is another person', () => {
    const site = withAda()
    const id = idOf(site, MANAGED.email)
    site.command({ name: 'switch-account', accountId: id, active: false })
    erase(site, id, 'erase')
    site.apply(...from(FIRST, createUser(C, profiled(MANAGED.email, { externalId: 'x1' }))))
    expect(accountIn(site, MANAGED.email)).toMatchObject({ active: true, switchedOffBy: null })
    expect(holdsIn(site, C)).toEqual({})
    expectSound(site)
  })

  test('a record of another directory that waits for the account is the same person', () => {
    const site = withAda()
    site.apply(...from(SECOND, createUser(D, profiled(MANAGED.email))))
    expect(holdsIn(site, D)).toEqual({ duplicate: MANAGED.email })
    const id = idOf(site, MANAGED.email)
    site.apply(...from(FIRST, deleteUser(A)))
    // It has the account now.
    expect(erase(site, id)).toMatchObject(REFUSED)
    expect(erase(site, id, 'erase').resource).toMatchObject({ records: 1 })
    expect(emailsIn(site)).toEqual(['bob@example.com'])
    expect(userIn(site, D)).toBeUndefined()
    expectSound(site)
  })

  test.each(['duplicate', 'member link'])('of two directories both records go (%s)', (how) => {
    const site = withAda()
    site.apply(...from(SECOND, createUser(D, profiled(MANAGED.email)), createGroup(NOBODY, 'Two', [D])))
    if (how === 'member link') site.command({ name: 'member-link-user', userId: D })
    expect(erase(site, idOf(site, MANAGED.email), 'erase').resource).toMatchObject({ records: 2 })
    expect([userIn(site, A), userIn(site, D)]).toEqual([undefined, undefined])
    expect(emailsIn(site)).toEqual(['bob@example.com'])
    expectSound(site)
  })

  test('a record in review with the address is the person as well', () => {
    const site = withAda()
    setPolicy(site, SECOND, { phase: 'reviewing' })
    site.apply(...from(FIRST, deleteUser(A)), ...from(SECOND, createUser(D, profiled(MANAGED.email))))
    const id = idOf(site, MANAGED.email)
    expect(erase(site, id)).toMatchObject(REFUSED)
    erase(site, id, 'erase')
    expect(userIn(site, D)).toBeUndefined()
  })

  test('a record of a disconnected directory goes without being asked for', () => {
    const site = withAda()
    const id = idOf(site, MANAGED.email)
    setPolicy(site, FIRST, { phase: 'disconnected' })
    expect(erase(site, id).resource).toMatchObject({ erasedNow: true, records: 1 })
    expect(userIn(site, A)).toBeUndefined()
  })

  test('whoever waits for the address gets it', () => {
    const site = withAda()
    site.apply(...from(FIRST, replaceUser(B, 'emails', [{ value: MANAGED.email, type: 'work', primary: true }])))
    expect(holdsIn(site, B)).toEqual({ 'email-taken': MANAGED.email })
    erase(site, idOf(site, MANAGED.email), 'erase')
    expect(holdsIn(site, B)).toEqual({})
    expect(emailsIn(site)).toEqual([MANAGED.email])
    expectSound(site)
  })

  test('deleted while the directory is paused: the end of the pause brings nothing back', () => {
    const site = withAda()
    const id = idOf(site, MANAGED.email)
    setPolicy(site, FIRST, { paused: 'hold' })
    site.apply(...from(FIRST, deleteUser(A)))
    expect(erase(site, id).resource).toMatchObject({ erasedNow: true, records: 0, memberships: 1 })
    setPolicy(site, FIRST, { paused: null })
    site.settle()
    expect(emailsIn(site)).toEqual(['bob@example.com'])
    expect(site.rows.tombstones.all).toEqual([])
    expectSound(site)
  })

  test('a customer with the same address is another person', () => {
    const site = withAda()
    site.apply(...from(CUSTOMERS, createUser(D, profiled(PORTAL.email))))
    erase(site, idOf(site, MANAGED.email), 'erase')
    expect(accountIn(site, PORTAL.email, 'customers')).toMatchObject({ active: true })
    expect(userIn(site, D)).toBeDefined()
    expectSound(site)
  })

  test('a user without an account is a person by its own id', () => {
    const site = peopleSite({}, batchSize)
    site.apply(...from(FIRST, createUser(A, { userName: 'nobody' }), createUser(B, person('bob'))))
    expect(erase(site, B)).toMatchObject({ ...REFUSED, detail: expect.stringContaining('by the id of that') })
    expect(erase(site, A)).toMatchObject(REFUSED)
    expect(erase(site, A, 'erase').resource).toMatchObject({ person: A, erasedNow: true, records: 1 })
    expect(userIn(site, A)).toBeUndefined()
    expectSound(site)
  })

  test('twice changes nothing, and whoever was never there is not found', () => {
    const site = withAda()
    const id = idOf(site, MANAGED.email)
    const first = erase(site, id, 'erase')
    const image = JSON.stringify([...site.rows.counters])
    const { outcomes, changes } = site.apply({
      method: 'POST',
      resourceType: 'User',
      body: null,
      command: { name: 'erase-person', personId: id, records: 'erase' },
    })
    expect(outcomes[0]).toMatchObject({ status: 200, resource: { erasedNow: false, erasure: first.resource?.erasure } })
    expect(changes).toEqual([])
    expect(JSON.stringify([...site.rows.counters])).toBe(image)
    expect(erase(site, NOBODY)).toMatchObject(NOT_FOUND)
    expect(erase(site, 'no uuid')).toMatchObject(NOT_FOUND)
  })

  test('changes say ids and kinds, and nothing of the person', () => {
    const site = withAda()
    const id = idOf(site, MANAGED.email)
    const { changes, outcomes } = site.apply({
      method: 'POST',
      resourceType: 'User',
      body: null,
      command: { name: 'erase-person', personId: id, records: 'erase' },
    })
    const kinds = changes.map(({ subjectType, subjectId, kind }) => [subjectType, subjectId, kind])
    expect(kinds).toEqual(
      expect.arrayContaining([
        ['User', A, 'deleted'],
        ['account', id, 'unlinked'],
        ['account', id, 'erased'],
      ]),
    )
    expect(JSON.stringify([changes, outcomes])).not.toMatch(/ada|Engineer|x1/i)
  })

  test('what is left for the walk through history: ids, and what requests are known by', () => {
    const site = withAda()
    const id = idOf(site, MANAGED.email)
    erase(site, id, 'erase')
    expect(site.rows.erasures.all).toMatchObject([
      {
        personId: id,
        subjects: [id, A],
        traces: { emails: [MANAGED.email], userNames: [[FIRST, 'ada']], externalIds: [[FIRST, 'x1']] },
      },
    ])
  })
})
