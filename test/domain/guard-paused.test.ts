/**
 * Whoever the guard holds and the directory deletes while it is paused (design: Holds; Deprovisioning guard): nothing of it changes
 * before the pause ends, and then it is held as deleted, with all that was kept, or lost. Nothing is left behind that keeps access.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { GuardSite, gone, into, mail, off, out, STAFF, user } from '../support/guard-site.ts'
import { accountIn } from '../support/memory-people.ts'
import type { MemoryRequest } from '../support/memory-site.ts'
import { setPolicy } from '../support/memory-start.ts'
import { peopleIn } from '../support/memory-view.ts'
import { createUser, person } from '../support/requests.ts'
import { brokenPromises } from '../support/site-promises.ts'

/** Nobody may be lost: the first is held. */
const none = { people: 0, percent: 0 }

type Case = {
  readonly what: string
  readonly lose: readonly MemoryRequest[]
  readonly kind: string
  /** Of what is closed when the pause has ended. */
  readonly closed: readonly string[]
}

const CASES: readonly Case[] = [
  { what: 'taken out', lose: [out(1)], kind: 'left-access', closed: ['left-access superseded'] },
  { what: 'switched off', lose: [off(1)], kind: 'deactivated', closed: ['deactivated superseded'] },
  {
    what: 'taken out, then switched off',
    lose: [out(1), off(1)],
    kind: 'deactivated',
    closed: ['left-access superseded', 'deactivated superseded'],
  },
]

function pause(it: GuardSite, paused: 'hold' | null): void {
  setPolicy(it, 1, { paused })
  it.settle()
}

function check(it: GuardSite): void {
  it.check()
  expect(brokenPromises(it)).toEqual([])
}

describe.each(CASES)('held as $what', ({ lose, kind, closed }) => {
  const deleted = (between: (it: GuardSite) => void = () => {}) => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(...lose)
    between(it)
    pause(it, 'hold')
    it.apply(gone(1))
    return it
  }
  const hasAccess = (it: GuardSite) => [it.isOn(1), peopleIn(it, 'Staff').includes(mail(1))]

  test('and deleted: as it was until the pause ends, then it is one item', () => {
    const it = deleted()
    expect([it.held, hasAccess(it)]).toEqual([[`${kind} ${mail(1)}`], [true, true]])
    pause(it, null)
    expect([it.held, it.closed, it.losses, hasAccess(it)]).toEqual([[`deleted ${mail(1)}`], closed, 1, [true, true]])
    check(it)
  })

  test.each([
    ['release-guard', [false, false]],
    ['reject-guard', [true, true]],
  ] as const)('and deleted, then %s', (name, access) => {
    const it = deleted()
    pause(it, null)
    expect(it.decide(name, it.itemIds)).toEqual({ done: 1, notApplicable: [] })
    expect([it.held, hasAccess(it)]).toEqual([[], access])
    expect(it.rows.siteMembers.all.filter(({ origin }) => origin < 0)).toEqual([])
    check(it)
  })

  test('and deleted, and created again in the pause', () => {
    const it = deleted()
    it.apply(createUser(user(900), person('again', mail(1))), into(STAFF, 900))
    pause(it, null)
    expect([it.held, it.losses, hasAccess(it)]).toEqual([[], 0, [true, true]])
    check(it)
  })

  test('and deleted: lost where nothing is guarded any more', () => {
    const it = deleted()
    setPolicy(it, 1, { guard: null })
    pause(it, null)
    expect([it.held, hasAccess(it)]).toEqual([[], [false, false]])
    expect(it.closed).toEqual([...closed.slice(0, -1), `${kind} ended`])
    check(it)
  })

  test.each(['release-guard', 'reject-guard'] as const)(
    '%s was decided, and deleted before it came to that',
    (name) => {
      const it = deleted((site) => {
        const ids = site.itemIds
        // By filter: in a step, which the pause holds up.
        site.apply({ ...asked({ name, filter: {} } as Command), directoryId: 0 })
        expect(site.itemIds).toEqual(ids)
      })
      pause(it, null)
      expect([it.held, hasAccess(it)]).toEqual([[`deleted ${mail(1)}`], [true, true]])
      it.decide('release-guard', {})
      expect([it.held, hasAccess(it)]).toEqual([[], [false, false]])
      check(it)
    },
  )
})

describe('held as taken out of a group that an administrator cuts off in the pause, and deleted', () => {
  const detached = () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(out(1))
    pause(it, 'hold')
    it.apply(gone(1))
    const groupId = it.rows.siteGroups.all.find(({ name }) => name === 'Staff')?.id ?? ''
    it.command({ name: 'detach-group', groupId, recordId: STAFF })
    return { it, groupId }
  }

  test('stays in it until that is decided', () => {
    const { it } = detached()
    pause(it, null)
    expect([it.held, peopleIn(it, 'Staff')]).toEqual([[`deleted ${mail(1)}`], [mail(1), mail(2)]])
    check(it)
    it.decide('release-guard', it.itemIds)
    expect([it.held, it.isOn(1), peopleIn(it, 'Staff')]).toEqual([[], false, [mail(2)]])
    check(it)
  })

  test('is kept in nothing once the group is gone, and is still to be lost', () => {
    const { it, groupId } = detached()
    it.command({ name: 'delete-group', groupId, force: true })
    expect([it.held, it.closed]).toEqual([[], ['left-access ended']])
    pause(it, null)
    expect([it.held, it.isOn(1), it.losses]).toEqual([[`deleted ${mail(1)}`], true, 1])
    check(it)
    it.decide('release-guard', it.itemIds)
    expect([it.held, it.isOn(1), it.losses]).toEqual([[], false, 0])
    check(it)
  })
})

test('held as deleted, the class of the account follows the domains when the pause ends', () => {
  const it = new GuardSite({ people: 2, guard: none })
  it.apply(gone(1))
  pause(it, 'hold')
  const verified = it.site
  const verify = (domains: typeof verified.domains) => {
    it.site = { ...verified, domains }
    it.command({ name: 'reproject', scopes: [{ kind: 'domains', domains: ['example.com'] }] })
  }
  const classes = () => [1, 2].map((n) => accountIn(it, mail(n)).class)
  verify(new Map())
  expect([classes(), it.held]).toEqual([['managed', 'managed'], [`deleted ${mail(1)}`]])
  pause(it, null)
  expect([classes(), it.held]).toEqual([['external', 'external'], [`deleted ${mail(1)}`]])
  check(it)
  verify(verified.domains)
  expect(classes()).toEqual(['managed', 'managed'])
  check(it)
})
