/** Memberships of the site in a batch: what is written comes to what was done, one after another, whoever of it was known before. */
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../support/seeded-random.ts'
import {
  type Act,
  ADA,
  add,
  BOB,
  clear,
  copy,
  FIRST_NEW,
  FULL,
  localise,
  MembersInHand,
  memberOf,
  NIA,
  ONE,
  type Row,
  remove,
  row,
  rowOf,
  TWO,
} from '../support/written-members.ts'

describe('what was done is what is written', () => {
  test.each<[string, readonly Row[], readonly Act[]]>([
    ['joined', [], [add(ADA), add(BOB), add(NIA)]],
    ['left', FULL, [remove(ADA), remove(BOB)]],
    ['joined and left again', [], [add(ADA), remove(ADA), add(BOB), remove(BOB), add(NIA), remove(NIA)]],
    ['left and joined again', FULL, [remove(ADA), add(ADA), remove(BOB), add(BOB)]],
    ['joined twice, and was there', [row(ADA)], [add(ADA), add(ADA), add(NIA), add(NIA)]],
    ['left twice, and was not there', [], [remove(ADA), remove(ADA), add(BOB), remove(BOB), remove(BOB)]],
    ['by the directory and by hand', [row(ADA, ONE, 0)], [add(ADA), remove(ADA, ONE, 0), add(ADA, ONE, 2)]],
    ['a group is cleared', FULL, [clear(ONE, 1)]],
    ['cleared, and some came back', FULL, [clear(ONE, 1), add(ADA), add(BOB), add(NIA)]],
    ['cleared after some came and left', FULL, [add(NIA), remove(ADA), remove(BOB), clear(ONE, 1)]],
    [
      'cleared, whatever was done elsewhere',
      FULL,
      [remove(ADA, TWO), remove(ADA, ONE, 2), add(NIA, TWO), clear(ONE, 1)],
    ],
    ['cleared, came back, left', FULL, [clear(ONE, 1), add(ADA), add(BOB), remove(ADA), remove(BOB)]],
    ['cleared, and whoever is gone leaves', FULL, [clear(ONE, 1), remove(ADA), remove(BOB)]],
    ['made local', FULL, [localise(ONE, 1)]],
    ['made local, and who was local already', [row(ADA), row(ADA, ONE, 0), row(BOB)], [localise(ONE, 1)]],
    ['joined and was made local', [], [add(ADA), add(NIA), localise(ONE, 1)]],
    [
      'joined, made local, left by hand',
      [],
      [add(ADA), add(NIA), localise(ONE, 1), remove(ADA, ONE, 0), remove(NIA, ONE, 0)],
    ],
    ['made local, and filled anew', FULL, [localise(ONE, 1), add(ADA), add(BOB), add(NIA)]],
    ['made local, filled, emptied', FULL, [localise(ONE, 1), add(ADA), add(BOB), remove(ADA), remove(BOB)]],
    ['made local, and nobody of the directory leaves', FULL, [localise(ONE, 1), remove(ADA), remove(BOB)]],
    ['made local twice', FULL, [localise(ONE, 1), add(BOB), localise(ONE, 1), localise(ONE, 2)]],
    [
      'made local, and the other group as it was',
      FULL,
      [add(NIA, TWO), localise(ONE, 1), remove(BOB, TWO), remove(NIA, TWO)],
    ],
    [
      'made local, and the other directory as it was',
      FULL,
      [localise(ONE, 1), remove(BOB, ONE, 2), remove(ADA, ONE, 2)],
    ],
    [
      'cleared before, made local, cleared behind',
      FULL,
      [clear(TWO, 1), localise(ONE, 1), clear(ONE, 0), add(BOB, TWO)],
    ],
    ['left before, and joins behind', FULL, [remove(ADA), remove(BOB), localise(TWO, 1), add(ADA), add(BOB)]],
    [
      'joined before, and leaves behind',
      [],
      [add(ADA), add(BOB), add(NIA), localise(TWO, 1), remove(ADA), remove(BOB), remove(NIA)],
    ],
    ['copied as it is', FULL, [copy(1, ONE), copy(2, TWO)]],
    ['copied, and emptied then', FULL, [copy(1, ONE), clear(ONE, 0), clear(ONE, 1), clear(ONE, 2)]],
    ['copied after some came and left', FULL, [add(NIA), remove(ADA), remove(BOB), copy(1, ONE), clear(ONE, 1)]],
    ['copied after it was cleared', FULL, [clear(ONE, 1), copy(1, ONE), add(BOB), copy(2, ONE)]],
    ['copied while another one changes', FULL, [remove(BOB, TWO), copy(1, ONE), add(NIA), copy(2, TWO), copy(3, ONE)]],
    [
      'copied, cleared, joined, copied, made local',
      FULL,
      [copy(1, ONE), clear(ONE, 1), add(BOB), copy(2, ONE), localise(ONE, 1)],
    ],
    ['copied before and behind', FULL, [localise(ONE, 1), copy(1, ONE), clear(ONE, 0), copy(2, ONE), remove(BOB, TWO)]],
    [
      'cleared, copied, and cleared again',
      FULL,
      [clear(ONE, 1), copy(1, ONE), add(BOB), clear(ONE, 1), copy(2, ONE), remove(BOB)],
    ],
  ])('%s', (_, before, acts) => {
    const it = new MembersInHand(before, [ADA])
    for (const act of acts) act(it)
    expect(it.written()).toEqual(it.expected)
  })

  test('of nothing is nothing', () => {
    const it = new MembersInHand(FULL, [ADA])
    expect(it.members.written()).toMatchObject({ before: [], cleared: [], deleted: [], inserted: [], copied: [] })
    expect(it.members.isAskedTooEarly).toBe(false)
  })

  test('a copy of a group that nothing was done to needs no statement of its own', () => {
    const it = new MembersInHand(FULL, [ADA])
    remove(BOB, TWO)(it)
    copy(1, ONE)(it)
    copy(2, ONE)(it)
    expect(it.members.written()).toMatchObject({ before: [], copied: [{ copyKey: 1 }, { copyKey: 2 }] })
  })
})

