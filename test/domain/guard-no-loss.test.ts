/** Who is no loss by what a directory does, whoever else is: nobody may be lost here, so one that counted would be held. */
import { describe, expect, test } from 'vitest'
import { GuardSite, gone, into, made, mail, OTHER, off, on, out, STAFF, user } from '../support/guard-site.ts'
import { accountIn, holdsIn } from '../support/memory-people.ts'
import { setPolicy } from '../support/memory-start.ts'
import { peopleIn } from '../support/memory-view.ts'
import { addMembers, createUser, deleteUser, person, removeMembers, replaceUser } from '../support/requests.ts'

const none = { people: 0, percent: 0 }
const GUEST = user(70)
const AWAY = 'guest@elsewhere.example'
const guest = createUser(GUEST, { ...person('guest'), emails: [{ value: AWAY, primary: true }] })

function site(people = 2): GuardSite {
  return new GuardSite({ people, guard: none })
}

function expectNoLoss(it: GuardSite): void {
  expect([it.held, it.losses]).toEqual([[], 0])
  it.check()
}

describe('taken out of a group', () => {
  test('that gives access to nothing, without any other', () => {
    const it = site()
    it.apply(made(3), into(OTHER, 3), removeMembers(OTHER, user(3)))
    expect(peopleIn(it, 'Other')).toEqual([])
    expectNoLoss(it)
  })

  test('whose account an administrator has switched off', () => {
    const it = site()
    it.command({ name: 'switch-account', accountId: accountIn(it, mail(1)).id, active: false })
    it.apply(out(1))
    expect(peopleIn(it, 'Staff')).toEqual([mail(2)])
    expectNoLoss(it)
  })

  test('a record that has no account, and a group', () => {
    const it = site()
    const same = user(60)
    it.apply(createUser(same, person('same', mail(2))), addMembers(STAFF, same, OTHER))
    expect(holdsIn(it, same)).toEqual({ duplicate: mail(2) })
    it.apply(removeMembers(STAFF, same), removeMembers(STAFF, OTHER))
    expect(peopleIn(it, 'Staff')).toEqual([mail(1), mail(2)])
    expectNoLoss(it)
  })

  test('a guest whose groups do not count, because nobody has decided about him', () => {
    const it = site()
    const { domains } = it.site
    setPolicy(it, 1, { externalUsers: 'review' })
    it.site = { ...it.site, domains: new Map() }
    it.step()
    expect([Object.keys(holdsIn(it, user(1))), peopleIn(it, 'Staff')]).toEqual([['external-review'], []])
    it.apply(out(1))
    expectNoLoss(it)
    it.site = { ...it.site, domains }
    it.step()
    expect(peopleIn(it, 'Staff')).toEqual([mail(2)])
    it.check()
  })

  test('and in it again by the same request', () => {
    const it = site()
    const steps = [
      { kind: 'remove', ids: [user(1)] },
      { kind: 'add', ids: [user(1)] },
    ] as const
    it.apply({ ...out(1), body: { kind: 'patch', operations: [], memberSteps: steps } })
    expectNoLoss(it)
  })
})

describe('deleted', () => {
  test('a guest whose groups do not count', () => {
    const it = site()
    setPolicy(it, 1, { externalUsers: 'review' })
    it.site = { ...it.site, domains: new Map() }
    it.step()
    it.apply(gone(1))
    expect(it.isOn(1)).toBe(true)
    expectNoLoss(it)
  })

  test('whose account is off already', () => {
    const it = site()
    it.command({ name: 'switch-account', accountId: accountIn(it, mail(1)).id, active: false })
    it.apply(gone(1))
    expect(peopleIn(it, 'Staff')).toEqual([mail(2)])
    expectNoLoss(it)
  })

  test('but a guest in groups is one, whatever they give: the record was the way to them', () => {
    const it = site()
    it.apply(guest, addMembers(OTHER, GUEST), deleteUser(GUEST))
    expect([it.held, it.losses, peopleIn(it, 'Other')]).toEqual([[`deleted ${AWAY}`], 1, [AWAY]])
    it.check()
  })
})

describe('switched off', () => {
  test('a guest whose account an administrator switches off meanwhile: nothing is left to hold', () => {
    const it = site()
    it.apply(guest, addMembers(STAFF, GUEST), replaceUser(GUEST, 'active', false))
    expect([it.held, peopleIn(it, 'Staff').includes(AWAY)]).toEqual([[`deactivated ${AWAY}`], true])
    it.command({ name: 'switch-account', accountId: accountIn(it, AWAY).id, active: false })
    expect([it.held, it.closed, peopleIn(it, 'Staff').includes(AWAY)]).toEqual([[], ['deactivated superseded'], false])
    it.check()
  })

  test('what is said of an inactive guest afterwards asks for nothing', () => {
    const it = site()
    it.apply(guest, addMembers(OTHER, GUEST), replaceUser(GUEST, 'active', false))
    expect(it.apply(replaceUser(GUEST, 'title', 'Guest')).rounds).toEqual([1])
    expectNoLoss(it)
  })
})

describe('while somebody else is held', () => {
  test('a member who joins a group that gives access to nothing is held on', () => {
    const it = site()
    it.apply(out(1))
    it.apply(into(OTHER, 1))
    expect([it.held, it.losses, peopleIn(it, 'Staff')]).toEqual([[`left-access ${mail(1)}`], 1, [mail(1), mail(2)]])
    it.check()
  })

  test('who is lost by one directory is not back by joining a group of another', () => {
    const it = new GuardSite({ people: 2, guard: { people: 1, percent: 0 } })
    const crew = '0190bbbb-0000-7000-8000-000000000009'
    const theirs = { ...createUser(user(9, 2), person('theirs', mail(1))), directoryId: 2 }
    it.apply(theirs, { ...into(crew), method: 'POST', directoryId: 2, body: CREW })
    it.command({ name: 'member-link-user', userId: user(9, 2) })
    it.grant('Crew')
    it.apply(off(1))
    expect([it.isOn(1), it.losses]).toEqual([false, 1])
    it.apply({ ...addMembers(crew, user(9, 2)), directoryId: 2 })
    expect(it.losses).toBe(1)
    it.apply(on(1))
    expect(it.losses).toBe(0)
    it.check()
  })
})

test('where nothing is watched, who joins and leaves asks for nothing of the guard', () => {
  const it = new GuardSite({ people: 3, guard: null })
  const plain = it.apply(out(1), into(STAFF, 1), into(OTHER, 2), removeMembers(OTHER, user(2))).rounds
  expect(plain).toEqual([1])
  // The address of somebody’s account: only its owner is looked at.
  expect(it.apply(createUser(user(60), person('same', mail(2)))).rounds).toEqual([2])
})

const CREW = { kind: 'resource', attributes: { displayName: 'Crew' }, members: [] } as const
