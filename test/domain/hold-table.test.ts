/** Holds of a batch: who waits for what, what has to be asked for, and that only the net effect is written. */
import { HoldTable } from '@syncline/core/domain/holds.ts'
import { emptyNeed, isEmptyNeed } from '@syncline/core/domain/need.ts'
import type { Hold, HoldKind, Key } from '@syncline/core/domain/record.ts'
import { describe, expect, test } from 'vitest'
import { NOW } from '../support/pure-plan.ts'

const scoped = (scope: string | number, name: string) => `${scope}\u0000${name}`
const hold = (recordKey: Key, kind: HoldKind = 'conflict', basisKey: string | null = 'staff', by = 'lane'): Hold => ({
  recordKey,
  kind,
  basisKey,
  since: NOW,
  by,
})

function table(...loaded: readonly Hold[]) {
  const missing = emptyNeed()
  const holds = new HoldTable(missing)
  for (const each of loaded) holds.load(each)
  return { holds, missing }
}

describe('what is written', () => {
  const old = hold(1)
  const other = hold(1, 'nested-not-projected', null)
  const dismissed = hold(1, 'conflict', 'staff', 'admin')

  test.each<[string, (holds: HoldTable) => void, { deleted: Hold[]; inserted: Hold[] }]>([
    ['nothing, when nothing was changed', () => undefined, { deleted: [], inserted: [] }],
    ['a new one', (holds) => holds.put(hold(2)), { deleted: [], inserted: [hold(2)] }],
    ['another kind of the same record', (holds) => holds.put(other), { deleted: [], inserted: [other] }],
    ['one that ends', (holds) => holds.delete(1, 'conflict'), { deleted: [old], inserted: [] }],
    ['one in the place of another', (holds) => holds.put(dismissed), { deleted: [old], inserted: [dismissed] }],
    ['nothing, when the same one is put again', (holds) => holds.put(old), { deleted: [], inserted: [] }],
    [
      'nothing of one that came and went',
      (holds) => {
        holds.put(hold(2))
        holds.delete(2, 'conflict')
      },
      { deleted: [], inserted: [] },
    ],
    [
      'the last state of one that ended and came again',
      (holds) => {
        holds.delete(1, 'conflict')
        holds.put(dismissed)
      },
      { deleted: [old], inserted: [dismissed] },
    ],
    ['nothing, when one ends that is not there', (holds) => holds.delete(9, 'conflict'), { deleted: [], inserted: [] }],
  ])('%s', (_, change, expected) => {
    const { holds } = table(old)
    change(holds)
    expect(holds.written()).toEqual(expected)
  })
})

test('of a record are known those that were loaded, as they are now', () => {
  const { holds } = table(hold(1), hold(1, 'nested-not-projected', null), hold(2))
  expect(holds.kindsOf(1)).toEqual(['conflict', 'nested-not-projected'])
  expect([holds.get(1, 'conflict'), holds.get(1, 'no-email'), holds.get(9, 'conflict')]).toEqual([
    hold(1),
    undefined,
    undefined,
  ])
  holds.delete(1, 'conflict')
  expect([holds.kindsOf(1), holds.kindsOf(2), holds.kindsOf(9)]).toEqual([['nested-not-projected'], ['conflict'], []])
})

describe('who waits for a basis', () => {
  test('is asked for, once for each kind and basis', () => {
    const { holds, missing } = table(hold(1))
    holds.waitingFor('conflict', 'staff')
    holds.waitingFor('conflict', 'staff')
    holds.waitingFor('duplicate', 'staff')
    expect(missing).toEqual({
      ...emptyNeed(),
      heldFor: new Set([scoped('conflict', 'staff'), scoped('duplicate', 'staff')]),
    })
    const known = table(hold(1))
    known.holds.asked(scoped('conflict', 'staff'))
    known.holds.waitingFor('conflict', 'staff')
    expect(isEmptyNeed(known.missing)).toBe(true)
  })

  test('comes in the order of arrival, and only for that kind and basis', () => {
    const { holds } = table(
      hold(30),
      hold(4),
      hold(5, 'conflict', 'crew'),
      hold(6, 'duplicate'),
      hold(7, 'conflict', null),
    )
    holds.put(hold(100))
    holds.delete(30, 'conflict')
    holds.put(hold(20))
    expect(holds.waitingFor('conflict', 'staff')).toEqual([4, 20, 100])
    expect(holds.waitingFor('default-group', 'staff')).toEqual([])
  })
})

describe('all holds of a kind in a directory', () => {
  const REVIEW = scoped(1, 'external-review')
  const waits = (key: Key) => hold(key, 'external-review', 'review')
  const nobody = () => false

  test('are asked for, by directory and kind', () => {
    const { holds, missing } = table()
    expect(holds.allIn(1, 'external-review', nobody)).toEqual([])
    expect(missing).toEqual({ ...emptyNeed(), heldIn: new Set([REVIEW]) })
  })

  test('are those that were loaded for it, in the order of keys', () => {
    const { holds, missing } = table(waits(3))
    holds.askedIn(REVIEW)
    for (const key of [20, 4]) holds.loadIn(REVIEW, waits(key))
    expect(holds.allIn(1, 'external-review', nobody)).toEqual([waits(4), waits(20)])
    expect(isEmptyNeed(missing)).toBe(true)
    // Loaded for somebody else, and of the directory all the same.
    expect(holds.allIn(1, 'external-review', (key) => key === 3)).toEqual([waits(3), waits(4), waits(20)])
  })

  test('are as they are now: without what has ended, with what has come', () => {
    const { holds } = table()
    holds.askedIn(REVIEW)
    for (const key of [1, 2]) holds.loadIn(REVIEW, waits(key))
    holds.delete(1, 'external-review')
    holds.put(hold(2, 'external-review', 'approved', 'admin'))
    holds.put(waits(5))
    holds.put(hold(6, 'duplicate'))
    expect(holds.allIn(1, 'external-review', (key) => key >= 5)).toEqual([
      hold(2, 'external-review', 'approved', 'admin'),
      waits(5),
    ])
    expect(holds.written().deleted).toEqual([waits(1), waits(2)])
  })
})
