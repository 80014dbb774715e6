/**
 * Memberships that the guard keeps (design: Deprovisioning guard): each by one item, until that is decided, or the group of the site
 * ends or becomes the site's own. What is decided about one item touches nothing of another.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import { isLive } from '@syncline/core/domain/guard-table.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { GuardSite, gone, into, mail, OTHER, off, out, STAFF, user } from '../support/guard-site.ts'
import { accountIn, holdRowsIn } from '../support/memory-people.ts'
import { setPolicy } from '../support/memory-start.ts'
import { deleteGroup, putGroup, removeMembers } from '../support/requests.ts'
import { brokenPromises } from '../support/site-promises.ts'

/** Nobody may be lost: the first is held. */
const none = { people: 0, percent: 0 }

const EMPTY = putGroup(STAFF, { displayName: 'Staff' }, [])

const groupId = (it: GuardSite, name: string) => it.rows.siteGroups.all.find((group) => group.name === name)?.id ?? ''
const groupKey = (it: GuardSite, name: string) => it.rows.siteGroups.all.find((group) => group.name === name)?.key ?? 0

/** Who is in a group of the site, by number and origin. */
function rowsOf(it: GuardSite, name: string): string[] {
  const key = groupKey(it, name)
  const numberOf = (accountKey: number) =>
    it.rows.accounts.all.find((account) => account.key === accountKey)?.emailKey?.match(/\d+/)?.[0]
  return it.rows.siteMembers.all
    .filter((row) => row.groupKey === key)
    .map(({ accountKey, origin }) => `${numberOf(accountKey)}:${origin}`)
    .sort()
}

/** Names of the groups in which a live item keeps its person. */
function keptOf(it: GuardSite): string[] {
  const names = (keys: readonly number[]) =>
    keys.map((key) => it.rows.siteGroups.all.find((group) => group.key === key)?.name ?? `gone ${key}`).join('+')
  return it.rows.guardItems.all.filter(isLive).map(({ kind, kept }) => `${kind} ${names(kept)}`.trim())
}

function check(it: GuardSite): void {
  it.check()
  expect(brokenPromises(it)).toEqual([])
  expect(it.rows.groupLinks.all.every(({ siteGroupKey }) => siteGroupExists(it, siteGroupKey))).toBe(true)
}
const siteGroupExists = (it: GuardSite, key: number) => it.rows.siteGroups.all.some((group) => group.key === key)

function itemOf(it: GuardSite, kind: string): string[] {
  return it.rows.guardItems.all.filter((item) => isLive(item) && item.kind === kind).map(({ id }) => id)
}

function addByHand(it: GuardSite, name: string, n: number): void {
  it.command({ name: 'change-group-members', groupId: groupId(it, name), add: [accountIn(it, mail(n)).id], remove: [] })
}

