/** What the guard holds of people outside of the verified domains, and the changes that tell of items. */
import type { Command } from '@syncline/core/domain/command.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { GuardSite, gone, into, mail, OTHER, off, on, out, STAFF, user } from '../support/guard-site.ts'
import type { MemoryRequest } from '../support/memory-site.ts'
import { peopleIn } from '../support/memory-view.ts'
import { addMembers, createUser, deleteGroup, deleteUser, person, putGroup, replaceUser } from '../support/requests.ts'

const none = { people: 0, percent: 0 }
const GUEST = user(70)
const AWAY = 'guest@elsewhere.example'

/** One member of Staff, and a guest who is in these groups. */
function withGuest(...groups: readonly string[]): GuardSite {
  const it = new GuardSite({ people: 1, guard: none })
  it.apply(createUser(GUEST, { ...person('guest'), emails: [{ value: AWAY, primary: true }] }))
  for (const group of groups) it.apply(addMembers(group, GUEST))
  return it
}
const guestOf = (it: GuardSite) => it.rows.accounts.all.find(({ emailKey }) => emailKey === AWAY)

describe('a guest who is switched off', () => {
  test('keeps the last way in until somebody decides', () => {
    const it = withGuest(STAFF)
    expect(guestOf(it)).toMatchObject({ class: 'external', active: true })
    it.apply(replaceUser(GUEST, 'active', false))
    expect([it.held, peopleIn(it, 'Staff').includes(AWAY)]).toEqual([[`deactivated ${AWAY}`], true])
    it.check()
    it.decide('release-guard', it.itemIds)
    expect([it.held, peopleIn(it, 'Staff').includes(AWAY), guestOf(it)?.active]).toEqual([[], false, true])
    it.check()
  })

  test('loses nothing by a group that gives access to nothing', () => {
    const it = withGuest(OTHER)
    it.apply(replaceUser(GUEST, 'active', false))
    expect([it.held, it.losses, peopleIn(it, 'Other')]).toEqual([[], 0, []])
    it.check()
  })

  test('loses nothing without groups', () => {
    const it = withGuest()
    it.apply(replaceUser(GUEST, 'active', false))
    expect([it.held, it.losses]).toEqual([[], 0])
  })

  test('loses nothing with another way in, which stays', () => {
    const it = withGuest(STAFF)
    const groupId = it.rows.siteGroups.all.find(({ name }) => name === 'Other')?.id ?? ''
    it.grant('Other')
    it.apply(replaceUser(GUEST, 'title', 'Guest'))
    const local = { name: 'create-group', groupName: 'Desk', audience: 'workforce' } as const
    it.command(local)
    it.grant('Desk')
    const desk = it.rows.siteGroups.all.find(({ name }) => name === 'Desk')?.id ?? ''
    it.command({ name: 'change-group-members', groupId: desk, add: [guestOf(it)?.id ?? ''], remove: [] })
    it.apply(replaceUser(GUEST, 'active', false))
    expect(groupId).not.toBe('')
    expect([it.held, it.losses, peopleIn(it, 'Staff').includes(AWAY), peopleIn(it, 'Desk')]).toEqual([
      [],
      0,
      false,
      [AWAY],
    ])
    it.check()
  })

  test('and is deleted while that is held, is one loss and one item', () => {
    const it = withGuest(STAFF, OTHER)
    it.apply(replaceUser(GUEST, 'active', false))
    it.apply(deleteUser(GUEST))
    expect([it.held, it.closed, it.losses]).toEqual([[`deleted ${AWAY}`], ['deactivated superseded'], 1])
    expect(peopleIn(it, 'Staff')).toContain(AWAY)
    it.check()
    it.decide('release-guard', it.itemIds)
    expect([it.held, peopleIn(it, 'Staff').includes(AWAY), guestOf(it)?.active]).toEqual([[], false, true])
    it.check()
  })
})

describe('changes tell', () => {
  const account = (it: GuardSite) => it.rows.accounts.all.find(({ emailKey }) => emailKey === mail(1))?.id
  const group = (it: GuardSite) => it.rows.siteGroups.all.find(({ name }) => name === 'Staff')?.id
  const told = (it: GuardSite, request: MemoryRequest) =>
    it.apply(request).changes.filter(({ subjectType }) => subjectType === 'guard-item')
  const decided = (it: GuardSite, name: 'release-guard' | 'reject-guard') =>
    told(it, asked({ name, items: it.itemIds } as Command))

  test.each([
    { kind: 'deactivated', lose: off(1) },
    { kind: 'deleted', lose: gone(1) },
    { kind: 'left-access', lose: out(1) },
  ])('of a person that is $kind', ({ kind, lose }) => {
    const it = new GuardSite({ people: 2, guard: none })
    const opened = told(it, lose)
    const [item] = it.rows.guardItems.all
    const shown = { kind, state: 'held', record: user(1), account: account(it) }
    expect(opened).toMatchObject([{ subjectId: item?.id, kind: 'opened', before: null }])
    expect(opened[0]?.after).toEqual(shown)
    const released = decided(it, 'release-guard')
    expect(released).toMatchObject([{ subjectId: item?.id, kind: 'released', after: { state: 'released' } }])
    expect(released[0]?.before).toEqual({ ...shown, state: 'releasing' })
  })

  test.each([
    { kind: 'group-emptied', lose: putGroup(STAFF, { displayName: 'Staff' }, []) },
    { kind: 'group-deleted', lose: deleteGroup(STAFF) },
  ])('of a group that is $kind', ({ kind, lose }) => {
    const it = new GuardSite({ people: 2, guard: none })
    const site = group(it)
    const opened = told(it, lose)
    expect(opened).toMatchObject([{ kind: 'opened', before: null }])
    expect(opened[0]?.after).toEqual({ kind, state: 'held', record: STAFF, group: site, people: 2 })
    expect(decided(it, 'reject-guard')).toMatchObject([{ kind: 'rejected', after: { state: 'rejected' } }])
  })

  test('that somebody is back', () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(off(1))
    expect(told(it, on(1))).toMatchObject([{ kind: 'ended', after: { state: 'ended' } }])
    expect(it.losses).toBe(0)
  })

  test('that another item says more', () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(off(1))
    expect(told(it, gone(1)).map(({ kind, after }) => [kind, after?.state])).toEqual([
      ['superseded', 'superseded'],
      ['opened', 'held'],
    ])
    expect(it.losses).toBe(1)
  })
})

describe('somebody who was taken out of two groups that give access', () => {
  const site = () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(into(OTHER, 1))
    it.grant('Other')
    it.apply(off(1))
    it.apply(out(1))
    return it
  }

  test('is kept in what is left, and in what was', () => {
    const it = site()
    it.apply(on(1))
    expect(peopleIn(it, 'Other')).toEqual([mail(1)])
    it.check()
  })

  test('is no loss when let through: there is another group', () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(into(OTHER, 1))
    it.grant('Other')
    it.apply(out(1))
    expect([it.held, it.losses, peopleIn(it, 'Staff').includes(mail(1))]).toEqual([[], 0, false])
    it.check()
  })
})

describe('whoever is counted and back in a group of the directory', () => {
  test('counts no longer, if the group gives access', () => {
    const it = new GuardSite({ people: 3, guard: { people: 1, percent: 0 } })
    it.apply(out(1))
    expect([it.held, it.losses]).toEqual([[], 1])
    it.apply(into(OTHER, 1))
    expect(it.losses).toBe(1)
    it.apply(into(STAFF, 1))
    expect(it.losses).toBe(0)
    it.apply(out(2))
    expect([it.held, it.losses]).toEqual([[], 1])
    it.check()
  })
})
