/** Groups that the guard keeps people in, and what becomes of those when the group is lost after all, or is the site's own. */
import { describe, expect, test } from 'vitest'
import { GuardSite, gone, into, made, mail, OTHER, off, out, STAFF, to, user } from '../support/guard-site.ts'
import { accountIn, holdsIn } from '../support/memory-people.ts'
import { setPolicy } from '../support/memory-start.ts'
import { peopleIn } from '../support/memory-view.ts'
import { createGroup, createUser, deleteGroup, person, putGroup, removeMembers } from '../support/requests.ts'

const none = { people: 0, percent: 0 }
const EMPTY = putGroup(STAFF, { displayName: 'Staff' }, [])
const LEFT = [mail(1), mail(2)]

function site(people = 2): GuardSite {
  return new GuardSite({ people, guard: none })
}
const idOf = (it: GuardSite, name: string) => it.rows.siteGroups.all.find((group) => group.name === name)?.id ?? ''
const names = (it: GuardSite) => it.rows.siteGroups.all.map(({ name }) => name)

/** As a merge or an import would leave it. */
function addLocally(it: GuardSite, group: string, email: string): void {
  const groupKey = it.rows.siteGroups.all.find(({ name }) => name === group)?.key ?? 0
  it.rows.siteMembers.insert({ groupKey, accountKey: accountIn(it, email).key, origin: 0 })
}

test('a group that is emptied again is one item about all of them', () => {
  const it = site(3)
  it.apply(removeMembers(STAFF, user(3)), into(STAFF, 3), EMPTY)
  it.apply(made(4), into(STAFF, 4), EMPTY)
  expect([it.held, it.closed]).toEqual([['group-emptied Staff of 4'], ['left-access ended']])
  expect([it.losses, peopleIn(it, 'Staff')]).toEqual([4, to(4).map((n) => mail(n))])
  it.check()
})

test('a full window holds nobody back who has another way in', () => {
  const it = site()
  it.grant('Other')
  it.apply(into(OTHER, 1, 2), made(3), off(3))
  expect(it.held).toEqual([`deactivated ${mail(3)}`])
  it.apply(EMPTY)
  expect([it.held.length, it.losses, peopleIn(it, 'Staff'), holdsIn(it, STAFF)]).toEqual([1, 1, [], {}])
  it.apply(into(STAFF, 1, 2), deleteGroup(STAFF))
  expect([it.held.length, it.losses, names(it)]).toEqual([1, 1, ['Other']])
  it.check()
})

test('a group that waits for a decision about its name is emptied and deleted without anybody losing', () => {
  const it = site(1)
  it.command({ name: 'create-group', groupName: 'Desk', audience: 'workforce' })
  it.grant('Desk')
  const desk = '0190bbbb-0000-7000-8000-000000000007'
  it.apply(createGroup(desk, 'Desk', [user(1)]), removeMembers(desk, user(1)))
  it.apply(into(desk, 1), putGroup(desk, { displayName: 'Desk' }, []), into(desk, 1), deleteGroup(desk))
  expect([it.held, it.losses, peopleIn(it, 'Staff')]).toEqual([[], 0, [mail(1)]])
  it.check()
})

describe('without a guard', () => {
  test.each([
    { what: 'emptied', lose: EMPTY },
    { what: 'deleted', lose: deleteGroup(STAFF) },
    { what: 'left by one after the other', lose: out(1, 2) },
  ])('a group that is $what is no loss', ({ lose }) => {
    const it = new GuardSite({ people: 2, guard: null, siteGuard: none })
    it.apply(lose)
    expect([it.held, it.losses, peopleIn(it, 'Staff')]).toEqual([[], 0, []])
    it.check()
  })

  test('the guard of the site alone holds nobody', () => {
    const it = new GuardSite({ people: 2, guard: null, siteGuard: none })
    it.apply(off(1), gone(2))
    expect([it.held, it.losses, it.on]).toEqual([[], 0, 0])
    it.check()
  })
})

