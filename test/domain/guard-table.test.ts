/** What a batch knows of items and losses of the guard: only what it has asked for, and what it has written itself. */
import type { GuardItem } from '@syncline/core/domain/guard-item.ts'
import { GUARD_WINDOW_MS, type GuardLoss } from '@syncline/core/domain/guard-loss.ts'
import { GuardTable, isKeeping } from '@syncline/core/domain/guard-table.ts'
import { nothingLoaded } from '@syncline/core/domain/loaded.ts'
import { scoped } from '@syncline/core/domain/lookup.ts'
import { emptyNeed, type Need } from '@syncline/core/domain/need.ts'
import { describe, expect, test } from 'vitest'

const NOW = new Date('2026-03-01T12:00:00Z')
/** Keys from here on are of this batch. */
const FIRST_NEW = 100

const ago = (ms: number) => new Date(NOW.getTime() - ms)
const item = (own: Partial<GuardItem>): GuardItem => ({
  ...{ key: 1, id: `id ${own.key ?? 1}`, directoryId: 1, recordKey: 11, recordId: 'record', kind: 'deactivated' },
  ...{ state: 'held', accountKey: 21, accountId: 'account', siteGroupKey: null, siteGroupId: null, externalId: null },
  ...{ emailKey: null, name: null, email: null, groups: [], kept: [], gone: null, people: 1, operationId: 'operation' },
  ...{ since: NOW, decidedBy: null, decidedAt: null, closedAt: null },
  ...own,
})
const loss = (own: Partial<GuardLoss>): GuardLoss => ({
  ...{ key: 1, directoryId: 1, accountKey: 21, at: ago(1), base: 10, siteBase: 50, counts: true, itemKey: null },
  ...own,
})

function table(): { readonly it: GuardTable; readonly missing: Need } {
  const missing = emptyNeed()
  return { it: new GuardTable(FIRST_NEW, NOW, missing), missing }
}

function asking(what: Partial<Need>): Need {
  return { ...emptyNeed(), ...what }
}

test('knows of nothing at first, and has nothing to write', () => {
  const { it, missing } = table()
  expect([it.groups, it.uncounted, it.left, it.isTouched]).toEqual([[], [], [], false])
  expect([it.items.written(), it.losses.written()]).toEqual(
    Array.from({ length: 2 }, () => ({ deleted: [], inserted: [], updated: [] })),
  )
  expect(it.byId('id 1')).toBeUndefined()
  expect(missing).toEqual(emptyNeed())
})

describe.each([
  {
    what: 'the item of a record',
    name: 'guardItems',
    ask: (it: GuardTable, key: number) => it.live(key),
    none: undefined,
  },
  { what: 'who keeps a group', name: 'guardKeeping', ask: (it: GuardTable, key: number) => it.keeping(key), none: [] },
  { what: 'losses', name: 'guardLosses', ask: (it: GuardTable, key: number) => it.lossesOf(key), none: [] },
] as const)('$what', ({ name, ask, none }) => {
  test('is asked for once, and not of what the batch has made', () => {
    const { it, missing } = table()
    expect([ask(it, FIRST_NEW), ask(it, FIRST_NEW + 1)]).toEqual([none, none])
    expect(missing[name]).toEqual(new Set())
    expect(ask(it, FIRST_NEW - 1)).toEqual(none)
    expect(missing[name]).toEqual(new Set([FIRST_NEW - 1]))
    const again = table()
    again.it.asked(asking({ [name]: new Set([FIRST_NEW - 1]) }))
    expect(ask(again.it, FIRST_NEW - 1)).toEqual(none)
    expect(again.missing[name]).toEqual(new Set())
  })
})

