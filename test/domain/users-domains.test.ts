/** Classes follow the verified domains of the site, and what becomes of people who leave or enter them (design: Users). */
import { describe, expect, test } from 'vitest'
import { accountIn, expectSettled, holdRowsIn, holdsIn, linkIn } from '../support/memory-people.ts'
import { CUTS, type MemorySite } from '../support/memory-site.ts'
import { peopleIn } from '../support/memory-view.ts'
import { importAccount, MANAGED, peopleSite, profiled, setDomains, setPolicy } from '../support/people-world.ts'
import { A, B, G } from '../support/record-ids.ts'
import { addMembers, createGroup, createUser, deleteUser, person, putUser, replaceUser } from '../support/requests.ts'

const mail = (value: string) => [{ value, type: 'work', primary: true }]
const COM = new Map([['example.com', null]])
const NONE = new Map<string, null>()

/** The two ways out of the verified domains, with the way back, and the address of the account outside. */
const WAYS = [
  {
    way: 'its domain is removed',
    outside: 'ada@example.com',
    leave: (site: MemorySite) => setDomains(site, NONE),
    enter: (site: MemorySite) => setDomains(site, COM),
  },
  {
    way: 'its e-mail changes',
    outside: 'ada@guest.example',
    leave: (site: MemorySite) => void site.apply(replaceUser(A, 'emails', mail('ada@guest.example'))),
    enter: (site: MemorySite) => void site.apply(replaceUser(A, 'emails', mail('ada@example.com'))),
  },
] as const

const HOLDS = { review: 'external-review', ignore: 'external-ignored' } as const