describe('a group that is deleted after all', () => {
  const cases = [
    { what: 'was emptied', lose: EMPTY, ended: ['group-emptied ended'], losses: 0 },
    { what: 'one was taken out of', lose: out(1), ended: ['left-access ended'], losses: 0 },
  ]

  test.each(cases)('and $what before, keeps nobody', ({ lose, ended, losses }) => {
    const it = site()
    it.apply(lose)
    expect(it.held).toHaveLength(1)
    setPolicy(it, 1, { guard: null })
    it.apply(deleteGroup(STAFF))
    expect([it.held, it.closed, it.losses, names(it)]).toEqual([[], ended, losses, ['Other']])
    expect(it.rows.siteMembers.all).toEqual([])
    it.check()
  })

  test.each(cases)('and $what before, has only its local people left', ({ lose, ended }) => {
    const it = site()
    it.apply(made(3))
    addLocally(it, 'Staff', mail(3))
    it.apply(lose)
    setPolicy(it, 1, { guard: null })
    it.apply(deleteGroup(STAFF))
    expect([it.held, it.closed, peopleIn(it, 'Staff')]).toEqual([[], ended, [mail(3)]])
    expect(it.rows.siteGroups.all.find(({ name }) => name === 'Staff')).toMatchObject({ source: 'local' })
    it.check()
  })

  test('keeps what another directory has lost in it', () => {
    const it = site()
    it.apply(out(1))
    const theirs = { ...createUser(user(9, 2), person('theirs', mail(9, 2))), directoryId: 2 }
    const crew = '0190bbbb-0000-7000-8000-000000000009'
    it.apply(theirs, { ...createGroup(crew, 'Crew', [user(9, 2)]), directoryId: 2 })
    it.grant('Crew')
    it.apply({ ...removeMembers(crew, user(9, 2)), directoryId: 2 })
    expect(it.held).toEqual([`left-access ${mail(1)}`, `left-access ${mail(9, 2)}`])
    setPolicy(it, 1, { guard: null })
    it.apply(deleteGroup(STAFF))
    expect([it.held, peopleIn(it, 'Crew')]).toEqual([[`left-access ${mail(9, 2)}`], [mail(9, 2)]])
    it.check()
  })
})

describe('a group that is held because it was deleted', () => {
  test('leaves no hold behind', () => {
    const it = site()
    it.command({ name: 'create-group', groupName: 'Crew', audience: 'workforce' })
    it.apply(putGroup(STAFF, { displayName: 'Crew' }))
    expect(Object.keys(holdsIn(it, STAFF))).toEqual(['conflict'])
    it.apply(deleteGroup(STAFF))
    expect([it.held, it.rows.holds.all]).toEqual([['group-deleted Staff of 2'], []])
    it.check()
  })

  test('has nobody in it by its directory: who has another way in is in it as well until that is decided', () => {
    const it = site(3)
    it.grant('Other')
    it.apply(into(OTHER, 3), deleteGroup(STAFF))
    expect([it.held, peopleIn(it, 'Staff')]).toEqual([['group-deleted Staff of 2'], [...LEFT, mail(3)]])
    expect(it.rows.siteMembers.all.filter(({ origin }) => origin > 0)).toHaveLength(1)
    it.check()
    it.decide('release-guard', it.itemIds)
    expect([names(it), it.losses]).toEqual([['Other'], 0])
    it.check()
  })

  test('counts its people once, who were lost when it was emptied', () => {
    const it = site()
    it.apply(EMPTY, deleteGroup(STAFF))
    expect([it.held, it.closed, it.losses]).toEqual([['group-deleted Staff of 2'], ['group-emptied superseded'], 2])
    const item = it.rows.guardItems.all.find(({ kind }) => kind === 'group-deleted')
    expect(it.rows.guardLosses.all.map(({ itemKey }) => itemKey)).toEqual([item?.key, item?.key])
    it.check()
  })
})