describe('one who was taken out, one who was switched off then, one who was deleted, and the group of all', () => {
  const site = () => {
    const it = new GuardSite({ people: 4, guard: none })
    it.apply(out(1, 2, 3), off(2), gone(3))
    expect(keptOf(it)).toEqual(['left-access Staff', 'deactivated Staff', 'deleted Staff'])
    return it
  }
  const LEFT = ['deactivated', 'deleted']

  test.each([
    { what: 'deleted', lose: deleteGroup(STAFF), kind: 'group-deleted' },
    { what: 'emptied', lose: EMPTY, kind: 'group-emptied' },
  ])('is $what: let go, it keeps nobody; who is off or deleted is still to be decided', ({ lose, kind }) => {
    const it = site()
    it.apply(lose)
    expect(keptOf(it)).toEqual(['left-access Staff', 'deactivated Staff', 'deleted Staff', kind])
    check(it)
    expect(it.decide('release-guard', itemOf(it, kind))).toMatchObject({ done: 1 })
    expect([rowsOf(it, 'Staff'), keptOf(it), it.on]).toEqual([[], LEFT, 4])
    expect(it.closed).toContain('left-access ended')
    check(it)
    it.decide('release-guard', {})
    expect([keptOf(it), it.on, it.losses]).toEqual([[], 2, 0])
    check(it)
  })

  test.each([
    { what: 'deleted', lose: deleteGroup(STAFF), kind: 'group-deleted' },
    { what: 'emptied', lose: EMPTY, kind: 'group-emptied' },
  ])('is $what: rejected, all of them are in it by the site', ({ lose, kind }) => {
    const it = site()
    it.apply(lose)
    expect(it.decide('reject-guard', itemOf(it, kind))).toMatchObject({ done: 1 })
    expect([rowsOf(it, 'Staff'), keptOf(it)]).toEqual([['1:0', '2:0', '3:0', '4:0'], LEFT])
    check(it)
    it.decide('release-guard', {})
    // They are off, and what the site itself says of them stays.
    expect([rowsOf(it, 'Staff'), keptOf(it), it.on]).toEqual([['1:0', '2:0', '3:0', '4:0'], [], 2])
    check(it)
  })

  test('is deleted where nothing is guarded any more: they are still to be decided', () => {
    const it = site()
    setPolicy(it, 1, { guard: null })
    it.apply(deleteGroup(STAFF))
    expect([groupId(it, 'Staff'), keptOf(it), it.on]).toEqual(['', LEFT, 4])
    check(it)
  })

  test('is emptied, cut off by an administrator, and deleted: nothing is kept in it any more', () => {
    const it = site()
    it.apply(EMPTY)
    it.command({ name: 'detach-group', groupId: groupId(it, 'Staff'), recordId: STAFF })
    expect([rowsOf(it, 'Staff'), keptOf(it)]).toEqual([['1:0', '2:0', '3:0', '4:0'], LEFT])
    expect([...it.closed].sort()).toEqual([
      'group-emptied superseded',
      'left-access ended',
      'left-access superseded',
      'left-access superseded',
    ])
    check(it)
  })

  test('is cut off by an administrator: they wait for their own decisions, and end with the group', () => {
    const it = site()
    it.command({ name: 'detach-group', groupId: groupId(it, 'Staff'), recordId: STAFF })
    expect(rowsOf(it, 'Staff')).toEqual(['1:-1', '2:-1', '3:-1', '4:0'])
    check(it)
    it.command({ name: 'delete-group', groupId: groupId(it, 'Staff'), force: true })
    expect([keptOf(it), it.rows.siteMembers.all]).toEqual([LEFT, []])
    check(it)
  })
})

describe('somebody who is kept in two groups', () => {
  /** Taken out of both in a pause, and lost by both at its end. */
  const site = () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(into(OTHER, 1))
    it.grant('Other')
    setPolicy(it, 1, { paused: 'hold' })
    it.apply(out(1), removeMembers(OTHER, user(1)))
    setPolicy(it, 1, { paused: null })
    it.settle()
    return it
  }

  test('is one loss, kept in both, and let go from both', () => {
    const it = site()
    expect([keptOf(it), it.losses]).toEqual([['left-access Staff+Other'], 1])
    check(it)
    it.decide('release-guard', it.itemIds)
    expect([keptOf(it), rowsOf(it, 'Staff'), rowsOf(it, 'Other'), it.losses]).toEqual([[], ['2:1'], [], 0])
    check(it)
  })

  test('stays in the one when the other ends', () => {
    const it = site()
    it.command({ name: 'detach-group', groupId: groupId(it, 'Other'), recordId: OTHER })
    it.command({ name: 'delete-group', groupId: groupId(it, 'Other'), force: true })
    expect([keptOf(it), rowsOf(it, 'Staff'), it.losses]).toEqual([['left-access Staff'], ['1:-1', '2:1'], 1])
    check(it)
    it.decide('reject-guard', it.itemIds)
    expect([keptOf(it), rowsOf(it, 'Staff')]).toEqual([[], ['1:0', '2:1']])
    check(it)
  })
})

describe('somebody who is kept in a group that was emptied, and is deleted', () => {
  const site = () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(into(OTHER, 1), EMPTY, gone(1))
    expect(keptOf(it)).toEqual(['group-emptied', 'deleted Other'])
    expect([rowsOf(it, 'Staff'), rowsOf(it, 'Other')]).toEqual([['1:-1', '2:-1'], ['1:-1']])
    return it
  }

  test.each([
    ['release-guard', []],
    ['reject-guard', ['1:0']],
  ] as const)('%s of the person says nothing of the emptied group', (name, other) => {
    const it = site()
    it.decide(name, itemOf(it, 'deleted'))
    expect([rowsOf(it, 'Staff'), rowsOf(it, 'Other')]).toEqual([['1:-1', '2:-1'], other])
    check(it)
  })

  test.each([
    ['release-guard', []],
    ['reject-guard', ['1:0', '2:0']],
  ] as const)('%s of the emptied group says nothing of the others that the person is kept in', (name, staff) => {
    const it = site()
    it.decide(name, itemOf(it, 'group-emptied'))
    expect([rowsOf(it, 'Staff'), rowsOf(it, 'Other'), keptOf(it)]).toEqual([staff, ['1:-1'], ['deleted Other']])
    check(it)
  })
})

