/** What the guard holds, and what the identity provider makes of it. */
import { describe, expect, test } from 'vitest'
import { GuardSite, gone, into, mail, OTHER, off, on, out, STAFF, user } from '../support/guard-site.ts'
import { accountIn, holdsIn, linkIn } from '../support/memory-people.ts'
import { CUTS, type MemoryRequest } from '../support/memory-site.ts'
import { peopleIn, siteGroupsIn } from '../support/memory-view.ts'
import { directoryPolicy } from '../support/policies.ts'
import { addMembers, createGroup, createUser, deleteGroup, person, putGroup, replaceUser } from '../support/requests.ts'

const NEW = user(900)
const ALL = { directoryId: 1 }

/** Nobody may be lost: the first is held. */
const none = { people: 0, percent: 0 }
const LEFT = [mail(1), mail(2)]

describe.each(CUTS)('what is held, $cut', ({ batchSize }) => {
  const site = (options: ConstructorParameters<typeof GuardSite>[0] = {}) =>
    new GuardSite({ people: 2, batchSize, guard: none, ...options })

  test('somebody who is switched off keeps account and groups, and the record says why', () => {
    const it = site()
    const { changes } = it.apply(off(1))
    expect(it.isOn(1)).toBe(true)
    expect(peopleIn(it, 'Staff')).toEqual(LEFT)
    expect(holdsIn(it, user(1))).toEqual({ guard: null })
    expect(it.rows.guardItems.all).toMatchObject([
      {
        kind: 'deactivated',
        state: 'held',
        recordId: user(1),
        email: mail(1),
        groups: ['Staff'],
        people: 1,
        externalId: 'x1',
      },
    ])
    const [item] = it.rows.guardItems.all
    expect(changes).toContainEqual(
      expect.objectContaining({ subjectType: 'guard-item', subjectId: item?.id, kind: 'opened' }),
    )
    it.check()
  })

  test('an unrelated update ends nothing; being active again does', () => {
    const it = site()
    it.apply(off(1), replaceUser(user(1), 'displayName', 'Renamed'), replaceUser(user(1), 'title', 'Boss'))
    expect(it.held).toEqual([`deactivated ${mail(1)}`])
    expect(accountIn(it, mail(1)).displayName).toBe('Renamed')
    it.check()
    it.apply(on(1))
    expect([it.held, it.closed, it.losses, holdsIn(it, user(1))]).toEqual([[], ['deactivated ended'], 0, {}])
    it.check()
  })

  test('a deleted record is gone, its account stays in its groups', () => {
    const it = site()
    it.apply(into(OTHER, 1), gone(1))
    expect(it.rows.users.all).toHaveLength(1)
    expect(it.isOn(1)).toBe(true)
    expect(peopleIn(it, 'Staff')).toEqual(LEFT)
    expect(it.rows.guardItems.all).toMatchObject([
      { kind: 'deleted', email: mail(1), groups: ['Other', 'Staff'], gone: { type: 'User', id: user(1) } },
    ])
    expect(it.rows.guardItems.all[0]?.kept).toHaveLength(2)
    it.check()
  })

  test.each([
    { what: 'the same address', again: { ...person('again', mail(1)) } },
    { what: 'the same name and externalId', again: { ...person('p1d1', 'other@example.com'), externalId: 'x1' } },
    {
      what: 'the same externalId at an external address',
      again: { ...person('p1', 'o@other.example'), externalId: 'x1' },
    },
  ])('who is created again with $what has the account again', ({ again }) => {
    const it = site()
    const before = accountIn(it, mail(1)).id
    it.apply(gone(1), createUser(NEW, again))
    const key = it.rows.users.all.find(({ id }) => id === NEW)?.key
    const link = it.rows.userLinks.all.find((each) => each.key === key)
    expect(it.rows.accounts.all.find((account) => account.key === link?.accountKey)).toMatchObject({
      id: before,
      active: true,
    })
    expect([it.held, it.closed, it.losses]).toEqual([[], ['deleted ended'], 0])
    // In no group of its directory, so in none of the site.
    expect(peopleIn(it, 'Staff')).toEqual([mail(2)])
    it.check()
    it.apply(into(STAFF, 900))
    expect(peopleIn(it, 'Staff')).toHaveLength(2)
    it.check()
  })

  test('somebody of another directory who waits for the account gets it', () => {
    const it = site()
    it.apply({ ...createUser(NEW, person('p1', mail(1))), directoryId: 2 })
    expect(holdsIn(it, NEW)).toEqual({ duplicate: mail(1) })
    it.apply(gone(1))
    expect([linkIn(it, NEW)?.email, it.held, it.isOn(1)]).toEqual([mail(1), [], true])
    it.check()
  })

  test('while its directory is paused nobody gets the account, and afterwards whoever waits', () => {
    const it = site()
    it.apply(gone(1))
    const [first, second] = it.directories.values()
    const pause = (paused: 'hold' | null) => {
      it.directories = new Map([
        [1, { ...(first ?? directoryPolicy()), paused }],
        [2, second ?? directoryPolicy({ id: 2 })],
      ])
    }
    pause('hold')
    it.apply({ ...createUser(NEW, person('p1', mail(1))), directoryId: 2 })
    expect(it.decide('release-guard', it.itemIds)).toMatchObject({ done: 0, notApplicable: [{ reason: 'paused' }] })
    expect(it.decide('release-guard', {})).toEqual({ done: 0, notApplicable: [] })
    expect(holdsIn(it, NEW)).toEqual({ duplicate: mail(1) })
    pause(null)
    it.settle()
    expect([linkIn(it, NEW)?.email, it.held]).toEqual([mail(1), []])
    it.check()
  })

  test('who leaves the last group that gives access stays in it, until a member again', () => {
    const it = site()
    it.apply(into(OTHER, 1), out(1))
    expect([peopleIn(it, 'Staff'), it.held]).toEqual([LEFT, [`left-access ${mail(1)}`]])
    expect(holdsIn(it, user(1))).toEqual({ guard: null })
    it.check()
    it.apply(into(STAFF, 1))
    expect([peopleIn(it, 'Staff'), it.held, it.losses]).toEqual([LEFT, [], 0])
    it.check()
  })

  test('and until a member of another group that gives access', () => {
    const it = site()
    it.grant('Other')
    it.apply(out(1), into(OTHER, 1))
    expect([peopleIn(it, 'Staff'), peopleIn(it, 'Other'), it.held]).toEqual([[mail(2)], [mail(1)], []])
    it.check()
  })

  const ada = (it: GuardSite) => accountIn(it, mail(1)).id
  const WAYS: readonly { readonly what: string; readonly find: (it: GuardSite) => void }[] = [
    { what: 'their other group gives access by decision', find: (it) => it.grant('Other') },
    {
      what: 'an administrator adds them to a group that does',
      find: (it) => {
        it.command({ name: 'create-group', groupName: 'Crew', audience: 'workforce' })
        it.grant('Crew')
        const groupId = it.rows.siteGroups.all.find(({ name }) => name === 'Crew')?.id ?? ''
        it.command({ name: 'change-group-members', groupId, add: [ada(it)], remove: [] })
      },
    },
    {
      what: 'a group that they were in is restored',
      find: (it) => {
        it.apply(deleteGroup(OTHER))
        const copyId = it.rows.groupCopies.all.at(-1)?.id ?? ''
        it.command({ name: 'restore-group', copyId })
        it.grant('Other')
      },
    },
    {
      what: 'another directory has them in a group that does',
      find: (it) => {
        const [theirs, crew] = [user(9, 2), OTHER.replace(/2$/, '9')]
        const of2 = (request: MemoryRequest) => it.apply({ ...request, directoryId: 2 })
        of2(createUser(theirs, person('theirs', mail(1))))
        of2(createGroup(crew, 'Crew'))
        it.grant('Crew')
        it.command({ name: 'member-link-user', userId: theirs })
        expect(it.held).toHaveLength(1)
        of2(addMembers(crew, theirs))
        it.settle()
      },
    },
    {
      what: 'a group of another directory that has them is linked',
      find: (it) => {
        const [theirs, crew] = [user(9, 2), OTHER.replace(/2$/, '9')]
        const of2 = (request: MemoryRequest) => it.apply({ ...request, directoryId: 2 })
        of2(createUser(theirs, person('theirs', mail(1))))
        it.command({ name: 'create-group', groupName: 'Crew', audience: 'workforce' })
        it.grant('Crew')
        of2(createGroup(crew, 'Crew', [theirs]))
        it.command({ name: 'member-link-user', userId: theirs })
        const [{ id, version } = { id: '', version: 0 }] = it.rows.conflicts.all
        it.command({ name: 'decide-conflicts', decision: 'accept', conflicts: [{ id, version }] })
      },
    },
  ]

  test.each(WAYS)('who left the last group stays in it until $what', ({ find }) => {
    const it = site()
    it.apply(into(OTHER, 1), out(1))
    expect([peopleIn(it, 'Staff'), it.held]).toEqual([LEFT, [`left-access ${mail(1)}`]])
    find(it)
    expect([peopleIn(it, 'Staff'), it.held, it.closed, it.losses]).toEqual([[mail(2)], [], ['left-access ended'], 0])
    it.check()
  })

  test('and is not let go by a group that gives access to nothing', () => {
    const it = site()
    it.apply(into(OTHER, 1), out(1))
    it.command({ name: 'create-group', groupName: 'Crew', audience: 'workforce' })
    const groupId = it.rows.siteGroups.all.find(({ name }) => name === 'Crew')?.id ?? ''
    it.command({ name: 'change-group-members', groupId, add: [ada(it)], remove: [] })
    expect([peopleIn(it, 'Staff'), it.held]).toEqual([LEFT, [`left-access ${mail(1)}`]])
    it.check()
  })

  test('one loss after the other is one item', () => {
    const it = site()
    it.apply(out(1), off(1))
    expect([it.held, it.closed, it.losses]).toEqual([[`deactivated ${mail(1)}`], ['left-access superseded'], 1])
    it.check()
    it.apply(on(1))
    // Back, and still out of its group.
    expect([it.held, peopleIn(it, 'Staff')]).toEqual([[`left-access ${mail(1)}`], LEFT])
    it.check()
    it.apply(off(1), gone(1))
    expect([it.held, it.isOn(1), peopleIn(it, 'Staff')]).toEqual([[`deleted ${mail(1)}`], true, LEFT])
    it.check()
    it.decide('release-guard', ALL)
    expect([it.held, it.isOn(1), peopleIn(it, 'Staff')]).toEqual([[], false, [mail(2)]])
    it.check()
  })

  test('an emptied group keeps who would lose, and ends with the last who is back', () => {
    const it = site({ people: 3 })
    it.grant('Other')
    it.apply(into(OTHER, 3), putGroup(STAFF, { displayName: 'Staff' }, []))
    expect([peopleIn(it, 'Staff'), it.held]).toEqual([LEFT, ['group-emptied Staff of 2']])
    expect(holdsIn(it, STAFF)).toEqual({ guard: null })
    it.check()
    it.apply(into(STAFF, 1, 3))
    expect(it.held).toEqual(['group-emptied Staff of 1'])
    it.check()
    it.apply(into(STAFF, 2))
    expect([it.held, it.closed, it.losses]).toEqual([[], ['group-emptied ended'], 0])
    it.check()
  })

  test('a deleted group that is created again waits for its name', () => {
    const it = site()
    it.apply(deleteGroup(STAFF), createGroup(OTHER.replace(/2$/, '3'), 'Staff', [user(1)]))
    expect([siteGroupsIn(it), it.held]).toEqual([['Other', 'Staff'], ['group-deleted Staff of 2']])
    it.check()
    it.decide('release-guard', it.itemIds)
    // A new group of the name, which gives access to nothing.
    expect([peopleIn(it, 'Staff'), it.rows.grants.all]).toEqual([[mail(1)], []])
    it.check()
  })

  test('an emptied group that is deleted is one item', () => {
    const it = site()
    it.apply(putGroup(STAFF, { displayName: 'Staff' }, []), deleteGroup(STAFF))
    expect([it.held, it.closed]).toEqual([['group-deleted Staff of 2'], ['group-emptied superseded']])
    it.check()
    it.decide('reject-guard', it.itemIds)
    expect([it.held, peopleIn(it, 'Staff'), it.rows.siteGroups.all.map(({ source }) => source).sort()]).toEqual([
      [],
      LEFT,
      ['local', 'synced'],
    ])
    it.check()
  })
})