describe('a group that an administrator cuts off from its directory', () => {
  const detach = (it: GuardSite) =>
    it.command({ name: 'detach-group', groupId: idOf(it, 'Staff'), recordId: STAFF }).status

  test('has its people by its own will: whoever was kept in it, and whoever was in it', () => {
    const it = site(3)
    it.apply(EMPTY, into(STAFF, 3))
    expect(it.held).toEqual(['group-emptied Staff of 2'])
    expect(detach(it)).toBe(200)
    expect([it.held, it.closed, peopleIn(it, 'Staff')]).toEqual([[], ['group-emptied superseded'], [...LEFT, mail(3)]])
    expect(it.rows.siteMembers.all.map(({ origin }) => origin)).toEqual([0, 0, 0])
    expect(holdsIn(it, STAFF)).toEqual({ detached: null })
    it.check()
  })

  test('keeps with them whoever was taken out before', () => {
    const it = site(3)
    it.apply(out(1), EMPTY)
    expect(it.held).toEqual([`left-access ${mail(1)}`, 'group-emptied Staff of 2'])
    expect(detach(it)).toBe(200)
    expect(it.rows.siteMembers.all.map(({ origin }) => origin)).toEqual([0, 0, 0])
    expect([it.held, peopleIn(it, 'Staff')]).toEqual([[], [...LEFT, mail(3)]])
    it.check()
  })

  test('and that gave access to nothing any more keeps nobody by the guard', () => {
    const it = site(3)
    it.apply(out(1), EMPTY)
    it.command({ name: 'revoke-access', groupId: idOf(it, 'Staff'), appId: it.rows.apps.all[0]?.id ?? '' })
    expect(detach(it)).toBe(200)
    expect([it.held, peopleIn(it, 'Staff')]).toEqual([[], [...LEFT, mail(3)]])
    it.check()
  })

  test('and that is deleted afterwards is still there', () => {
    const it = site()
    it.apply(EMPTY)
    detach(it)
    it.apply(deleteGroup(STAFF))
    expect([it.held, it.closed, peopleIn(it, 'Staff')]).toEqual([[], ['group-emptied superseded'], LEFT])
    it.check()
  })
})

test('a group that loses everybody among other changes of the request keeps them one by one', () => {
  const it = site()
  it.apply(made(3))
  const steps = [
    { kind: 'add', ids: [user(3)] },
    { kind: 'replace', ids: [] },
  ] as const
  it.apply({ ...EMPTY, method: 'PATCH', body: { kind: 'patch', operations: [], memberSteps: steps } })
  expect([it.held, it.losses, peopleIn(it, 'Staff')]).toEqual([LEFT.map((email) => `left-access ${email}`), 2, LEFT])
  it.check()
})

test.each([
  { decision: 'reject-guard', losses: 2 },
  { decision: 'release-guard', losses: 0 },
] as const)('of a group that was emptied, $decision leaves $losses losses that count', ({ decision, losses }) => {
  const it = site()
  it.apply(EMPTY)
  it.decide(decision, it.itemIds)
  expect([it.held, it.losses]).toEqual([[], losses])
  it.check()
})

describe('people who are new in the batch of the first loss belong to the base', () => {
  const limit = { people: 10, percent: 20 }
  const many = { people: 100, percent: 0 }

  test.each([
    { what: 'of the directory', options: { guard: limit } },
    { what: 'of the site', options: { guard: many, siteGuard: limit } },
  ])('$what', ({ options }) => {
    const it = new GuardSite({ people: 30, ...options })
    it.apply(...to(30, 31).map((n) => made(n)), ...to(13).map((n) => off(n)))
    // 20 % of 60.
    expect([it.held, it.losses]).toEqual([[`deactivated ${mail(13)}`], 13])
    it.check()
  })
})
