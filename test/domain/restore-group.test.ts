/** A deleted group can be restored for 30 days (design: Conflicts, Restore): with its id, people and grants, as a local group. */
import { describe, expect, test } from 'vitest'
import { accessSite as site } from '../support/access-site.ts'
import type { GroupSite } from '../support/group-site.ts'
import { CUTS } from '../support/memory-site.ts'
import { A, B, C, G, I } from '../support/record-ids.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  person,
  removeMembers,
  replaceUser,
} from '../support/requests.ts'

const DAY_MS = 86_400_000

/** Of the group that was deleted last. */
const copyOf = (it: GroupSite) => it.rows.groupCopies.all.at(-1)?.id ?? ''
const restore = (it: GroupSite, groupName?: string) =>
  it.decide({ name: 'restore-group', copyId: copyOf(it), ...(groupName === undefined ? {} : { groupName }) })

/** Ada comes from the directory, and Bob from there and the site itself. */
function granted(options: Parameters<typeof site>[0]): GroupSite {
  const it = site(options)
  it.grant('Staff', 'Wiki')
  return it
}

describe.each(CUTS)('restore, $cut', ({ batchSize }) => {
  test('brings back a group that the identity provider deleted: local, under its id, with people and grants', () => {
    const it = granted({ batchSize })
    const groupId = it.group('Staff')
    const [before] = it.rows.siteGroups.all.filter(({ name }) => name === 'Staff')
    it.apply(deleteGroup(G))
    expect([it.look().Staff, it.grants()]).toEqual([undefined, ['Wiki: ', 'Portal: ']])
    expect(restore(it)).toMatchObject({
      status: 200,
      resource: {
        restored: true,
        group: groupId,
        name: 'Staff',
        members: 2,
        notRestoredCount: 0,
        offCount: 0,
        appsGone: [],
      },
    })
    expect(it.look().Staff).toEqual(['local', null, ['ada@example.com 0', 'bob@example.com 0']])
    expect(it.grants()).toEqual(['Wiki: Staff', 'Portal: '])
    expect(it.rows.siteGroups.all.find(({ name }) => name === 'Staff')?.key).toBe(before?.key)
    it.expectSettled()
  })

  test('brings default access back', () => {
    const it = site({ batchSize })
    it.createLocal('Everybody')
    it.setDefault('Everybody', true)
    it.deleteLocal('Everybody')
    restore(it, 'All')
    expect(it.rows.siteGroups.all.find(({ name }) => name === 'All')).toMatchObject({ defaultAccess: true })
    it.apply(createGroup(I, 'All', [A]))
    expect(it.holds(I)).toEqual(['default-group all'])
    it.expectSettled()
  })

  test('in one go with the deletion and what comes behind it', () => {
    const it = granted({ batchSize })
    const ids = { groupId: it.group('Staff') }
    const { changes } = it.apply(
      createUser(C, person('cyd')),
      addMembers(G, C),
      removeMembers(G, A),
      deleteGroup(G),
      deleteUser(B),
      createGroup('0190bbbb-0000-7000-8000-00000000000e', 'Later', [A]),
    )
    expect(changes.filter(({ subjectType, kind }) => subjectType === 'site-group' && kind === 'deleted')).toHaveLength(
      1,
    )
    expect(restore(it).resource).toMatchObject({
      group: ids.groupId,
      members: 2,
      notRestored: [],
      off: [{ name: 'The bob', reason: 'switched-off' }],
      offCount: 1,
    })
    expect(it.look().Staff?.[2]).toEqual(['bob@example.com 0', 'cyd@example.com 0'])
    it.expectSettled()
  })

  test('a group with local people is not deleted, and there is nothing to restore', () => {
    const it = granted({ batchSize })
    it.addLocalMember('Staff', 'ada@example.com')
    it.apply(deleteGroup(G))
    expect([it.look().Staff?.[0], it.rows.groupCopies.all]).toEqual(['local', []])
  })

  test('of a local group that an administrator deleted', () => {
    const it = granted({ batchSize })
    it.createLocal('Crew')
    it.addLocalMember('Crew', 'bob@example.com')
    it.grant('Crew', 'Wiki')
    it.deleteLocal('Crew')
    expect(restore(it)).toMatchObject({ resource: { restored: true, name: 'Crew', members: 1 } })
    expect([it.look().Crew?.[2], it.grants()[0]]).toEqual([['bob@example.com 0'], 'Wiki: Crew, Staff'])
    it.expectSettled()
  })
})