describe('rejected', () => {
  test('whom an import has added meanwhile is in the group once, and stays in what is theirs besides', () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(out(1), off(1))
    const { key } = accountIn(it, mail(1))
    it.rows.siteMembers.insert({ groupKey: groupKey(it, 'Staff'), accountKey: key, origin: 0 })
    it.command({ name: 'create-group', groupName: 'Desk', audience: 'workforce' })
    addByHand(it, 'Desk', 1)
    expect([rowsOf(it, 'Staff'), rowsOf(it, 'Desk')]).toEqual([['1:-1', '1:0', '2:1'], ['1:0']])
    it.decide('reject-guard', it.itemIds)
    expect([rowsOf(it, 'Staff'), rowsOf(it, 'Desk'), keptOf(it)]).toEqual([['1:0', '2:1'], ['1:0'], ['deactivated']])
    check(it)
  })

  test('a switching off is held by whoever said so, and the changes tell', () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(off(1))
    const [itemId = ''] = it.itemIds
    const command = asked({ name: 'reject-guard', items: [itemId] } as Command)
    const { changes } = it.apply({ ...command, actor: 'eve' })
    expect(holdRowsIn(it, user(1))).toMatchObject([{ kind: 'guard-rejected', basisKey: null, by: 'eve' }])
    expect(changes.filter(({ subjectType }) => subjectType === 'guard-item')).toMatchObject([
      { subjectId: itemId, kind: 'rejected', before: null, after: { state: 'rejected' } },
    ])
    check(it)
  })

  test('a deletion leaves an account that no record is behind', () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(gone(1))
    const { changes } = it.apply(asked({ name: 'reject-guard', items: it.itemIds } as Command))
    const account = accountIn(it, mail(1))
    expect(account).toMatchObject({ active: true })
    expect(it.rows.userLinks.all.filter(({ accountKey }) => accountKey === account.key)).toEqual([])
    expect(changes).toContainEqual(
      expect.objectContaining({ subjectId: account.id, kind: 'unlinked', before: { user: user(1) } }),
    )
    check(it)
  })

  test('the deletion of a group leaves a group that no record is behind, and the change says which it was', () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(deleteGroup(STAFF))
    expect(it.rows.guardItems.all).toMatchObject([{ groups: [], kept: [], email: null, emailKey: null }])
    const { changes } = it.apply(asked({ name: 'reject-guard', items: it.itemIds } as Command))
    expect(it.rows.groupLinks.all).toHaveLength(1)
    expect(changes).toContainEqual(
      expect.objectContaining({
        subjectId: groupId(it, 'Staff'),
        kind: 'unlinked',
        before: { source: 'synced', group: STAFF },
      }),
    )
    check(it)
  })
})

describe('let go', () => {
  test('a deletion: the account is off, and the changes say which record it had', () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(gone(1))
    const { id } = accountIn(it, mail(1))
    const { changes } = it.apply(asked({ name: 'release-guard', items: it.itemIds } as Command))
    expect(accountIn(it, mail(1))).toMatchObject({ active: false, switchedOffBy: 'directory' })
    expect(changes).toContainEqual(
      expect.objectContaining({ subjectId: id, kind: 'unlinked', before: { user: user(1) } }),
    )
    check(it)
  })

  test.each([
    { what: 'a deletion', lose: gone(1) },
    { what: 'a switching off', lose: off(1) },
    { what: 'a group', lose: EMPTY },
  ])('$what by filter waits for the end of a pause that begins before its step', ({ lose }) => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(lose)
    it.apply(asked({ name: 'release-guard', filter: {} } as Command))
    const [before, rows] = [it.held, rowsOf(it, 'Staff')]
    expect(before).toEqual([expect.stringMatching(/ releasing$/)])
    setPolicy(it, 1, { paused: 'hold' })
    it.settle()
    expect([it.held, it.on, rowsOf(it, 'Staff')]).toEqual([before, 2, rows])
    setPolicy(it, 1, { paused: null })
    it.settle()
    expect([it.held, it.closed.map((text) => text.split(' ')[1])]).toEqual([[], ['released']])
    check(it)
  })
})

test('a loss counts on where an administrator unlinks or switches off who was held', () => {
  const it = new GuardSite({ people: 3, guard: none })
  it.apply(off(1), out(2))
  expect(it.losses).toBe(2)
  it.command({ name: 'unlink-user', userId: user(2) })
  it.command({ name: 'switch-account', accountId: accountIn(it, mail(1)).id, active: false })
  expect([it.closed, it.losses]).toEqual([['deactivated superseded', 'left-access superseded'], 2])
})
