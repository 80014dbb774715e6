/** Questions about memberships whose answer a batch has, and those that only the rows have once they are written. */
import { describe, expect, test } from 'vitest'
import {
  type Act,
  ADA,
  add,
  clear,
  copy,
  FULL,
  localise,
  MembersInHand,
  NIA,
  ONE,
  remove,
  TWO,
} from '../support/written-members.ts'

describe('whether a group has local members', () => {
  const local = (it: MembersInHand, before: number) => it.members.hasLocal(ONE, before)

  test.each<[string, number, readonly Act[], boolean]>([
    ['none', 0, [], false],
    ['one of before', 1, [], true],
    ['the last one leaves', 1, [remove(ADA, ONE, 0)], false],
    ['one of two leaves', 2, [remove(ADA, ONE, 0)], true],
    ['left twice is left once', 2, [remove(ADA, ONE, 0), remove(ADA, ONE, 0)], true],
    ['left and came back', 1, [remove(ADA, ONE, 0), add(ADA, ONE, 0)], true],
    ['came', 0, [add(NIA, ONE, 0)], true],
    ['came twice and left', 0, [add(NIA, ONE, 0), add(NIA, ONE, 0), remove(NIA, ONE, 0)], false],
    ['came by a directory', 0, [add(NIA)], false],
    ['left by a directory', 1, [remove(ADA)], true],
    ['came to another group', 0, [add(NIA, TWO, 0)], false],
    ['all local ones go', 2, [clear(ONE, 0)], false],
    ['all local ones go, one comes', 2, [clear(ONE, 0), add(NIA, ONE, 0)], true],
    ['one comes, and all go', 2, [add(NIA, ONE, 0), clear(ONE, 0)], false],
    ['all of a directory go', 1, [clear(ONE, 1)], true],
    ['all of another group go', 1, [clear(TWO, 0)], true],
  ])('%s', (_, before, acts, expected) => {
    const it = new MembersInHand(FULL, [ADA])
    for (const act of acts) act(it)
    expect(local(it, before)).toBe(expected)
    expect(it.members.isAskedTooEarly).toBe(false)
  })

  test('nobody has counted those that became local: the batch ends before the question', () => {
    const it = new MembersInHand(FULL, [ADA])
    localise(ONE, 1)(it)
    it.members.hasLocal(TWO, 1)
    expect(it.members.isAskedTooEarly).toBe(false)
    local(it, 0)
    expect(it.members.isAskedTooEarly).toBe(true)
  })

  test.each([
    [0, false],
    [1, true],
  ])('all rows of origin %i behind that are gone: asked too early: %s', (origin, isAsked) => {
    const it = new MembersInHand(FULL, [ADA])
    localise(ONE, 1)(it)
    clear(ONE, origin)(it)
    local(it, 0)
    expect(it.members.isAskedTooEarly).toBe(isAsked)
  })
})

describe('memberships that are put off to the end of the batch', () => {
  type Ask = readonly [string, (it: MembersInHand) => unknown]
  const ONE_IS_ASKED: readonly Ask[] = [
    ['copied', copy(1, ONE)],
    ['made local', localise(ONE, 1)],
    ['asked about by an account', (it) => it.members.rowsIn(ONE, ADA)],
    ['part of all groups of an account', (it) => it.members.allRowsOf(ADA)],
  ]
  const NOT_ASKED: readonly Ask[] = [
    ['copied', copy(1, TWO)],
    ['made local', localise(TWO, 1)],
    ['asked about by an account', (it) => it.members.rowsIn(TWO, ADA)],
    ['asked about its local members', (it) => it.members.hasLocal(TWO, 0)],
  ]
  const fill = (it: MembersInHand) => it.members.fill({ groupKey: 5, siteGroupKey: ONE, origin: 1 })
  const back = (it: MembersInHand) => it.members.bringBack({ copyKey: 9, siteGroupKey: ONE })

  test.each(ONE_IS_ASKED)('the group is %s: the batch ends before that', (_, ask) => {
    for (const putOff of [fill, back]) {
      const it = new MembersInHand(FULL, [ADA])
      ask(it)
      expect(it.members.isAskedTooEarly).toBe(false)
      putOff(it)
      ask(it)
      expect(it.members.isAskedTooEarly).toBe(true)
    }
  })

  test.each(NOT_ASKED)('another group is %s', (_, ask) => {
    const it = new MembersInHand(FULL, [ADA])
    fill(it)
    back(it)
    ask(it)
    it.members.rowsOf(ADA)
    expect(it.members.isAskedTooEarly).toBe(false)
  })

  test('whoever comes back is local, and whoever a directory brings is not', () => {
    const filled = new MembersInHand(FULL, [ADA])
    fill(filled)
    filled.members.hasLocal(ONE, 0)
    expect(filled.members.isAskedTooEarly).toBe(false)
    const brought = new MembersInHand(FULL, [ADA])
    back(brought)
    brought.members.hasLocal(ONE, 0)
    expect(brought.members.isAskedTooEarly).toBe(true)
  })

  test.each([
    ['the local members', ONE, 0, 0],
    ['those of the directory', ONE, 1, 1],
    ['the local members of another group', TWO, 0, 1],
  ])('whoever comes back leaves with %s', (_, group, origin, left) => {
    const it = new MembersInHand(FULL, [ADA])
    back(it)
    clear(group, origin)(it)
    expect(it.members.written().returns).toHaveLength(left)
    it.members.hasLocal(ONE, 0)
    expect(it.members.isAskedTooEarly).toBe(left === 1)
  })

  test('are written with the rest', () => {
    const it = new MembersInHand(FULL, [ADA])
    fill(it)
    back(it)
    expect(it.members.written()).toMatchObject({
      fills: [{ groupKey: 5, siteGroupKey: ONE, origin: 1 }],
      returns: [{ copyKey: 9, siteGroupKey: ONE }],
    })
  })
})
