/** What the guard holds of people whose account another directory owns: of a member link only the groups can be lost. */
import { describe, expect, test } from 'vitest'
import { GuardSite, gone, into, made, mail, off, on, STAFF, user } from '../support/guard-site.ts'
import { accountIn, holdsIn } from '../support/memory-people.ts'
import type { MemoryRequest } from '../support/memory-site.ts'
import { peopleIn } from '../support/memory-view.ts'
import { addMembers, createGroup, createUser, person, removeMembers } from '../support/requests.ts'

const none = { people: 0, percent: 0 }
const TEN = { people: 10, percent: 0 }
const CREW = '0190bbbb-0000-7000-8000-000000000009'
const THEIRS = user(5, 2)
const of2 = (request: MemoryRequest): MemoryRequest => ({ ...request, directoryId: 2 })

/** The fifth is in no group of the directory that owns the account, and by another one in Crew, which gives access. */
function site(): GuardSite {
  const it = new GuardSite({ people: 2, guard: none })
  const theirs = { ...person('theirs', mail(5)), externalId: 'theirs' }
  it.apply(made(5), of2(createUser(THEIRS, theirs)), of2(createGroup(CREW, 'Crew', [THEIRS])))
  it.command({ name: 'member-link-user', userId: THEIRS })
  it.grant('Crew')
  expect(peopleIn(it, 'Crew')).toEqual([mail(5)])
  return it
}

const LOSSES = [
  { kind: 'deactivated', lose: off(5, 2) },
  { kind: 'deleted', lose: gone(5, 2) },
  { kind: 'left-access', lose: of2(removeMembers(CREW, THEIRS)) },
]

describe.each(LOSSES)('$kind by the other directory', ({ kind, lose }) => {
  test('who has no other way in stays in, until that is released: the account is on in any case', () => {
    const it = site()
    it.apply(lose)
    expect([it.held, it.losses, peopleIn(it, 'Crew')]).toEqual([[`${kind} ${mail(5)}`], 1, [mail(5)]])
    expect(it.rows.guardItems.all).toMatchObject([{ directoryId: 2, recordId: THEIRS }])
    it.check()
    it.decide('release-guard', it.itemIds)
    expect([it.held, it.losses, it.isOn(5), peopleIn(it, 'Crew')]).toEqual([[], 0, true, []])
    it.check()
  })

  test('who has another way in leaves, and is no loss', () => {
    const it = site()
    it.apply(into(STAFF, 5))
    it.apply(lose)
    expect([it.held, it.losses, it.isOn(5), peopleIn(it, 'Crew')]).toEqual([[], 0, true, []])
    it.check()
  })

  test('whose account an administrator has switched off leaves, and is no loss', () => {
    const it = site()
    it.command({ name: 'switch-account', accountId: accountIn(it, mail(5)).id, active: false })
    it.apply(lose)
    expect([it.held, it.losses, peopleIn(it, 'Crew')]).toEqual([[], 0, []])
    it.check()
  })
})

test('who is switched off there and on again is in the group, as before', () => {
  const it = site()
  it.apply(off(5, 2))
  expect(holdsIn(it, THEIRS)).toEqual({ guard: null })
  it.apply(on(5, 2))
  expect([it.held, it.closed, it.losses, peopleIn(it, 'Crew')]).toEqual([[], ['deactivated ended'], 0, [mail(5)]])
  it.check()
})

test('a deleted record that did not own the account leads nobody to it', () => {
  const it = site()
  const { id } = accountIn(it, mail(5))
  it.apply(gone(5, 2))
  it.command({ name: 'unlink-user', userId: user(5) })
  it.apply(of2(createUser(user(6, 2), { ...person('again', 'again@example.com'), externalId: 'theirs' })))
  expect(it.held).toEqual([`deleted ${mail(5)}`])
  expect(accountIn(it, 'again@example.com').id).not.toBe(id)
  it.check()
})

describe('whoever is lost by both directories', () => {
  /** Nobody is too many by the directories. */
  const both = (most: number) => {
    const it = new GuardSite({ people: 3, guard: TEN, siteGuard: { people: most, percent: 0 } })
    it.apply(of2(createUser(THEIRS, person('theirs', mail(1)))), of2(createGroup(CREW, 'Crew', [THEIRS])))
    it.command({ name: 'member-link-user', userId: THEIRS })
    it.grant('Crew')
    it.apply(removeMembers(STAFF, user(1)), of2(removeMembers(CREW, THEIRS)))
    expect([it.held, it.losses]).toEqual([[], 1])
    return it
  }

  test('is one person of the site, who is not too many by the second loss', () => {
    const it = both(1)
    it.apply(off(1))
    expect([it.held, it.losses, it.isOn(1)]).toEqual([[], 2, false])
    it.apply(off(2))
    expect(it.held).toEqual([`deactivated ${mail(2)}`])
    it.check()
  })

  test('is still lost by the one when back in the other', () => {
    const it = both(10)
    it.apply(off(1))
    expect(it.losses).toBe(2)
    it.apply(of2(addMembers(CREW, THEIRS)))
    expect([it.losses, it.rows.guardLosses.all.find(({ counts }) => counts)?.directoryId]).toEqual([1, 1])
    it.check()
  })
})