describe('the memberships of an account', () => {
  const rowsOf = (it: MembersInHand, account: number) => it.members.rowsOf(account).map(rowOf).sort()

  test('are as they are now', () => {
    const it = new MembersInHand(FULL, [ADA])
    remove(ADA, TWO, 2)(it)
    clear(ONE, 1)(it)
    add(NIA)(it)
    expect(rowsOf(it, ADA)).toEqual([row(ADA, ONE, 0), row(ADA, ONE, 2), row(ADA, TWO, 0), row(ADA, TWO, 1)].sort())
    add(ADA)(it)
    remove(ADA, TWO, 1)(it)
    expect(rowsOf(it, ADA)).toEqual([row(ADA, ONE, 0), row(ADA), row(ADA, ONE, 2), row(ADA, TWO, 0)].sort())
    expect(rowsOf(it, NIA)).toEqual([row(NIA)])
    expect(it.missing.siteRowsOf.size).toBe(0)
  })

  test('of whoever joined before the group was made local are local, and known', () => {
    const it = new MembersInHand([], [ADA])
    add(ADA)(it)
    add(NIA)(it)
    add(NIA, TWO)(it)
    localise(ONE, 1)(it)
    expect(rowsOf(it, ADA)).toEqual([row(ADA, ONE, 0)])
    expect(rowsOf(it, NIA)).toEqual([row(NIA, ONE, 0), row(NIA, TWO)])
  })

  test('are asked for where nobody has, and not of an account of the batch', () => {
    const it = new MembersInHand(FULL, [ADA])
    expect([rowsOf(it, BOB), rowsOf(it, NIA)]).toEqual([[], []])
    expect([...it.missing.siteRowsOf]).toEqual([BOB])
  })

  test('of one that was asked for again are there once', () => {
    const it = new MembersInHand([row(ADA)], [ADA])
    it.members.asked(ADA)
    expect(rowsOf(it, ADA)).toEqual([row(ADA)])
  })

  test('in one group are those of each origin', () => {
    const it = new MembersInHand(FULL, [ADA])
    expect(it.members.rowsIn(TWO, ADA).map(rowOf)).toEqual([0, 1, 2].map((origin) => row(ADA, TWO, origin)))
  })
})

/** A history of any steps, of people whose rows were asked for or not. */
function anyHistory(seed: string): MembersInHand {
  const random = seededRandom(seed)
  const known = random.sample([1, 2, 3, 4], 2)
  const people = [1, 2, 3, 4, FIRST_NEW, FIRST_NEW + 1]
  const there = [1, 2, 3, 4].flatMap((account) =>
    [ONE, TWO].flatMap((group) => [0, 1, 2].map((origin) => row(account, group, origin))),
  )
  const it = new MembersInHand(random.sample(there, 12), known)
  for (let step = 0; step < 25; step += 1) {
    const [group, origin] = [random.pick([ONE, TWO]), random.pick([0, 1, 2])]
    const account = random.pick(people)
    // Nobody touches by hand whom he has not looked up.
    const isKnown = known.includes(account) || account >= FIRST_NEW
    const which = row(account, group, isKnown ? origin : 1)
    const act = random.whole(1, 20)
    if (act <= 16) {
      if (it.rows.has(which)) it.remove(which)
      else it.add(which)
    } else if (act === 17) it.clear(group, origin)
    else if (act === 18) it.localise(group, random.pick([1, 2]))
    else it.copy(step, group)
  }
  return it
}

test('any history comes to what was done', () => {
  for (let run = 0; run < 100; run += 1) {
    const it = anyHistory(`run ${run}`)
    expect(it.written(), `run ${run}`).toEqual(it.expected)
    // Of those whom the batch has made all rows are known.
    const own = [...it.rows].filter((each) => memberOf(each).accountKey === FIRST_NEW).sort()
    expect(it.members.rowsOf(FIRST_NEW).map(rowOf).sort(), `run ${run}`).toEqual(own)
  }
})
