/** How many people may lose access by their directory within a day before the others are held. */
import type { GuardLimit } from '@syncline/core/domain/guard-loss.ts'
import { describe, expect, test } from 'vitest'
import { GuardSite, gone, into, mail, OTHER, off, on, out, STAFF, to, user } from '../support/guard-site.ts'
import { CUTS } from '../support/memory-site.ts'
import {
  createGroup,
  createUser,
  deleteGroup,
  person,
  putGroup,
  removeMembers,
  replaceMembers,
} from '../support/requests.ts'

const CREW = '0190bbbb-0000-7000-8000-000000000009'
const THEIRS = createUser(user(9, 2), person('theirs', mail(1)))
const TEN: GuardLimit = { people: 10, percent: 20 }

describe.each(CUTS)('the limit, $cut', ({ batchSize }) => {
  test.each([
    { people: 30, lose: 18, through: 10 },
    { people: 100, lose: 60, through: 20 },
    { people: 55, lose: 33, through: 11 },
    { people: 12, lose: 12, through: 10 },
  ])('$lose of $people are switched off one by one: $through go', ({ people, lose, through }) => {
    const it = new GuardSite({ people, batchSize })
    it.apply(...to(lose).map((n) => off(n)))
    expect(it.on).toBe(people - through)
    expect(it.held).toHaveLength(lose - through)
    expect([it.isOn(through), it.isOn(through + 1)]).toEqual([false, true])
    expect(it.losses).toBe(lose)
    it.check()
  })

  test.each([
    { what: 'deleted', lose: (n: number) => gone(n) },
    { what: 'taken out one by one', lose: (n: number) => out(n) },
  ])('60 % are $what', ({ lose }) => {
    const it = new GuardSite({ people: 50, batchSize })
    it.apply(...to(30).map(lose))
    expect(it.held).toHaveLength(20)
    expect(it.staff).toBe(40)
    it.check()
  })

  test('people who leave a group together stay or go together', () => {
    const it = new GuardSite({ batchSize })
    it.apply(out(...to(10)))
    expect([it.staff, it.held.length]).toEqual([20, 0])
    const other = new GuardSite({ batchSize })
    other.apply(out(...to(11)))
    expect([other.staff, other.held.length]).toEqual([30, 11])
    // The window is full by them.
    other.apply(off(20))
    expect(other.isOn(20)).toBe(true)
    other.check()
  })

  test('a replaced membership, and one without anybody', () => {
    const it = new GuardSite({ batchSize })
    it.apply(replaceMembers(STAFF, ...to(12).map((n) => user(n))))
    expect([it.staff, it.held.length]).toEqual([30, 18])
    it.check()
    const emptied = new GuardSite({ batchSize })
    emptied.apply(off(30), putGroup(STAFF, { displayName: 'Staff' }, []), off(29))
    expect(emptied.staff).toBe(29)
    expect(emptied.held).toEqual(['group-emptied Staff of 29', 'deactivated p29d1@example.com'])
    emptied.check()
  })

  test('a deleted group stays as it is, grants and all', () => {
    const it = new GuardSite({ batchSize })
    it.apply(deleteGroup(STAFF), off(1))
    expect(it.held).toEqual(['group-deleted Staff of 30', 'deactivated p1d1@example.com'])
    expect([it.staff, it.rows.grants.all.length, it.rows.groups.all.length]).toEqual([30, 1, 1])
    it.check()
  })

  test('a group that gives access to nothing, and people who have another way in, are no loss', () => {
    const it = new GuardSite({ batchSize })
    it.apply(into(OTHER, ...to(30)), deleteGroup(OTHER))
    expect([it.losses, it.held]).toEqual([0, []])
    it.apply({
      ...into(OTHER),
      method: 'POST',
      resourceId: OTHER,
      body: { kind: 'resource', attributes: { displayName: 'Other' }, members: to(30).map((n) => user(n)) },
    })
    it.grant('Other')
    it.apply(deleteGroup(STAFF))
    expect([it.losses, it.held, it.rows.siteGroups.all.map(({ name }) => name)]).toEqual([0, [], ['Other']])
    it.check()
  })

  test('small groups that are deleted one after another', () => {
    const it = new GuardSite({ people: 30, batchSize })
    const groups = to(6).map((n) => ({
      id: `0190bbbb-0000-7000-8000-0000000001${n}0`,
      name: `Team ${n}`,
      own: to(5, 5 * n - 4),
    }))
    it.apply(
      ...groups.map(({ id, name, own }) => ({
        ...into(id),
        method: 'POST' as const,
        body: { kind: 'resource' as const, attributes: { displayName: name }, members: own.map((n) => user(n)) },
      })),
    )
    for (const { name } of groups) it.grant(name)
    it.apply(deleteGroup(STAFF))
    expect(it.held).toEqual([])
    it.apply(...groups.map(({ id }) => deleteGroup(id)))
    expect(it.held).toEqual(to(4, 3).map((n) => `group-deleted Team ${n} of 5`))
    expect(it.losses).toBe(30)
    it.check()
  })

  test('in a small directory of a large site its own limit counts', () => {
    const it = new GuardSite({ people: 12, batchSize, siteGuard: { people: 10, percent: 20 } })
    it.addOthers(200)
    it.apply(...to(12).map((n) => off(n)))
    expect(it.held).toHaveLength(2)
    it.check()
  })

  test('directories that stay below theirs meet the limit of the site', () => {
    const it = new GuardSite({ people: 30, batchSize, siteGuard: { people: 10, percent: 20 } })
    it.addOthers(30)
    it.apply(...to(9).map((n) => off(n)), ...to(9).map((n) => off(n, 2)))
    // 20 % of 60.
    expect(it.held).toHaveLength(6)
    it.check()
  })

  /** Of directory 2: a member of the account of the first one, and of a group that gives access. */
  function ofTwo(first: GuardLimit, most: number) {
    const it = new GuardSite({ people: 3, batchSize, siteGuard: { people: most, percent: 0 } })
    it.directories = new Map([...it.directories].map(([id, each]) => [id, { ...each, guard: id === 1 ? first : TEN }]))
    it.apply(...[THEIRS, createGroup(CREW, 'Crew', [user(9, 2)])].map((each) => ({ ...each, directoryId: 2 })))
    it.command({ name: 'member-link-user', userId: user(9, 2) })
    it.grant('Crew')
    it.apply(into(OTHER, 2, 3))
    it.grant('Other')
    return it
  }

  test('of the site whoever is lost from two directories is one person', () => {
    const it = ofTwo(TEN, 2)
    it.apply(out(1), { ...removeMembers(CREW, user(9, 2)), directoryId: 2 }, off(1), off(2), off(3))
    // Out of the one group, then of the other, which was the last, then off: one person. The third is too many.
    expect([it.held, it.losses, it.on]).toEqual([[`deactivated ${mail(3)}`], 4, 1])
    it.check()
  })

  test('and so is whoever is held by the one and in a group that the other deletes', () => {
    const it = ofTwo({ people: 0, percent: 0 }, 1)
    it.apply(out(1), off(1))
    expect([it.held, it.losses]).toEqual([[`deactivated ${mail(1)}`], 1])
    it.apply({ ...deleteGroup(CREW), directoryId: 2 })
    expect([it.held, it.losses, it.rows.siteGroups.all.map(({ name }) => name)]).toEqual([
      [`deactivated ${mail(1)}`],
      2,
      ['Staff', 'Other'],
    ])
    it.apply(off(2))
    expect(it.held).toHaveLength(2)
    it.check()
  })

  test('whoever is off is lost, also when the account has become managed', () => {
    const it = new GuardSite({ people: 2, batchSize })
    const { domains } = it.site
    it.site = { ...it.site, domains: new Map() }
    it.step()
    it.apply(off(1))
    expect([it.losses, it.held]).toEqual([1, []])
    it.site = { ...it.site, domains }
    it.step()
    expect([it.losses, it.isOn(1)]).toEqual([1, false])
    it.apply(on(1))
    expect([it.losses, it.isOn(1)]).toEqual([0, true])
    it.check()
  })

  test('the window slides on, and its base with it', () => {
    const it = new GuardSite({ people: 60, batchSize })
    it.apply(...to(14).map((n) => off(n)))
    expect(it.held).toHaveLength(2)
    it.later(23)
    it.apply(off(20))
    expect(it.held).toHaveLength(3)
    it.later(1.5)
    // Only the last one counts; the base is that of its day: 48, so 10 people.
    it.apply(...to(12, 21).map((n) => off(n)))
    expect(it.held).toHaveLength(6)
    it.check()
  })

  test('a mixed day: whoever is back is no loss', () => {
    const it = new GuardSite({ batchSize })
    it.apply(...to(10).map((n) => off(n)), ...to(4).map((n) => on(n)), ...to(4, 11).map((n) => off(n)))
    expect([it.held, it.losses]).toEqual([[], 10])
    it.apply(off(20))
    expect(it.held).toEqual(['deactivated p20d1@example.com'])
    it.apply(on(20), out(21), into(STAFF, 21), on(5), off(21))
    expect([it.held, it.isOn(21)]).toEqual([[], false])
    it.check()
  })

  test.each([
    { what: 'off', guard: null, siteGuard: { people: 1, percent: 0 }, held: 0 },
    { what: 'at nobody', guard: { people: 0, percent: 0 }, siteGuard: null, held: 20 },
    { what: 'at half', guard: { people: 0, percent: 50 }, siteGuard: null, held: 5 },
  ])('set: $what', ({ guard, siteGuard, held }) => {
    const it = new GuardSite({ batchSize, guard, siteGuard })
    it.apply(...to(20).map((n) => off(n)))
    expect(it.held).toHaveLength(held)
    it.check()
  })

  test('what an administrator switches off is no loss', () => {
    const it = new GuardSite({ batchSize })
    for (const { id } of it.rows.accounts.all) it.command({ name: 'switch-account', accountId: id, active: false })
    expect([it.on, it.losses, it.held]).toEqual([0, 0, []])
  })
})
