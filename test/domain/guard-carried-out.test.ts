/** What administrators make of losses that are held. */
import { describe, expect, test } from 'vitest'
import { GuardSite, gone, mail, off, on, out, STAFF, to, user } from '../support/guard-site.ts'
import { accountIn, holdsIn } from '../support/memory-people.ts'
import { peopleIn } from '../support/memory-view.ts'
import { deleteGroup, putGroup, replaceUser } from '../support/requests.ts'

const NEW = user(900)
const ALL = { directoryId: 1 }

/** Nobody may be lost: the first is held. */
const none = { people: 0, percent: 0 }

type Loss = { readonly what: string; readonly lose: (it: GuardSite) => void; readonly kind: string }

const LOSSES: readonly Loss[] = [
  { what: 'switched off', kind: 'deactivated', lose: (it) => it.apply(off(1)) },
  { what: 'deleted', kind: 'deleted', lose: (it) => it.apply(gone(1)) },
  { what: 'out of its group', kind: 'left-access', lose: (it) => it.apply(out(1)) },
  {
    what: 'of an emptied group',
    kind: 'group-emptied',
    lose: (it) => it.apply(putGroup(STAFF, { displayName: 'Staff' }, [])),
  },
  { what: 'of a deleted group', kind: 'group-deleted', lose: (it) => it.apply(deleteGroup(STAFF)) },
]

describe.each(LOSSES)('$what', ({ lose, kind }) => {
  const site = () => {
    const it = new GuardSite({ people: 2, guard: none })
    lose(it)
    return it
  }
  /** Of the first person. */
  const hasAccess = (it: GuardSite) =>
    it.isOn(1) && it.rows.grants.all.length > 0 && peopleIn(it, 'Staff').includes(mail(1))

  test.each([
    { which: 'by name', choice: (it: GuardSite) => it.itemIds },
    { which: 'all of the directory', choice: () => ALL },
    { which: 'all of the site', choice: () => ({}) },
  ])('is let go $which', ({ choice }) => {
    const it = site()
    const items = it.itemIds
    expect(hasAccess(it)).toBe(true)
    expect(it.decide('release-guard', choice(it))).toEqual({ done: 1, notApplicable: [] })
    expect([hasAccess(it), it.held, it.closed, it.losses]).toEqual([false, [], [`${kind} released`], 0])
    expect(it.rows.guardItems.all).toMatchObject([{ decidedBy: 'admin' }])
    it.check()
    expect(it.decide('release-guard', items)).toEqual({
      done: 0,
      notApplicable: [{ itemId: items[0], reason: 'closed' }],
    })
  })

  test.each([
    { which: 'by name', choice: (it: GuardSite) => it.itemIds },
    { which: 'all of the site', choice: () => ({}) },
  ])('is rejected $which', ({ choice }) => {
    const it = site()
    expect(it.decide('reject-guard', choice(it))).toEqual({ done: 1, notApplicable: [] })
    expect(hasAccess(it)).toBe(true)
    expect(it.rows.guardItems.all).toMatchObject([{ kind, state: 'rejected', decidedBy: 'admin' }])
    it.check()
    // Nothing is kept but by the site itself.
    expect(it.rows.siteMembers.all.filter(({ origin }) => origin < 0)).toEqual([])
  })

  test('by another directory, by an id of nobody', () => {
    const it = site()
    expect(it.decide('release-guard', { directoryId: 2 })).toEqual({ done: 0, notApplicable: [] })
    expect(it.decide('release-guard', { directoryId: 7 })).toMatchObject({ fault: 'not-found' })
    const reasons = [NEW, 'nonsense'].map((itemId) => ({ itemId, reason: 'not-found' }))
    expect(it.decide('reject-guard', [NEW, 'nonsense'])).toEqual({ done: 0, notApplicable: reasons })
    expect(hasAccess(it)).toBe(true)
  })
})

