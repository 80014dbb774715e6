/** One loss after the other of the same person, and who comes back from which of them. */
import { describe, expect, test } from 'vitest'
import { GuardSite, gone, into, made, mail, OTHER, off, on, out, STAFF, user } from '../support/guard-site.ts'
import { accountIn, holdsIn } from '../support/memory-people.ts'
import { setPolicy } from '../support/memory-start.ts'
import { peopleIn } from '../support/memory-view.ts'
import { putGroup, removeMembers, replaceUser } from '../support/requests.ts'

/** Nobody may be lost: the first is held. */
const none = { people: 0, percent: 0 }
const LEFT = [mail(1), mail(2)]
const EMPTY = putGroup(STAFF, { displayName: 'Staff' }, [])

function site(people = 2): GuardSite {
  return new GuardSite({ people, guard: none })
}

function revoke(it: GuardSite, name: string): void {
  const groupId = it.rows.siteGroups.all.find((group) => group.name === name)?.id ?? ''
  it.command({ name: 'revoke-access', groupId, appId: it.rows.apps.all[0]?.id ?? '' })
}

describe('somebody who is switched off and then taken out of the last group', () => {
  const lost = () => {
    const it = site()
    it.apply(off(1))
    it.apply(out(1))
    return it
  }

  test('is one item and one loss, and stays in', () => {
    const it = lost()
    expect([it.held, it.closed, it.losses, peopleIn(it, 'Staff')]).toEqual([[`deactivated ${mail(1)}`], [], 1, LEFT])
    it.check()
  })

  test('waits as somebody without a group when active again', () => {
    const it = lost()
    it.apply(on(1))
    expect([it.held, it.closed, it.losses]).toEqual([[`left-access ${mail(1)}`], ['deactivated ended'], 1])
    expect([it.isOn(1), peopleIn(it, 'Staff')]).toEqual([true, LEFT])
    it.check()
    it.apply(into(STAFF, 1))
    expect([it.held, it.closed, it.losses]).toEqual([[], ['deactivated ended', 'left-access ended'], 0])
    it.check()
  })

  test('is off and out when released', () => {
    const it = lost()
    it.decide('release-guard', it.itemIds)
    expect([it.held, it.isOn(1), peopleIn(it, 'Staff')]).toEqual([[], false, [mail(2)]])
    it.check()
  })

  test('is still switched off when a member again: only the switching off waits then', () => {
    const it = lost()
    it.apply(into(STAFF, 1))
    expect([it.held, it.losses, it.rows.guardItems.all[0]?.kept]).toEqual([[`deactivated ${mail(1)}`], 1, []])
    it.check()
    it.apply(on(1))
    expect([it.held, it.closed, it.losses, peopleIn(it, 'Staff')]).toEqual([[], ['deactivated ended'], 0, LEFT])
    it.check()
  })

  test('keeps what is kept when a member of another group', () => {
    const it = lost()
    it.grant('Other')
    it.apply(into(OTHER, 1))
    expect([it.held, peopleIn(it, 'Staff'), peopleIn(it, 'Other')]).toEqual([
      [`deactivated ${mail(1)}`],
      LEFT,
      [mail(1)],
    ])
    it.check()
  })

  test('is kept in each group in turn, and leaves one of them at a time', () => {
    const it = site()
    it.grant('Other')
    it.apply(out(2), into(STAFF, 2), into(OTHER, 1), out(1))
    it.apply(off(1), removeMembers(OTHER, user(1)))
    revoke(it, 'Other')
    it.apply(into(STAFF, 1), out(1))
    const [staff, other] = it.rows.siteGroups.all
    expect(it.rows.guardItems.all.at(-1)?.kept).toEqual([staff?.key, other?.key])
    expect([peopleIn(it, 'Staff'), peopleIn(it, 'Other'), it.losses]).toEqual([LEFT, [mail(1)], 1])
    it.check()
    it.apply(into(OTHER, 1))
    expect(it.rows.guardItems.all.at(-1)?.kept).toEqual([staff?.key])
    it.check()
  })
})

test('who was rejected and leaves the last group stays in it, and is the same item', () => {
  const it = site()
  it.apply(off(1))
  it.decide('reject-guard', it.itemIds)
  it.apply(out(1))
  expect([it.held, it.closed, peopleIn(it, 'Staff')]).toEqual([[`deactivated ${mail(1)} rejected`], [], LEFT])
  it.check()
})