describe('items', () => {
  const loaded = () => {
    const { it, missing } = table()
    it.asked(
      asking({ guardItems: new Set([11, 12]), guardKeeping: new Set([31, 32]), guardItemsIn: new Set([0, 1, 2]) }),
    )
    const items = [
      item({ key: 5, recordKey: 12, directoryId: 2, kept: [31] }),
      item({ key: 3, recordKey: 11, kept: [31, 32] }),
      item({ key: 4, recordKey: 13, kind: 'group-emptied', siteGroupKey: 32, accountKey: null }),
      item({ key: 2, recordKey: 11, kept: [31], closedAt: NOW }),
    ]
    it.load({ ...nothingLoaded(emptyNeed()), guardItems: items })
    return { it, missing }
  }
  const keys = (found: readonly GuardItem[]) => found.map(({ key }) => key)

  test('are found by record while they keep something, and by id whatever their state', () => {
    const { it } = loaded()
    expect([it.live(11)?.key, it.live(12)?.key, it.byId('id 2')?.key, it.byId('id 9')]).toEqual([3, 5, 2, undefined])
  })

  test('are found by the group that they keep somebody in', () => {
    const { it } = loaded()
    expect([keys(it.keeping(31)).sort(), keys(it.keeping(32)).sort(), it.keeping(FIRST_NEW)]).toEqual([
      [3, 5],
      [3, 4],
      [],
    ])
    expect([isKeeping(item({ kept: [7] }), 7), isKeeping(item({ kept: [7] }), 8)]).toEqual([true, false])
    expect([isKeeping(item({ siteGroupKey: 7 }), 7), isKeeping(item({ siteGroupKey: 7 }), 8)]).toEqual([true, false])
  })

  test('are found by directory, and of the whole site, in their order', () => {
    const { it, missing } = loaded()
    expect([keys(it.liveIn(1)), keys(it.liveIn(2)), keys(it.liveIn(0))]).toEqual([[3, 4], [5], [3, 4, 5]])
    expect(missing.guardItemsIn).toEqual(new Set())
    expect(keys(it.liveIn(3))).toEqual([])
    expect(missing.guardItemsIn).toEqual(new Set([3]))
  })

  test('that the batch writes are found as they are then', () => {
    const { it } = loaded()
    expect(it.isTouched).toBe(false)
    it.put(item({ key: 101, recordKey: 102 }))
    it.put(item({ key: 3, recordKey: 11, kept: [], closedAt: NOW }))
    expect(it.isTouched).toBe(true)
    expect([it.live(102)?.key, it.byId('id 101')?.key, it.live(11), keys(it.keeping(31))]).toEqual([
      101,
      101,
      undefined,
      [5],
    ])
  })
})

test('a group that is guarded is written, and the batch has counted', () => {
  const { it } = table()
  const group = { kind: 'emptied', directoryId: 1, siteGroupKey: 31, itemKey: null, formerItemKey: null } as const
  const guarded = { ...group, firstLossKey: 101, base: 1, siteBase: 2 }
  it.putGroup(guarded)
  expect([it.groups, it.isTouched]).toEqual([[guarded], true])
})

describe('losses of an account', () => {
  const loaded = () => {
    const { it } = table()
    it.asked(asking({ guardLosses: new Set([21, 22]) }))
    it.load({
      ...nothingLoaded(emptyNeed()),
      guardLosses: [
        loss({ key: 1, at: ago(GUARD_WINDOW_MS - 1) }),
        loss({ key: 2, at: ago(GUARD_WINDOW_MS) }),
        loss({ key: 3, counts: false }),
        loss({ key: 4, directoryId: 2 }),
        loss({ key: 5, accountKey: 22 }),
      ],
    })
    return it
  }
  const keys = (found: readonly GuardLoss[]) => found.map(({ key }) => key)

  test('are those of the window that count', () => {
    const it = loaded()
    expect([keys(it.lossesOf(21)), keys(it.lossesOf(22)), keys(it.lossesOf(FIRST_NEW))]).toEqual([[1, 4], [5], []])
  })

  test('are none once somebody is back', () => {
    const it = loaded()
    it.putLoss(loss({ key: 5, accountKey: 22, counts: false }))
    expect([keys(it.lossesOf(22)), it.isTouched]).toEqual([[], true])
  })
})