describe('restore', () => {
  test('twice is once', () => {
    const it = granted({})
    const groupId = it.group('Staff')
    it.apply(deleteGroup(G))
    restore(it)
    it.decide({ name: 'change-group-members', groupId, add: [], remove: it.rows.accounts.all.map(({ id }) => id) })
    const before = it.look()
    expect(restore(it)).toMatchObject({ status: 200, resource: { restored: false, group: groupId } })
    expect(it.look()).toEqual(before)
  })

  test('asks for another name while somebody has the old one, and takes it', () => {
    const it = granted({})
    it.apply(deleteGroup(G))
    it.createLocal('staff')
    const before = it.look()
    expect(restore(it)).toMatchObject({ status: 409, resource: { fault: 'name-taken' } })
    expect(it.look()).toEqual(before)
    expect(restore(it, 'Former staff')).toMatchObject({ resource: { restored: true, name: 'Former staff' } })
    expect(it.look()['Former staff']).toEqual(['local', null, ['ada@example.com 0', 'bob@example.com 0']])
    it.expectSettled()
  })

  test('refuses a name that is none', () => {
    const it = granted({})
    it.apply(deleteGroup(G))
    expect(restore(it, ' ')).toMatchObject({ status: 400, resource: { fault: 'invalid' } })
  })

  test('leaves out people whose accounts are gone, and apps that are; both are listed', () => {
    const it = granted({})
    const app = it.app('Wiki')
    it.apply(deleteGroup(G))
    const ada = it.rows.accounts.all.find(({ email }) => email === 'ada@example.com')
    it.apply(deleteUser(A))
    it.rows.accounts.clear(({ key }) => key === ada?.key)
    it.decide({ name: 'delete-app', appId: app, force: true })
    expect(restore(it).resource).toMatchObject({
      members: 1,
      notRestored: [{ account: null, name: null, reason: 'gone' }],
      notRestoredCount: 1,
      appsGone: [app],
    })
    expect([it.look().Staff?.[2], it.grants()]).toEqual([['bob@example.com 0'], ['Portal: ']])
  })

  test('a group of the name that comes from an identity provider meets it as any other', () => {
    const it = granted({})
    it.apply(deleteGroup(G))
    restore(it)
    it.apply(createGroup('0190bbbb-0000-7000-8000-00000000000e', 'Staff', [A]))
    expect(it.holds('0190bbbb-0000-7000-8000-00000000000e')).toEqual(['conflict staff'])
    expect(it.look().Staff).toEqual(['local', null, ['ada@example.com 0', 'bob@example.com 0']])
    it.expectSettled()
  })

  test.each([
    [29.9, 200],
    [30, 409],
  ])('after %d days: %d', (days, status) => {
    const it = granted({})
    it.apply(deleteGroup(G))
    it.now = new Date(it.now.getTime() + days * DAY_MS)
    expect(restore(it).status).toBe(status)
  })

  test('of what is no copy, or one of a decision, is refused', () => {
    const it = granted({})
    const missing = { status: 404, resource: { fault: 'not-found' } }
    expect(it.decide({ name: 'restore-group', copyId: 'x' })).toMatchObject(missing)
    expect(it.decide({ name: 'restore-group', copyId: A })).toMatchObject(missing)
  })

  test('people who are switched on again get their access back with it', () => {
    const it = granted({})
    it.apply(deleteGroup(G), replaceUser(A, 'active', false))
    expect(restore(it).resource).toMatchObject({ off: [{ name: 'The ada' }], members: 2 })
    it.apply(replaceUser(A, 'active', true))
    expect(it.look().Staff?.[2]).toEqual(['ada@example.com 0', 'bob@example.com 0'])
    it.expectSettled()
  })
})