describe('who was held and is lost after all, because nobody is too many any more', () => {
  const through = [
    { what: 'switched off', lose: off(1) },
    { what: 'deleted', lose: gone(1) },
  ]

  test.each(through)('leaves the group that was kept when $what', ({ lose }) => {
    const it = site()
    it.apply(out(1))
    setPolicy(it, 1, { guard: { people: 1, percent: 0 } })
    const { changes } = it.apply(lose)
    expect([it.held, it.closed, it.losses]).toEqual([[], ['left-access ended'], 1])
    expect([it.isOn(1), peopleIn(it, 'Staff')]).toEqual([false, [mail(2)]])
    const told = changes.filter(({ subjectType }) => subjectType === 'guard-item')
    expect(told).toMatchObject([{ kind: 'ended', after: { state: 'ended' } }])
    it.check()
  })

  test.each(through)('is off and out when $what while the guard is off', ({ lose }) => {
    const it = site()
    it.apply(out(1))
    setPolicy(it, 1, { guard: null })
    it.apply(lose)
    expect([it.held, it.closed, it.isOn(1), peopleIn(it, 'Staff')]).toEqual([
      [],
      ['left-access ended'],
      false,
      [mail(2)],
    ])
    it.check()
  })

  test.each(through)('is out when $what with an account that an administrator has switched off', ({ lose }) => {
    const it = site()
    it.apply(out(1))
    it.command({ name: 'switch-account', accountId: accountIn(it, mail(1)).id, active: false })
    it.apply(lose)
    expect([it.held, it.closed, it.isOn(1), peopleIn(it, 'Staff')]).toEqual([
      [],
      ['left-access ended'],
      false,
      [mail(2)],
    ])
    it.check()
  })
})

describe('a group that was emptied, with somebody who is switched off besides', () => {
  const lost = () => {
    const it = site()
    it.apply(EMPTY)
    it.apply(off(1))
    return it
  }
  /** Addresses of those whom the item of the group is about. */
  const listed = ({ rows }: GuardSite) => {
    const item = rows.guardItems.all.find(({ kind }) => kind === 'group-emptied')
    const keys = rows.guardLosses.all.filter(({ itemKey }) => itemKey === item?.key).map((loss) => loss.accountKey)
    return rows.accounts.all.filter(({ key }) => keys.includes(key)).map(({ email }) => email)
  }

  test('is two items about two people', () => {
    const it = lost()
    expect(it.held).toEqual(['group-emptied Staff of 2', `deactivated ${mail(1)}`])
    expect([it.losses, listed(it)]).toEqual([2, LEFT])
    it.check()
  })

  test('whoever is a member again is no longer listed, and lost as long as he is off', () => {
    const it = lost()
    it.apply(into(STAFF, 1))
    expect([it.held, it.losses]).toEqual([['group-emptied Staff of 1', `deactivated ${mail(1)}`], 2])
    expect(listed(it)).toEqual([mail(2)])
    it.check()
    it.apply(on(1))
    expect([it.held, it.losses]).toEqual([['group-emptied Staff of 1'], 1])
    it.check()
  })

  test('whoever is a member again is no loss, also when the group gives access to nothing any more', () => {
    const it = lost()
    revoke(it, 'Staff')
    it.apply(into(STAFF, 2))
    expect([it.held, it.losses]).toEqual([['group-emptied Staff of 1', `deactivated ${mail(1)}`], 1])
    it.check()
  })
})

describe('somebody who is deleted and held', () => {
  test('is kept in the groups of the directory, in their order, and stays in others by the will of the site', () => {
    const it = site()
    it.apply(made(5), into(OTHER, 5), into(STAFF, 5))
    it.command({ name: 'create-group', groupName: 'Desk', audience: 'workforce' })
    const [staff, other, desk] = it.rows.siteGroups.all
    it.command({
      name: 'change-group-members',
      groupId: desk?.id ?? '',
      add: [accountIn(it, mail(5)).id],
      remove: [],
    })
    it.apply(gone(5))
    expect([it.held, it.rows.guardItems.all[0]?.kept]).toEqual([[`deleted ${mail(5)}`], [staff?.key, other?.key]])
    it.check()
    it.decide('release-guard', it.itemIds)
    expect(['Staff', 'Other', 'Desk'].map((name) => peopleIn(it, name))).toEqual([LEFT, [], [mail(5)]])
    it.check()
  })

  test('leaves no hold behind, and no group of the directory counts for its account', () => {
    const it = site()
    it.apply(replaceUser(user(1), 'emails', [{ value: mail(2), primary: true }]))
    expect(Object.keys(holdsIn(it, user(1)))).toEqual(['email-taken'])
    it.apply(gone(1))
    expect([it.held, it.rows.holds.all]).toEqual([[`deleted ${mail(1)}`], []])
    const { key } = accountIn(it, mail(1))
    expect(it.rows.userLinks.all.find(({ accountKey }) => accountKey === key)).toMatchObject({ joins: false })
    it.check()
  })
})
