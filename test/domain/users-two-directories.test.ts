/** Two directories, one account: who owns it does not depend on who came first (design: Two directories, one account). */
import { describe, expect, test } from 'vitest'
import { accountIn, emailsIn, expectSettled, holdsIn, linkIn } from '../support/memory-people.ts'
import { CUTS, type MemoryRequest, type MemorySite } from '../support/memory-site.ts'
import { peopleIn } from '../support/memory-view.ts'
import {
  FIRST,
  from,
  importAccount,
  MANAGED,
  peopleSite,
  profiled,
  SECOND,
  setDomains,
  setPolicy,
} from '../support/people-world.ts'
import { A, B, C, D, G, H, NOBODY } from '../support/record-ids.ts'
import { createGroup, createUser, deleteUser, replaceUser } from '../support/requests.ts'

const EMAIL = MANAGED.email
const mail = (value: string) => [{ value, type: 'work', primary: true }]
const named = (displayName: string, email = EMAIL) => profiled(email, { displayName })

/** A of the first directory in One, B of the second in Two. */
const ARRIVALS: Readonly<Record<string, readonly MemoryRequest[]>> = {
  first: from(FIRST, createUser(A, named('First')), createGroup(G, 'One', [A])),
  second: from(SECOND, createUser(B, named('Second')), createGroup(H, 'Two', [B])),
}
const ORDERS = [
  { order: 'the first directory first', arrivals: ['first', 'second'] },
  { order: 'the second directory first', arrivals: ['second', 'first'] },
] as const

