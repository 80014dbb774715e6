/** Who is erased while the deprovisioning guard holds something of them: nothing is kept for them, and the items say so. */
import type { Outcome } from '@syncline/core/domain/outcome.ts'
import { describe, expect, test } from 'vitest'
import { GuardSite, gone, mail, STAFF, user } from '../support/guard-site.ts'
import { accountIn, expectSettled, holdsIn } from '../support/memory-people.ts'
import type { MemorySite } from '../support/memory-site.ts'
import { membersIn, peopleIn } from '../support/memory-view.ts'
import { deleteGroup, replaceUser } from '../support/requests.ts'
import { brokenPromises } from '../support/site-promises.ts'

const erase = (site: MemorySite, personId: string, records: 'refuse' | 'erase' = 'refuse'): Outcome =>
  site.command({ name: 'erase-person', personId, records })

describe('what the guard keeps', () => {
  test.each(['held', 'released'])('%s: nothing is kept for them, and their item says nothing of them', (state) => {
    const site = new GuardSite({ people: 4, guard: { people: 0, percent: 0 } })
    const id = accountIn(site, mail(1)).id
    site.apply(gone(1))
    const item = site.rows.guardItems.all[0]
    expect(item).toMatchObject({ kind: 'deleted', state: 'held', email: mail(1), gone: { type: 'User' } })
    if (state === 'released') site.command({ name: 'release-guard', items: [item?.id ?? ''] })
    const command = { name: 'erase-person', personId: id, records: 'refuse' } as const
    const { outcomes, changes } = site.apply({ method: 'POST', resourceType: 'User', body: null, command })
    expect(outcomes[0]?.resource).toMatchObject({ erasedNow: true })
    const changed = changes.filter(({ subjectType }) => subjectType === 'guard-item').map(({ kind }) => kind)
    const [after] = site.rows.guardItems.all
    expect(after).toMatchObject({ state: state === 'held' ? 'superseded' : 'released', recordId: user(1), kept: [] })
    expect(JSON.stringify(after)).not.toContain(mail(1))
    expect(changed).toEqual(state === 'held' ? ['superseded'] : [])
    expect(peopleIn(site, 'Staff')).toEqual([2, 3, 4].map((n) => mail(n)))
    expect(brokenPromises(site)).toEqual([])
    expectSettled(site)
  })

  test('of a group that is held they are one of the people no more, and the loss still counts', () => {
    const site = new GuardSite({ people: 4, guard: { people: 0, percent: 0 } })
    const id = accountIn(site, mail(2)).id
    const key = accountIn(site, mail(2)).key
    site.apply(deleteGroup(STAFF))
    expect(site.rows.guardItems.all).toMatchObject([{ kind: 'group-deleted', people: 4 }])
    const lossesOf = () => site.rows.guardLosses.all.filter(({ accountKey }) => accountKey === key)
    expect(lossesOf()).toMatchObject([{ counts: true, itemKey: expect.any(Number) }])
    erase(site, id, 'erase')
    expect(lossesOf()).toMatchObject([{ counts: true, itemKey: null }])
    expect(peopleIn(site, 'Staff')).toEqual([1, 3, 4].map((n) => mail(n)))
    expect(brokenPromises(site)).toEqual([])
    expectSettled(site)
  })

  test('an inactive one that is held goes with its hold', () => {
    const site = new GuardSite({ people: 4, guard: { people: 0, percent: 0 } })
    const id = accountIn(site, mail(2)).id
    site.apply({ ...replaceUser(user(2), 'active', false), directoryId: 1 })
    expect(holdsIn(site, user(2))).toEqual({ guard: null })
    erase(site, id, 'erase')
    expect(site.rows.guardItems.all).toMatchObject([{ state: 'superseded', name: null, email: null }])
    expect(membersIn(site, STAFF)).toHaveLength(3)
    expect(brokenPromises(site)).toEqual([])
    expectSettled(site)
  })
})
