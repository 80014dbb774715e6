/** What administrators say about losses that are held, beside what becomes of them: what is counted, left out and refused. */
import type { Command } from '@syncline/core/domain/command.ts'
import { MOST_GUARD_ITEMS } from '@syncline/core/domain/command-guard.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { GuardSite, mail, off, on, user } from '../support/guard-site.ts'
import { replaceUser } from '../support/requests.ts'

/** Nobody may be lost: the first is held. */
const none = { people: 0, percent: 0 }
const DECISIONS = ['release-guard', 'reject-guard'] as const

/** Two who are switched off. */
function site(): GuardSite {
  const it = new GuardSite({ people: 3, guard: none })
  it.apply(off(1), off(2))
  return it
}
const names = (count: number) => Array.from({ length: count }, (_, at) => `nobody ${at}`)

describe.each(DECISIONS)('%s', (name) => {
  test('names a thousand at once, and no more', () => {
    const it = site()
    const refused = it.command({ name, items: [...it.itemIds, ...names(MOST_GUARD_ITEMS - 1)] } as Command)
    expect([refused.status, refused.detail, refused.resource]).toEqual([
      400,
      'At most 1000 are named at once: send the others in a next one.',
      expect.objectContaining({ fault: 'invalid' }),
    ])
    expect(it.held).toHaveLength(2)
    const { resource } = it.command({ name, items: [...it.itemIds, ...names(MOST_GUARD_ITEMS - 2)] } as Command)
    expect(resource).toMatchObject({ done: 2 })
    expect(it.held.filter((text) => !text.endsWith('rejected'))).toEqual([])
  })

  test('counts whoever is named twice once', () => {
    const it = site()
    const [first = ''] = it.itemIds
    expect(it.decide(name, [first, first, 'x', 'x'])).toEqual({
      done: 1,
      notApplicable: [{ itemId: 'x', reason: 'not-found' }],
    })
  })

  test('knows no directory that the site has not', () => {
    const it = site()
    const { status, detail } = it.command({ name, filter: { directoryId: 7 } } as Command)
    expect([status, detail]).toEqual([404, 'The site has no such directory.'])
    expect(it.held).toHaveLength(2)
  })

  test('by filter of nothing marks nothing', () => {
    const it = new GuardSite({ people: 1, guard: none })
    const { length } = it.marks
    expect(it.decide(name, {})).toEqual({ done: 0, notApplicable: [] })
    expect(it.marks).toHaveLength(length)
  })

  test('by filter leaves out what was rejected', () => {
    const it = site()
    it.decide('reject-guard', it.itemIds.slice(0, 1))
    expect(it.decide(name, {})).toEqual({ done: 1, notApplicable: [] })
    const rejected = [1, 2].map((n) => `deactivated ${mail(n)} rejected`)
    expect(it.held).toEqual(name === 'reject-guard' ? rejected : rejected.slice(0, 1))
    it.check()
  })

  test('is too late where something was said that waits for its step', () => {
    const it = site()
    for (const first of DECISIONS) {
      it.apply(asked({ name: first, filter: {} } as Command))
      const [itemId = ''] = it.itemIds
      const { outcomes } = it.apply(asked({ name, items: [itemId] } as Command))
      expect(outcomes[0]?.resource).toEqual({ done: 0, notApplicable: [{ itemId, reason: 'decided' }] })
      it.settle()
      it.apply(on(1), on(2), off(1), off(2))
    }
  })

  test('is applied in a batch of its own, behind what came before it', () => {
    const it = new GuardSite({ people: 3, guard: none })
    it.apply(off(3))
    const { outcomes, rounds } = it.apply(
      replaceUser(user(1), 'title', 'Boss'),
      asked({ name, items: it.itemIds } as Command),
      replaceUser(user(2), 'title', 'Boss'),
    )
    expect(outcomes[1]?.resource).toMatchObject({ done: 1 })
    expect(rounds).toHaveLength(3)
  })
})