describe.each(CUTS)('$cut', ({ batchSize }) => {
  const staffed = (own: Parameters<typeof peopleSite>[0] = {}) => {
    const site = peopleSite(own, batchSize)
    site.apply(createUser(A, profiled('ada@example.com')), createGroup(G, 'Staff', [A]))
    return site
  }

  describe.each(WAYS)('somebody leaves the verified domains because $way', ({ outside, leave, enter }) => {
    test('sync: external, with link and synced groups; the profile is no longer written until it is back', () => {
      const site = staffed({ externalUsers: 'sync' })
      leave(site)
      expect(accountIn(site, outside)).toMatchObject({ class: 'external', active: true, displayName: 'Ada' })
      expect(peopleIn(site, 'Staff')).toEqual([outside])
      expect(holdsIn(site, A)).toEqual({})
      site.apply(replaceUser(A, 'displayName', 'Ada L.'))
      expect(accountIn(site, outside).displayName).toBe('Ada')
      expectSettled(site)
      enter(site)
      expect(accountIn(site, 'ada@example.com')).toMatchObject({ class: 'managed', displayName: 'Ada L.' })
      expect(peopleIn(site, 'Staff')).toEqual(['ada@example.com'])
      expectSettled(site)
    })

    test.each(['review', 'ignore'] as const)(
      '%s: it leaves the synced groups with a hold; the way back restores everything',
      (policy) => {
        const site = staffed({ externalUsers: policy })
        leave(site)
        expect(accountIn(site, outside)).toMatchObject({ class: 'external', active: true })
        expect(linkIn(site, A)).toMatchObject({ email: outside, joins: false })
        expect(peopleIn(site, 'Staff')).toEqual([])
        expect(holdsIn(site, A)).toEqual({ [HOLDS[policy]]: policy })
        site.apply(replaceUser(A, 'title', 'x'), createGroup(B, 'More', [A]))
        expect(holdsIn(site, A)).toEqual({ [HOLDS[policy]]: policy })
        expect(peopleIn(site, 'More')).toEqual([])
        expectSettled(site)
        enter(site)
        expect(holdsIn(site, A)).toEqual({})
        expect(accountIn(site, 'ada@example.com')).toMatchObject({ class: 'managed', profile: { title: 'x' } })
        expect([peopleIn(site, 'Staff'), peopleIn(site, 'More')]).toEqual([['ada@example.com'], ['ada@example.com']])
        expectSettled(site)
      },
    )

    test('review: whoever is approved has its groups again, and keeps them', () => {
      const site = staffed({ externalUsers: 'review' })
      leave(site)
      expect(site.command({ name: 'approve-users', userIds: [A] }).resource).toEqual({ done: 1, notApplicable: [] })
      expect(holdsIn(site, A)).toEqual({})
      expect(peopleIn(site, 'Staff')).toEqual([outside])
      expectSettled(site)
      site.apply(replaceUser(A, 'title', 'x'))
      expect(peopleIn(site, 'Staff')).toEqual([outside])
      enter(site)
      leave(site)
      expect(holdsIn(site, A)).toEqual({ 'external-review': 'review' })
      expectSettled(site)
    })

    test('review: whoever is ignored stays out until the policy changes', () => {
      const site = staffed({ externalUsers: 'review' })
      leave(site)
      site.command({ name: 'ignore-users', userIds: [A] })
      expect(holdRowsIn(site, A)).toMatchObject([{ kind: 'external-ignored', basisKey: 'review', by: 'admin' }])
      expectSettled(site)
      setPolicy(site, 1, { externalUsers: 'sync' })
      expect(holdsIn(site, A)).toEqual({})
      expect(peopleIn(site, 'Staff')).toEqual([outside])
      expectSettled(site)
    })

    test('while it is held nothing switches it on; DELETE leaves the account on', () => {
      const site = staffed({ externalUsers: 'review' })
      site.apply(replaceUser(A, 'active', false))
      leave(site)
      expect(accountIn(site, outside)).toMatchObject({ class: 'external', active: false })
      site.apply(replaceUser(A, 'active', true))
      expect(accountIn(site, outside).active).toBe(false)
      expectSettled(site)
      site.command({ name: 'approve-users', userIds: [A] })
      expect(accountIn(site, outside)).toMatchObject({ active: true, switchedOffBy: null })
      site.apply(deleteUser(A))
      expect(accountIn(site, outside)).toMatchObject({ class: 'external', active: true })
      expect(peopleIn(site, 'Staff')).toEqual([])
      expectSettled(site)
    })
  })

  test.each([
    [
      'its e-mail changes',
      (site: MemorySite) => void site.apply(replaceUser(A, 'emails', mail('ada@example.com'))),
      'ada@example.com',
    ],
    [
      'its domain is added',
      (site: MemorySite) => setDomains(site, new Map([['guest.example', null]])),
      'ada@guest.example',
    ],
  ])(
    'an external user enters the verified domains because %s: managed, keeps everything, the profile follows',
    (_, enter, inside) => {
      const site = peopleSite({}, batchSize)
      const accountId = importAccount(site, { ...MANAGED, email: 'ada@guest.example' })
      site.command({
        name: 'import',
        accounts: [],
        groups: [{ name: 'Local', audience: 'workforce', members: ['ada@guest.example'] }],
        members: [],
      })
      site.apply(
        createUser(A, profiled('ada@guest.example')),
        createGroup(G, 'Staff', [A]),
        replaceUser(A, 'active', false),
      )
      enter(site)
      expect(accountIn(site, inside)).toMatchObject({
        id: accountId,
        class: 'managed',
        active: false,
        displayName: 'Ada',
        profile: { title: 'Engineer' },
      })
      expect([peopleIn(site, 'Local'), peopleIn(site, 'Staff')]).toEqual([[inside], [inside]])
      expectSettled(site)
    },
  )

  test('one that was external before a policy said review stays as it is', () => {
    const site = peopleSite({ externalUsers: 'sync' }, batchSize)
    site.apply(createUser(A, profiled('ada@guest.example')), createGroup(G, 'Staff', [A]))
    setPolicy(site, 1, { externalUsers: 'review' })
    site.apply(replaceUser(A, 'title', 'x'))
    expect(holdsIn(site, A)).toEqual({})
    expect(peopleIn(site, 'Staff')).toEqual(['ada@guest.example'])
    expectSettled(site)
  })

  test('an account without owner has the class of its own address', () => {
    const site = peopleSite({}, batchSize)
    importAccount(site, MANAGED)
    expect(accountIn(site, MANAGED.email).class).toBe('managed')
    setDomains(site, NONE)
    expect(accountIn(site, MANAGED.email)).toMatchObject({ class: 'external', active: true, displayName: 'Old' })
    expectSettled(site)
    setDomains(site, COM)
    expect(accountIn(site, MANAGED.email).class).toBe('managed')
    expectSettled(site)
  })

  test('two who swap their addresses, one of them outside, are both what their new address says', () => {
    const site = peopleSite({ externalUsers: 'review' }, batchSize)
    setPolicy(site, 1, { externalUsers: 'sync' })
    site.apply(
      createUser(A, profiled('ada@example.com')),
      createUser(B, person('bob', 'bob@guest.example')),
      createGroup(G, 'Staff', [A, B]),
    )
    setPolicy(site, 1, { externalUsers: 'review' })
    site.apply(putUser(A, profiled('bob@guest.example')))
    expect(holdsIn(site, A)).toEqual({ 'email-taken': 'bob@guest.example' })
    site.apply(putUser(B, person('bob', 'ada@example.com')))
    expect(linkIn(site, A)).toMatchObject({ email: 'bob@guest.example', joins: false })
    expect(holdsIn(site, A)).toEqual({ 'external-review': 'review' })
    expect(accountIn(site, 'bob@guest.example').class).toBe('external')
    expect(linkIn(site, B)).toMatchObject({ email: 'ada@example.com', joins: true })
    expect(accountIn(site, 'ada@example.com')).toMatchObject({ class: 'managed', displayName: 'The bob' })
    expect(peopleIn(site, 'Staff')).toEqual(['ada@example.com'])
    expectSettled(site)
  })

  test.each([
    ['ada@EXAMPLE.com', 'managed'],
    ['ada@sub.example.com', 'external'],
    ['"a@b"@example.com', 'managed'],
    ['example.com', 'external'],
    ['ada@bücher.example', 'managed'],
    ['ada@xn--bcher-kva.example', 'managed'],
    ['ada@example.com/bücher.example', 'external'],
    ['ada@bücher.example:80', 'external'],
  ])('%s is %s', (address, of) => {
    const site = peopleSite({}, batchSize)
    setDomains(
      site,
      new Map([
        ['example.com', null],
        ['xn--bcher-kva.example', null],
      ]),
    )
    site.apply(createUser(A, person('ada', address)))
    expect(site.rows.accounts.all.map((account) => account.class)).toEqual([of])
    expectSettled(site)
  })

  test('who joins a group while inactive and external gets its rows when active', () => {
    const site = peopleSite({}, batchSize)
    site.apply(createUser(A, profiled('ada@guest.example')), createGroup(G, 'Staff'), replaceUser(A, 'active', false))
    site.apply(addMembers(G, A))
    expect(peopleIn(site, 'Staff')).toEqual([])
    site.apply(replaceUser(A, 'active', true))
    expect(peopleIn(site, 'Staff')).toEqual(['ada@guest.example'])
    expectSettled(site)
  })
})
