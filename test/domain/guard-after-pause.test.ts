/** A directory that is paused while people lose access: the guard counts and holds them when the pause ends. */
import { describe, expect, test } from 'vitest'
import { GuardSite, gone, into, made, mail, OTHER, off, out, STAFF, to, user } from '../support/guard-site.ts'
import { accountIn, linkIn } from '../support/memory-people.ts'
import { setPolicy } from '../support/memory-start.ts'
import { peopleIn } from '../support/memory-view.ts'
import { createUser, deleteGroup, person, putGroup, removeMembers } from '../support/requests.ts'

const none = { people: 0, percent: 0 }
const EMPTY = putGroup(STAFF, { displayName: 'Staff' }, [])
const LEFT = [mail(1), mail(2)]

function site(people = 2): GuardSite {
  return new GuardSite({ people, guard: none })
}

function pause(it: GuardSite): void {
  setPolicy(it, 1, { paused: 'hold' })
}

function resume(it: GuardSite): void {
  setPolicy(it, 1, { paused: null })
  it.settle()
}

describe('when the pause ends', () => {
  test.each([
    { what: 'switched off', lose: off(1), held: [`deactivated ${mail(1)}`] },
    { what: 'deleted', lose: gone(1), held: [`deleted ${mail(1)}`] },
    { what: 'taken out of the last group', lose: out(1), held: [`left-access ${mail(1)}`] },
    { what: 'of a deleted group', lose: deleteGroup(STAFF), held: ['group-deleted Staff of 2'] },
    { what: 'of an emptied group', lose: EMPTY, held: LEFT.map((email) => `left-access ${email}`) },
  ])('who was $what in it is held', ({ lose, held }) => {
    const it = site()
    pause(it)
    it.apply(lose)
    expect([it.held, it.losses, peopleIn(it, 'Staff')]).toEqual([[], 0, LEFT])
    resume(it)
    expect([it.held, peopleIn(it, 'Staff'), it.isOn(1)]).toEqual([held, LEFT, true])
    it.check()
    it.decide('release-guard', it.itemIds)
    expect([it.held, it.losses]).toEqual([[], 0])
    expect(it.rows.siteMembers.all.filter(({ origin }) => origin < 0)).toEqual([])
    it.check()
  })

  test('no more go than may', () => {
    const it = new GuardSite({ people: 14, guard: { people: 10, percent: 0 } })
    pause(it)
    it.apply(...to(12).map((n) => out(n)))
    resume(it)
    expect([it.held.length, it.staff, it.losses]).toEqual([2, 4, 12])
    it.check()
  })

  test('who has another way in, or had none, is no loss', () => {
    const it = site(3)
    it.command({ name: 'create-group', groupName: 'Desk', audience: 'workforce' })
    it.grant('Desk')
    const groupId = it.rows.siteGroups.all.find(({ name }) => name === 'Desk')?.id ?? ''
    it.command({ name: 'change-group-members', groupId, add: [accountIn(it, mail(1)).id], remove: [] })
    it.apply(made(4), into(OTHER, 4, 2))
    pause(it)
    it.apply(out(1), removeMembers(OTHER, user(4)), removeMembers(OTHER, user(2)))
    resume(it)
    expect([it.held, it.losses]).toEqual([[], 0])
    expect([peopleIn(it, 'Staff'), peopleIn(it, 'Other')]).toEqual([[mail(2), mail(3)], []])
    it.check()
  })

  test('who was switched off by an administrator before is no loss', () => {
    const it = site()
    it.command({ name: 'switch-account', accountId: accountIn(it, mail(1)).id, active: false })
    pause(it)
    it.apply(out(1))
    resume(it)
    expect([it.held, it.losses, peopleIn(it, 'Staff')]).toEqual([[], 0, [mail(2)]])
    it.check()
  })

  test('who has joined and left in it is no loss: nobody had access by that', () => {
    const it = site()
    it.apply(made(3))
    pause(it)
    it.apply(into(STAFF, 3), removeMembers(STAFF, user(3)))
    expect([it.held, it.losses]).toEqual([[], 0])
    resume(it)
    expect([it.held, it.losses, peopleIn(it, 'Staff')]).toEqual([[], 0, LEFT])
    it.check()
  })

  test('without a guard nobody is counted', () => {
    const it = new GuardSite({ people: 2, guard: null, siteGuard: none })
    pause(it)
    it.apply(out(1))
    resume(it)
    expect([it.held, it.losses, peopleIn(it, 'Staff')]).toEqual([[], 0, [mail(2)]])
    it.check()
  })

  test('of two groups that go, who is held is kept in the one that gives access', () => {
    const it = site()
    it.apply(into(OTHER, 1))
    pause(it)
    it.apply(out(1), removeMembers(OTHER, user(1)))
    resume(it)
    expect([it.held, peopleIn(it, 'Staff'), peopleIn(it, 'Other')]).toEqual([[`left-access ${mail(1)}`], LEFT, []])
    it.check()
  })
})

test('who wants the account of somebody who is held waits for the end of the pause, and is no loss', () => {
  const it = site()
  it.apply(gone(1))
  pause(it)
  const theirs = user(9, 2)
  it.apply({ ...createUser(theirs, person('theirs', mail(1))), directoryId: 2 })
  expect(it.held).toEqual([`deleted ${mail(1)}`])
  expect([...it.waiting.values()].map(({ loss }) => loss)).toEqual([false])
  resume(it)
  expect([it.held, linkIn(it, theirs)?.email, it.isOn(1)]).toEqual([[], mail(1), true])
  it.check()
})