describe('a rejected switching off', () => {
  const site = () => {
    const it = new GuardSite({ people: 3, guard: none })
    it.apply(off(1))
    it.decide('reject-guard', it.itemIds)
    return it
  }

  test('stands against unrelated updates', () => {
    const it = site()
    it.apply(replaceUser(user(1), 'title', 'Boss'))
    expect([it.isOn(1), holdsIn(it, user(1)), it.held]).toEqual([
      true,
      { 'guard-rejected': null },
      [`deactivated ${mail(1)} rejected`],
    ])
    expect(it.decide('reject-guard', it.itemIds)).toMatchObject({ done: 0, notApplicable: [{ reason: 'decided' }] })
    it.check()
  })

  test('ends when active again; the next one is held anew', () => {
    const it = site()
    it.apply(on(1))
    expect([it.held, holdsIn(it, user(1))]).toEqual([[], {}])
    it.apply(off(1))
    expect([it.held, holdsIn(it, user(1))]).toEqual([[`deactivated ${mail(1)}`], { guard: null }])
    it.check()
  })

  test('is let go after all', () => {
    const it = site()
    expect(it.decide('release-guard', it.itemIds)).toMatchObject({ done: 1 })
    expect([it.isOn(1), it.held, holdsIn(it, user(1))]).toEqual([false, [], {}])
    it.check()
  })

  test('is no rejection of the deletion', () => {
    const it = site()
    it.apply(gone(1))
    expect([it.held, it.isOn(1)]).toEqual([[`deleted ${mail(1)}`], true])
    it.check()
    const free = site()
    free.later(25)
    free.directories = new Map([...free.directories].map(([id, each]) => [id, { ...each, guard: null }]))
    free.apply(gone(1))
    expect([free.held, free.isOn(1)]).toEqual([[], false])
    free.check()
  })
})

test('chosen ones are let go, the others wait', () => {
  const it = new GuardSite({ people: 30 })
  it.apply(...to(18).map((n) => off(n)))
  const [first, second, ...others] = it.itemIds
  expect(it.decide('release-guard', [first ?? '', second ?? ''])).toEqual({ done: 2, notApplicable: [] })
  expect([it.on, it.itemIds]).toEqual([18, others])
  // What was let go counts no longer; ten went by themselves, and six wait.
  expect(it.losses).toBe(16)
  it.check()
  it.decide('release-guard', {})
  expect([it.on, it.losses]).toEqual([12, 10])
  it.apply(off(30))
  expect(it.held).toHaveLength(1)
})

test('an administrator who unlinks, or switches off, leaves nothing to hold', () => {
  const it = new GuardSite({ people: 2, guard: none })
  it.apply(off(1), out(2))
  it.command({ name: 'unlink-user', userId: user(2) })
  it.command({ name: 'switch-account', accountId: accountIn(it, mail(1)).id, active: false })
  expect([it.held, it.closed]).toEqual([[], ['deactivated superseded', 'left-access superseded']])
  expect(peopleIn(it, 'Staff')).toEqual([mail(1)])
  it.check()
})

test('a guard that is switched off ends nothing by itself', () => {
  const it = new GuardSite({ people: 2, guard: none })
  it.apply(off(1))
  it.directories = new Map([...it.directories].map(([id, each]) => [id, { ...each, guard: null }]))
  it.check()
  it.apply(off(2))
  expect([it.isOn(1), it.isOn(2), it.held]).toEqual([true, false, [`deactivated ${mail(1)}`]])
  it.check()
})

test('of an account whose deleted owner is held the class follows its domain, there and back', () => {
  const it = new GuardSite({ people: 1, guard: none })
  it.apply(gone(1))
  const { domains } = it.site
  for (const [names, expected] of [
    [new Map(), 'external'],
    [domains, 'managed'],
  ] as const) {
    it.site = { ...it.site, domains: names }
    it.step()
    it.check()
    expect(accountIn(it, mail(1))).toMatchObject({ class: expected, active: true })
  }
})
