/** Who comes back, who is linked by hand and who is unlinked; one externalId of several (design: Users, Holds). */
import { describe, expect, test } from 'vitest'
import { accountIn, emailsIn, expectSettled, holdRowsIn, holdsIn, linkIn } from '../support/memory-people.ts'
import { CUTS } from '../support/memory-site.ts'
import { peopleIn } from '../support/memory-view.ts'
import {
  CUSTOMERS,
  FIRST,
  from,
  importAccount,
  MANAGED,
  peopleSite,
  profiled,
  SECOND,
  setPolicy,
} from '../support/people-world.ts'
import { NOW } from '../support/pure-plan.ts'
import { A, B, C, G, NOBODY } from '../support/record-ids.ts'
import { createGroup, createUser, deleteUser, person, replaceUser } from '../support/requests.ts'

const DAY_MS = 86_400_000
const known = (email: string, userName = 'ada') => profiled(email, { externalId: 'x1', userName })
const mail = (value: string) => [{ value, type: 'work', primary: true }]

describe.each(CUTS)('$cut', ({ batchSize }) => {
  const gone = (directory = FIRST as number) => {
    const site = peopleSite({}, batchSize)
    site.apply(...from(directory, createUser(A, known('ada@example.com')), deleteUser(A)))
    return site
  }

  describe('deleted and created again with the externalId', () => {
    test('under a new address: the same account, and the address follows', () => {
      const site = gone()
      const { id } = accountIn(site, 'ada@example.com')
      site.apply(createUser(B, known('lovelace@example.com')))
      expect(accountIn(site, 'lovelace@example.com')).toMatchObject({ id, active: true, class: 'managed' })
      expect(emailsIn(site)).toEqual(['lovelace@example.com'])
      expect(site.rows.tombstones.all).toEqual([])
      expectSettled(site)
    })

    test('the tombstone goes before an account that has the new address', () => {
      const site = gone()
      const { id } = accountIn(site, 'ada@example.com')
      importAccount(site, { ...MANAGED, email: 'lovelace@example.com' })
      site.apply(createUser(B, known('lovelace@example.com')))
      expect(accountIn(site, 'ada@example.com')).toMatchObject({ id, active: true })
      expect(holdsIn(site, B)).toEqual({ 'email-taken': 'lovelace@example.com' })
      expectSettled(site)
    })

    test.each([
      ['after 30 days', FIRST, 30 * DAY_MS],
      ['in another directory', SECOND, 0],
      ['among customers', CUSTOMERS, 0],
    ])('%s: an account of its own', (_, directory, later) => {
      const site = gone()
      site.now = new Date(NOW.getTime() + later)
      site.apply(...from(directory, createUser(B, known('lovelace@example.com'))))
      expect(accountIn(site, 'ada@example.com').active).toBe(false)
      expect(emailsIn(site)).toHaveLength(2)
      expectSettled(site)
    })

    test('a moment before 30 days are over', () => {
      const site = gone()
      site.now = new Date(NOW.getTime() + 30 * DAY_MS - 1)
      site.apply(createUser(B, known('lovelace@example.com')))
      expect(emailsIn(site)).toEqual(['lovelace@example.com'])
    })

    test('of a directory that was disconnected it counts for every directory of the audience', () => {
      const site = gone()
      for (const tombstone of site.rows.tombstones.all) {
        site.rows.tombstones.write({ deleted: [tombstone], inserted: [{ ...tombstone, directoryId: 0 }] })
      }
      site.apply(
        ...from(CUSTOMERS, createUser(C, known('c@example.com'))),
        ...from(SECOND, createUser(B, known('lovelace@example.com'))),
      )
      expect(emailsIn(site)).toEqual(['c@example.com', 'lovelace@example.com'])
      expectSettled(site)
    })

    test('whoever has the account meanwhile keeps it', () => {
      const site = gone()
      site.apply(createUser(B, person('ada', 'ada@example.com')), createUser(C, known('new@example.com', 'new')))
      expect([linkIn(site, B)?.email, linkIn(site, C)?.email]).toEqual(['ada@example.com', 'new@example.com'])
      expectSettled(site)
    })

    test('an external one that is back is active again with its address as it was', () => {
      const site = peopleSite({}, batchSize)
      site.apply(createUser(A, known('ada@guest.example')), deleteUser(A), createUser(B, known('ada@other.example')))
      expect(emailsIn(site)).toEqual(['ada@guest.example'])
      expect(linkIn(site, B)).toMatchObject({ joins: true })
      expectSettled(site)
    })

    test('whom an admin linked as a member leaves no tombstone', () => {
      const site = peopleSite({}, batchSize)
      site.apply(createUser(A, person('ada')), ...from(SECOND, createUser(B, known('ada@example.com'))))
      site.command({ name: 'member-link-user', userId: B })
      site.apply(...from(SECOND, deleteUser(B)))
      expect(site.rows.tombstones.all).toEqual([])
      expectSettled(site)
    })
  })

  describe('an externalId that a live record has', () => {
    test('hold: kept as a duplicate that names it; ends when the other is deleted, and its account stays off', () => {
      const site = peopleSite({}, batchSize)
      const { outcomes } = site.apply(
        createUser(A, known('ada@example.com')),
        createUser(B, known('b@example.com', 'b')),
      )
      expect(outcomes.map(({ status }) => status)).toEqual([201, 201])
      site.apply(replaceUser(B, 'title', 'x'), replaceUser(A, 'title', 'y'))
      expect(holdsIn(site, B)).toEqual({ duplicate: 'externalId:x1' })
      expectSettled(site)
      site.apply(deleteUser(A))
      expect(holdsIn(site, B)).toEqual({})
      // It did not come after the other one, but beside it: another person as far as anybody knows.
      expect(accountIn(site, 'b@example.com')).toMatchObject({ active: true })
      expect(accountIn(site, 'ada@example.com')).toMatchObject({ active: false })
      expectSettled(site)
    })

    test.each([A, B])('ends when the externalId of one of them changes', (id) => {
      const site = peopleSite({}, batchSize)
      site.apply(createUser(A, known('ada@example.com')), createUser(B, known('b@example.com', 'b')))
      site.apply(replaceUser(id, 'externalId', 'x2'))
      expect(holdsIn(site, B)).toEqual({})
      expect(emailsIn(site)).toEqual(['ada@example.com', 'b@example.com'])
      expectSettled(site)
    })

    test('in another directory it is another person', () => {
      const site = peopleSite({}, batchSize)
      site.apply(createUser(A, known('ada@example.com')), ...from(SECOND, createUser(B, known('b@example.com'))))
      expect(holdsIn(site, B)).toEqual({})
      expectSettled(site)
    })

    test('refuse: 409, and nothing is made; free again once the other is gone', () => {
      const site = peopleSite({ duplicateExternalIds: 'refuse' }, batchSize)
      const again = createUser(B, known('b@example.com', 'b'))
      const { outcomes } = site.apply(createUser(A, known('ada@example.com')), again, deleteUser(A), again)
      expect(outcomes.map(({ status }) => status)).toEqual([201, 409, 204, 201])
      expect(outcomes[1]).toMatchObject({ scimType: 'uniqueness', detail: expect.stringContaining('externalId') })
      expectSettled(site)
    })
  })

  describe('by hand', () => {
    test('unlink: the account stays exactly as it is, without the groups of the directory, and nothing links it again', () => {
      const site = peopleSite({}, batchSize)
      importAccount(site, MANAGED)
      site.command({
        name: 'import',
        accounts: [],
        groups: [{ name: 'Local', audience: 'workforce', members: [MANAGED.email] }],
        members: [],
      })
      site.apply(createUser(A, profiled(MANAGED.email)), createGroup(G, 'Staff', [A]))
      const before = accountIn(site, MANAGED.email)
      expect(site.command({ name: 'unlink-user', userId: A }).resource).toEqual({ userId: A, accountId: before.id })
      expect(accountIn(site, MANAGED.email)).toEqual(before)
      expect([peopleIn(site, 'Staff'), peopleIn(site, 'Local')]).toEqual([[], [MANAGED.email]])
      expect(holdRowsIn(site, A)).toMatchObject([{ kind: 'detached', by: 'admin' }])
      site.apply(replaceUser(A, 'active', false), replaceUser(A, 'emails', mail('a@guest.example')))
      setPolicy(site, FIRST, { externalUsers: 'review' })
      site.command({ name: 'reproject-records', recordIds: [A] })
      expect(holdsIn(site, A)).toEqual({ detached: null })
      expect(accountIn(site, MANAGED.email)).toEqual(before)
      expectSettled(site)
      site.command({ name: 'link-user', userId: A, accountId: before.id })
      expect(linkIn(site, A)).toMatchObject({ kind: 'owning', madeBy: 'admin' })
      expect(holdsIn(site, A)).toEqual({})
      expectSettled(site)
    })

    test('a detached record that is deleted leaves the account alone', () => {
      const site = peopleSite({}, batchSize)
      site.apply(createUser(A, profiled(MANAGED.email)))
      site.command({ name: 'unlink-user', userId: A })
      site.apply(deleteUser(A))
      expect(accountIn(site, MANAGED.email).active).toBe(true)
      expectSettled(site)
    })

    test('link: whoever has no address gets the account, and stays with it', () => {
      const site = peopleSite({}, batchSize)
      const accountId = importAccount(site, MANAGED)
      site.apply(createUser(A, { userName: 'ada', displayName: 'Ada' }))
      const link = { name: 'link-user', userId: A, accountId } as const
      expect(site.command(link).resource).toEqual({ userId: A, accountId })
      expect(site.command(link).status).toBe(200)
      expect(holdsIn(site, A)).toEqual({})
      expect(accountIn(site, MANAGED.email)).toMatchObject({ displayName: 'Ada' })
      site.apply(replaceUser(A, 'title', 'x'))
      expect(holdsIn(site, A)).toEqual({})
      expectSettled(site)
    })

    test('link to another account: the one before stays as it is, and whoever waited for it gets it', () => {
      const site = peopleSite({}, batchSize)
      const accountId = importAccount(site, { ...MANAGED, email: 'lovelace@example.com' })
      site.apply(createUser(A, profiled(MANAGED.email)), ...from(SECOND, createUser(B, profiled(MANAGED.email))))
      site.apply(replaceUser(A, 'emails', mail('lovelace@example.com')))
      expect(holdsIn(site, A)).toEqual({ 'email-taken': 'lovelace@example.com' })
      site.command({ name: 'link-user', userId: A, accountId })
      expect(linkIn(site, A)).toMatchObject({ email: 'lovelace@example.com', madeBy: 'admin' })
      expect(linkIn(site, B)).toMatchObject({ email: MANAGED.email })
      expect([holdsIn(site, A), holdsIn(site, B)]).toEqual([{}, {}])
      expectSettled(site)
    })

    test('dismiss: off the list, and ends by itself as before; a changed reason is open again', () => {
      const site = peopleSite({}, batchSize)
      site.apply(
        createUser(A, person('ada')),
        createUser(C, person('cyd')),
        createUser(B, person('b', 'ada@example.com')),
      )
      const dismiss = { name: 'dismiss-hold', recordId: B, hold: 'duplicate' } as const
      expect(site.command(dismiss).resource).toEqual({ dismissed: true })
      expect(site.command(dismiss).resource).toEqual({ dismissed: false })
      site.apply(replaceUser(B, 'title', 'x'))
      expect(holdRowsIn(site, B)).toMatchObject([{ kind: 'duplicate', by: 'admin' }])
      expectSettled(site)
      site.apply(replaceUser(B, 'emails', mail('cyd@example.com')))
      expect(holdRowsIn(site, B)).toMatchObject([{ kind: 'duplicate', basisKey: 'cyd@example.com', by: 'lane' }])
      site.apply(deleteUser(C))
      expect(holdsIn(site, B)).toEqual({})
      expectSettled(site)
    })

    test('dismiss refuses what is not held, waits for a decision, or is unknown', () => {
      const site = peopleSite({ externalUsers: 'review' }, batchSize)
      site.apply(createUser(A, profiled('ada@guest.example')))
      const dismissed = (recordId: string, hold: 'duplicate' | 'external-review') =>
        site.command({ name: 'dismiss-hold', recordId, hold }).status
      expect([dismissed(A, 'duplicate'), dismissed(A, 'external-review'), dismissed(NOBODY, 'duplicate')]).toEqual([
        409, 409, 404,
      ])
      expect(dismissed('no-uuid', 'duplicate')).toBe(404)
    })

    test('resync says how many, and refuses what is unknown', () => {
      const site = peopleSite({}, batchSize)
      site.apply(createUser(A, person('ada')), createGroup(G, 'Staff', [A]))
      expect(site.command({ name: 'reproject-records', recordIds: [A, G, A] }).resource).toEqual({ records: 2 })
      expect(site.command({ name: 'reproject-records', recordIds: [A, NOBODY] }).status).toBe(404)
    })
  })
})