describe('a window', () => {
  const part = (count: number, base: number | null) => ({ count, base, on: 7 })
  const loaded = (own = part(3, 10), site = part(5, 50)) => {
    const { it } = table()
    it.asked(asking({ guardWindows: new Set([1]), guardLosses: new Set([21, 22, 23]) }))
    it.load({
      ...nothingLoaded(emptyNeed()),
      guardWindows: [{ directoryId: 1, own, site }],
      guardLosses: [loss({ key: 1 }), loss({ key: 2, directoryId: 2 }), loss({ key: 3, accountKey: 22 })],
    })
    return it
  }
  const counts = (it: GuardTable) => [it.window(1)?.own.count, it.window(1)?.site.count]

  test('is asked for', () => {
    const { it, missing } = table()
    expect(it.window(1)).toBeNull()
    expect(missing.guardWindows).toEqual(new Set([1]))
  })

  test('is as it was, with what the batch adds', () => {
    const it = loaded()
    expect(it.window(1)).toEqual({ own: part(3, 10), site: part(5, 50) })
    it.putLoss(loss({ key: 101, accountKey: 23 }))
    expect(counts(it)).toEqual([4, 6])
    // Whoever is lost already is one person of the site still.
    it.putLoss(loss({ key: 102, accountKey: 22 }))
    expect(counts(it)).toEqual([5, 6])
    it.putLoss(loss({ key: 103, accountKey: 105, directoryId: 2 }))
    expect(counts(it)).toEqual([5, 7])
    it.putLoss(loss({ key: 104, accountKey: 106, counts: false }))
    expect(counts(it)).toEqual([5, 7])
  })

  test('is without those who are back', () => {
    const it = loaded()
    it.putLoss(loss({ key: 3, accountKey: 22, counts: false }))
    expect(counts(it)).toEqual([2, 4])
    // By the other directory they are lost still.
    it.putLoss(loss({ key: 1, counts: false }))
    expect(counts(it)).toEqual([1, 4])
    it.putLoss(loss({ key: 2, directoryId: 2, counts: false }))
    expect(counts(it)).toEqual([1, 3])
  })

  test('is no smaller by a loss that is only held otherwise, or that was none of it', () => {
    const it = loaded()
    it.putLoss(loss({ key: 3, accountKey: 22, itemKey: 9 }))
    expect(counts(it)).toEqual([3, 5])
    const old = table().it
    old.asked(asking({ guardLosses: new Set([21]) }))
    const past = loss({ key: 1, at: ago(GUARD_WINDOW_MS) })
    old.load({
      ...nothingLoaded(emptyNeed()),
      guardWindows: [{ directoryId: 1, own: part(3, 10), site: part(5, 50) }],
      guardLosses: [past],
    })
    old.putLoss({ ...past, counts: false })
    expect(counts(old)).toEqual([3, 5])
  })

  test('has the base of its first loss, which may be of the batch', () => {
    const it = loaded(part(0, null), part(0, null))
    expect([it.window(1)?.own.base, it.window(1)?.site.base]).toEqual([null, null])
    it.putLoss(loss({ key: 101, accountKey: 105, directoryId: 2, base: 1, siteBase: 90 }))
    expect([it.window(1)?.own.base, it.window(1)?.site.base]).toEqual([null, 90])
    it.putLoss(loss({ key: 102, accountKey: 106, base: 30, siteBase: 91 }))
    it.putLoss(loss({ key: 103, accountKey: 107, base: 31, siteBase: 92 }))
    expect([it.window(1)?.own.base, it.window(1)?.site.base]).toEqual([30, 90])
    const before = loaded()
    before.putLoss(loss({ key: 101, accountKey: 105, base: 30, siteBase: 90 }))
    expect([before.window(1)?.own.base, before.window(1)?.site.base]).toEqual([10, 50])
  })
})

test('losers of a group are asked for by directory, kind and group; who was asked about and is not there is nobody', () => {
  const { it, missing } = table()
  expect(it.losersOf(1, 31, 'emptied')).toBeNull()
  expect(missing.guardLosers).toEqual(new Set([scoped('1/emptied', '31')]))
  const losers = { people: 3, fresh: 2, freshOfSite: 1 }
  it.asked(asking({ guardLosers: new Set([scoped('1/emptied', '31'), scoped('1/deleted', '31')]) }))
  it.load({ ...nothingLoaded(emptyNeed()), guardLosers: [{ name: scoped('1/emptied', '31'), losers }] })
  expect(it.losersOf(1, 31, 'emptied')).toEqual(losers)
  expect(it.losersOf(1, 31, 'deleted')).toEqual({ people: 0, fresh: 0, freshOfSite: 0 })
  expect([it.losersOf(2, 31, 'emptied'), it.losersOf(1, 32, 'emptied')]).toEqual([null, null])
})