describe.each(CUTS)('$cut', ({ batchSize }) => {
  const both = (arrivals: readonly string[] = ['first', 'second'], domains?: ReadonlyMap<string, number | null>) => {
    const site = peopleSite({}, batchSize)
    if (domains !== undefined) setDomains(site, domains)
    for (const name of arrivals) site.apply(...(ARRIVALS[name] ?? []))
    return site
  }
  const refusal = (site: MemorySite, ...[command]: Parameters<MemorySite['command']>) => {
    const { status, resource } = site.command(command)
    expectSettled(site)
    return [status, (resource as { fault?: string } | null)?.fault]
  }

  describe.each(ORDERS)('$order', ({ arrivals }) => {
    test.each([
      ['no domain is assigned', null, A, 'First', 'One'],
      ['its domain is assigned to the first', FIRST, A, 'First', 'One'],
      ['its domain is assigned to the second', SECOND, B, 'Second', 'Two'],
    ] as const)('%s: one owner, the other one a duplicate', (_, assigned, owner, displayName, group) => {
      const site = both(arrivals, new Map([['example.com', assigned]]))
      const other = owner === A ? B : A
      expect(accountIn(site, EMAIL)).toMatchObject({ displayName, active: true })
      expect(emailsIn(site)).toEqual([EMAIL])
      expect(linkIn(site, owner)).toMatchObject({ email: EMAIL, kind: 'owning' })
      expect(linkIn(site, other)).toBeUndefined()
      expect(holdsIn(site, other)).toEqual({ duplicate: EMAIL })
      expect(peopleIn(site, group)).toEqual([EMAIL])
      expect(peopleIn(site, group === 'One' ? 'Two' : 'One')).toEqual([])
      expectSettled(site)
    })

    test('assigning the domain moves the ownership, and taking that back moves it back', () => {
      const site = both(arrivals)
      setDomains(site, new Map([['example.com', SECOND]]))
      expect(linkIn(site, B)).toMatchObject({ kind: 'owning' })
      expect(accountIn(site, EMAIL).displayName).toBe('Second')
      expectSettled(site)
      setDomains(site, new Map([['example.com', null]]))
      expect(linkIn(site, A)).toMatchObject({ kind: 'owning' })
      expect(holdsIn(site, B)).toEqual({ duplicate: EMAIL })
      expectSettled(site)
    })

    test('an unrelated update ends no hold; the end of the other link does', () => {
      const site = both(arrivals)
      site.apply(...from(FIRST, replaceUser(A, 'title', 'x')), ...from(SECOND, replaceUser(B, 'title', 'y')))
      expect(holdsIn(site, B)).toEqual({ duplicate: EMAIL })
      expectSettled(site)
      site.apply(...from(FIRST, deleteUser(A)))
      expect(holdsIn(site, B)).toEqual({})
      expect(linkIn(site, B)).toMatchObject({ email: EMAIL, kind: 'owning' })
      expect(accountIn(site, EMAIL)).toMatchObject({ active: true, displayName: 'Second' })
      expectSettled(site)
    })

    test('a member link: its groups count, nothing else; and when the owner goes, the account goes off', () => {
      const site = both(arrivals)
      expect(site.command({ name: 'member-link-user', userId: B })).toMatchObject({
        status: 200,
        resource: { userId: B, accountId: accountIn(site, EMAIL).id },
      })
      expect(holdsIn(site, B)).toEqual({})
      expect(linkIn(site, B)).toMatchObject({ kind: 'member', joins: true, madeBy: 'admin' })
      expect([peopleIn(site, 'One'), peopleIn(site, 'Two')]).toEqual([[EMAIL], [EMAIL]])
      expect(accountIn(site, EMAIL).displayName).toBe('First')
      expectSettled(site)
      site.apply(...from(SECOND, replaceUser(B, 'active', false)))
      expect(accountIn(site, EMAIL).active).toBe(true)
      expect(peopleIn(site, 'Two')).toEqual([])
      site.apply(...from(SECOND, replaceUser(B, 'active', true)))
      expect(peopleIn(site, 'Two')).toEqual([EMAIL])
      expectSettled(site)
      site.apply(...from(FIRST, replaceUser(A, 'active', false)))
      expect(accountIn(site, EMAIL).active).toBe(false)
      site.apply(...from(FIRST, deleteUser(A)))
      expect(accountIn(site, EMAIL).active).toBe(false)
      expect(linkIn(site, B)).toMatchObject({ kind: 'member' })
      expectSettled(site)
      site.command({ name: 'move-ownership', userId: B })
      expect(linkIn(site, B)).toMatchObject({ kind: 'owning' })
      expect(accountIn(site, EMAIL)).toMatchObject({ active: true, displayName: 'Second' })
      expectSettled(site)
    })

    test('ownership that an admin moved stays, whatever comes; who had it is a duplicate', () => {
      const site = both(arrivals)
      expect(site.command({ name: 'move-ownership', userId: B }).resource).toMatchObject({
        userId: B,
        formerOwnerId: A,
      })
      expect(linkIn(site, B)).toMatchObject({ kind: 'owning', madeBy: 'admin' })
      expect(holdsIn(site, A)).toEqual({ duplicate: EMAIL })
      expect([peopleIn(site, 'One'), peopleIn(site, 'Two')]).toEqual([[], [EMAIL]])
      site.apply(...from(FIRST, replaceUser(A, 'title', 'x')))
      setDomains(site, new Map([['example.com', FIRST]]))
      expect(linkIn(site, B)).toMatchObject({ kind: 'owning' })
      expectSettled(site)
    })

    test('ownership and member link change places: all groups go on counting', () => {
      const site = both(arrivals)
      site.command({ name: 'member-link-user', userId: B })
      site.command({ name: 'move-ownership', userId: B })
      expect([linkIn(site, A)?.kind, linkIn(site, B)?.kind]).toEqual(['member', 'owning'])
      expect([peopleIn(site, 'One'), peopleIn(site, 'Two')]).toEqual([[EMAIL], [EMAIL]])
      expect(accountIn(site, EMAIL).displayName).toBe('Second')
      expectSettled(site)
    })
  })

  test('a domain that is assigned elsewhere: held, whether the account is there or not', () => {
    const site = both(['second'], new Map([['example.com', FIRST]]))
    expect(emailsIn(site)).toEqual([])
    expect(holdsIn(site, B)).toEqual({ duplicate: EMAIL })
    expectSettled(site)
    setDomains(site, new Map([['example.com', null]]))
    expect(holdsIn(site, B)).toEqual({})
    expect(linkIn(site, B)).toMatchObject({ kind: 'owning' })
    expectSettled(site)
  })

  test('who owned an account keeps it when its domain is assigned to a directory that does not have the person', () => {
    const site = both(['second'])
    setDomains(site, new Map([['example.com', FIRST]]))
    expect(linkIn(site, B)).toMatchObject({ kind: 'owning' })
    site.apply(...(ARRIVALS.first ?? []))
    expect(linkIn(site, A)).toMatchObject({ kind: 'owning' })
    expect(holdsIn(site, B)).toEqual({ duplicate: EMAIL })
    expectSettled(site)
  })

  test('of two of one directory the elder one owns; a third of another that has a member link is left alone', () => {
    const site = both()
    site.command({ name: 'member-link-user', userId: B })
    site.apply(
      ...from(SECOND, createUser(C, profiled(EMAIL, { userName: 'other' }))),
      ...from(FIRST, createUser(D, profiled(EMAIL, { userName: 'other' }))),
    )
    expect([holdsIn(site, C), holdsIn(site, D)]).toEqual([{ duplicate: EMAIL }, { duplicate: EMAIL }])
    expectSettled(site)
    // The account has a member link from its own directory: it would share its memberships.
    site.apply(...from(FIRST, deleteUser(A), deleteUser(D)))
    expect(holdsIn(site, C)).toEqual({ duplicate: EMAIL })
    expect(refusal(site, { name: 'move-ownership', userId: C })).toEqual([409, 'refused'])
    expect(refusal(site, { name: 'link-user', userId: C, accountId: accountIn(site, EMAIL).id })).toEqual([
      409,
      'refused',
    ])
    site.apply(...from(SECOND, deleteUser(B)))
    expect(linkIn(site, C)).toMatchObject({ kind: 'owning' })
    expectSettled(site)
  })

  test('an elder record of the same directory that gets the address of another waits: whoever has the account keeps it', () => {
    const site = peopleSite({}, batchSize)
    site.apply(createUser(A, { userName: 'a' }), createUser(B, profiled(EMAIL)), createGroup(G, 'One', [A, B]))
    site.apply(replaceUser(A, 'emails', mail(EMAIL)))
    expect(linkIn(site, B)).toMatchObject({ kind: 'owning' })
    expect(holdsIn(site, A)).toEqual({ duplicate: EMAIL })
    expect(peopleIn(site, 'One')).toEqual([EMAIL])
    expectSettled(site)
  })

  test('an external owner whose address has moved on keeps the account: nobody else gets it without an admin', () => {
    const site = peopleSite({}, batchSize)
    const outside = 'ada@guest.example'
    site.apply(...from(SECOND, createUser(B, profiled(outside)), replaceUser(B, 'emails', mail('ada@moved.example'))))
    site.apply(...from(FIRST, createUser(A, profiled(outside))))
    expect(linkIn(site, B)).toMatchObject({ email: outside, kind: 'owning' })
    expect(holdsIn(site, A)).toEqual({ duplicate: outside })
    expectSettled(site)
  })

  test('an owner of a paused directory gives way when that ends', () => {
    const site = both(['second'])
    setPolicy(site, SECOND, { paused: 'hold' })
    site.apply(...(ARRIVALS.first ?? []))
    expect(holdsIn(site, A)).toEqual({ duplicate: EMAIL })
    expect(linkIn(site, B)).toMatchObject({ kind: 'owning' })
    setPolicy(site, SECOND, { paused: null })
    site.settle()
    expect(linkIn(site, A)).toMatchObject({ kind: 'owning' })
    expect(holdsIn(site, B)).toEqual({ duplicate: EMAIL })
    expect([peopleIn(site, 'One'), peopleIn(site, 'Two')]).toEqual([[EMAIL], []])
    expectSettled(site)
  })

  describe('commands refuse', () => {
    const commands = ['unlink-user', 'member-link-user', 'move-ownership'] as const
    test.each(commands)('%s: an unknown id, and one that is none', (name) => {
      const site = both()
      for (const userId of [NOBODY, G, 'no-uuid']) expect(refusal(site, { name, userId })).toEqual([404, 'not-found'])
    })

    test('a member link within the directory, of an owner, without account, without owner', () => {
      const site = both()
      site.apply(...from(FIRST, createUser(C, profiled(EMAIL, { userName: 'c' })), createUser(D, { userName: 'd' })))
      for (const userId of [C, A, D])
        expect(refusal(site, { name: 'member-link-user', userId })).toEqual([409, 'refused'])
      site.command({ name: 'unlink-user', userId: A })
      expect(linkIn(site, C)).toMatchObject({ kind: 'owning' })
      site.command({ name: 'unlink-user', userId: C })
      site.command({ name: 'unlink-user', userId: B })
      expect(refusal(site, { name: 'member-link-user', userId: B })).toEqual([409, 'refused'])
      expect(refusal(site, { name: 'unlink-user', userId: B })).toEqual([409, 'refused'])
    })

    test('a link to an account that has an owner, or is of the other audience, or is none', () => {
      const site = both()
      const portal = importAccount(site, { ...MANAGED, of: 'portal-only', audience: 'customers' })
      const link = (accountId: string) => refusal(site, { name: 'link-user', userId: B, accountId })
      expect(link(accountIn(site, EMAIL).id)).toEqual([409, 'refused'])
      expect(link(portal)).toEqual([409, 'refused'])
      for (const id of [NOBODY, A, 'no-uuid']) expect(link(id)).toEqual([404, 'not-found'])
    })

    test.each([...commands, 'link-user'] as const)('%s while a directory is paused', (name) => {
      const site = both()
      const accountId = importAccount(site, { ...MANAGED, email: 'free@example.com' })
      const userId = name === 'unlink-user' ? A : B
      setPolicy(site, name === 'unlink-user' ? FIRST : SECOND, { paused: 'hold' })
      const { status } = site.command(name === 'link-user' ? { name, userId, accountId } : { name, userId })
      expect(status).toBe(409)
    })

    test('to move the ownership away from a directory that is paused', () => {
      const site = both()
      setPolicy(site, FIRST, { paused: 'hold' })
      expect(site.command({ name: 'move-ownership', userId: B }).status).toBe(409)
      site.apply(...from(FIRST, deleteUser(A)))
      expect(site.command({ name: 'move-ownership', userId: B }).status).toBe(409)
      setPolicy(site, FIRST, { paused: null })
      site.settle()
      expect(linkIn(site, B)).toMatchObject({ kind: 'owning', madeBy: 'lane' })
      expectSettled(site)
    })

    test('of somebody who has not left the review', () => {
      const site = peopleSite({ phase: 'reviewing' }, batchSize)
      const accountId = importAccount(site, MANAGED)
      site.apply(createUser(A, profiled(EMAIL)))
      expect(site.command({ name: 'link-user', userId: A, accountId }).status).toBe(409)
      expect(linkIn(site, A)).toBeUndefined()
    })
  })
})
