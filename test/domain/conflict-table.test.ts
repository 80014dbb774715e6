/** What a batch knows of conflicts: the live one of a record, those that a filter means, and what it has to ask for first. */
import type { Conflict, ConflictFilter } from '@syncline/core/domain/conflict.ts'
import { filterName } from '@syncline/core/domain/conflict.ts'
import { ConflictTable } from '@syncline/core/domain/conflict-table.ts'
import { emptyNeed, type Need } from '@syncline/core/domain/need.ts'
import { describe, expect, test } from 'vitest'
import { NOW } from '../support/pure-plan.ts'
import { G } from '../support/record-ids.ts'

const FIRST_NEW = 100
const RECORD = 10
const idOf = (key: number) => `0190dddd-0000-7000-8000-${String(key).padStart(12, '0')}`

function conflict(key: number, different: Partial<Conflict> = {}): Conflict {
  return {
    key,
    id: idOf(key),
    directoryId: 1,
    recordKey: RECORD,
    recordId: G,
    siteGroupKey: 20,
    siteGroupId: G,
    kind: 'local-group',
    name: 'Staff',
    nameKey: 'staff',
    state: 'open',
    version: 1,
    decision: null,
    givenName: null,
    decidedBy: null,
    decidedAt: null,
    decidedIn: null,
    firstSeen: NOW,
    closedAt: null,
    ...different,
  }
}

/** A batch to which the database has said of records and filters what it has of them. */
function batch({ of = [], where = [] }: { of?: readonly number[]; where?: readonly ConflictFilter[] } = {}) {
  const missing = emptyNeed()
  const table = new ConflictTable(FIRST_NEW, missing)
  table.asked(needing(of, where))
  return { missing, table }
}

function needing(of: readonly number[], where: readonly ConflictFilter[]): Need {
  const need = emptyNeed()
  for (const key of of) need.conflictsOf.add(key)
  for (const filter of where) need.conflictsWhere.set(filterName(filter), filter)
  return need
}

const keysOf = (found: readonly Conflict[]) => found.map(({ key }) => key)

describe('the live conflict of a record', () => {
  test('of one that nobody asked about is asked for', () => {
    const { missing, table } = batch()
    expect(table.liveOf(RECORD)).toBeUndefined()
    expect([...missing.conflictsOf]).toEqual([RECORD])
  })

  test('of one that has none there is none, and nothing to ask for', () => {
    const { missing, table } = batch({ of: [RECORD] })
    expect(table.liveOf(RECORD)).toBeUndefined()
    expect(missing.conflictsOf.size).toBe(0)
  })

  test.each([FIRST_NEW, FIRST_NEW + 1])('of record %i, which the batch makes, nobody can know one', (key) => {
    const { missing, table } = batch()
    expect(table.liveOf(key)).toBeUndefined()
    expect(missing.conflictsOf.size).toBe(0)
  })

  test.each([
    ['open', true],
    ['decided', true],
    ['resolved', false],
    ['superseded', false],
    ['undone', false],
  ] as const)('one that is %s: %s', (state, isLive) => {
    const loaded = batch({ of: [RECORD] })
    loaded.table.load({ conflicts: [conflict(1, { state })], conflictsWhere: [] })
    expect(loaded.table.liveOf(RECORD)?.key).toBe(isLive ? 1 : undefined)
    const put = batch({ of: [RECORD] })
    put.table.put(conflict(1, { state }))
    expect(put.table.liveOf(RECORD)?.key).toBe(isLive ? 1 : undefined)
  })

  test('ends with it, and the next one takes its place', () => {
    const { missing, table } = batch({ of: [RECORD] })
    table.load({ conflicts: [conflict(1)], conflictsWhere: [] })
    table.put(conflict(1, { state: 'superseded', closedAt: NOW }))
    expect(table.liveOf(RECORD)).toBeUndefined()
    table.put(conflict(FIRST_NEW))
    expect(table.liveOf(RECORD)?.key).toBe(FIRST_NEW)
    // What is said of an earlier one later on does not end it.
    table.put(conflict(1, { state: 'undone' }))
    expect(table.liveOf(RECORD)?.key).toBe(FIRST_NEW)
    expect(missing.conflictsOf.size).toBe(0)
  })
})

describe('by its id', () => {
  test('one that the batch has opened is found', () => {
    const { missing, table } = batch()
    table.put(conflict(FIRST_NEW))
    expect(table.byId(idOf(FIRST_NEW))?.key).toBe(FIRST_NEW)
    expect(missing.conflictIds.size).toBe(0)
  })

  test('another one is asked for, and what is no id is not', () => {
    const { missing, table } = batch()
    expect([table.byId(idOf(1)), table.byId('x')]).toEqual([undefined, undefined])
    expect([...missing.conflictIds]).toEqual([idOf(1)])
  })

  test('one that was asked for and is not there is not asked for again', () => {
    const { missing, table } = batch()
    const need = emptyNeed()
    need.conflictIds.add(idOf(1))
    table.asked(need)
    expect(table.byId(idOf(1))).toBeUndefined()
    expect(missing.conflictIds.size).toBe(0)
  })
})

describe('open ones that a filter means', () => {
  const ALL: ConflictFilter = {}

  test('are asked for under its name while nobody has', () => {
    const { missing, table } = batch()
    const filter: ConflictFilter = { directoryId: 1, kind: 'local-group' }
    expect(table.openWhere(filter)).toEqual([])
    expect([...missing.conflictsWhere]).toEqual([[filterName(filter), filter]])
  })

  test('none is an answer', () => {
    const { missing, table } = batch({ where: [ALL] })
    expect(table.openWhere(ALL)).toEqual([])
    expect(missing.conflictsWhere.size).toBe(0)
  })

  test('come in the order of keys, those that were there and those that the batch has opened', () => {
    const { table } = batch({ where: [ALL] })
    const conflictsWhere = [3, 1].map((key) => ({ name: filterName(ALL), key, changed: false }))
    table.load({ conflicts: [conflict(3), conflict(1)], conflictsWhere })
    table.put(conflict(FIRST_NEW + 1, { recordKey: 12 }))
    table.put(conflict(FIRST_NEW, { recordKey: 11 }))
    expect(keysOf(table.openWhere(ALL))).toEqual([1, 3, FIRST_NEW, FIRST_NEW + 1])
  })

  test('not those that the database did not name for this filter', () => {
    const { table } = batch({ where: [ALL] })
    table.load({ conflicts: [conflict(1)], conflictsWhere: [] })
    expect(table.openWhere(ALL)).toEqual([])
  })

  test('not those that the batch has decided or closed', () => {
    const { table } = batch({ where: [ALL] })
    const conflictsWhere = [1, 2, 3].map((key) => ({ name: filterName(ALL), key, changed: false }))
    table.load({ conflicts: [conflict(1), conflict(2), conflict(3)], conflictsWhere })
    table.put(conflict(1, { state: 'decided', decision: 'keep' }))
    table.put(conflict(2, { state: 'superseded' }))
    expect(keysOf(table.openWhere(ALL))).toEqual([3])
  })

  test('those that became so in the batch count, and those that became something else do not', () => {
    const filter: ConflictFilter = { directoryId: 1, kind: 'local-group' }
    const { table } = batch({ where: [filter] })
    const conflictsWhere = [{ name: filterName(filter), key: 1, changed: false }]
    table.load({ conflicts: [conflict(1), conflict(2, { kind: 'default-group', recordKey: 11 })], conflictsWhere })
    table.put(conflict(1, { kind: 'default-group' }))
    table.put(conflict(2, { recordKey: 11 }))
    table.put(conflict(FIRST_NEW, { directoryId: 2, recordKey: 12 }))
    expect(keysOf(table.openWhere(filter))).toEqual([2])
    expect(keysOf(table.openWhere({ kind: 'local-group' }))).toEqual([2, FIRST_NEW])
    expect(keysOf(table.openWhere({ directoryId: 1 }))).toEqual([1, 2])
    expect(keysOf(table.openWhere({ directoryId: 2 }))).toEqual([FIRST_NEW])
  })

  test('of groups that a former directory left only those that were there before the batch', () => {
    const filter: ConflictFilter = { leftLocal: true }
    const { table } = batch({ where: [filter] })
    const conflictsWhere = [{ name: filterName(filter), key: 1, changed: false }]
    table.load({ conflicts: [conflict(1)], conflictsWhere })
    table.put(conflict(FIRST_NEW, { recordKey: 11 }))
    expect(keysOf(table.openWhere(filter))).toEqual([1])
    expect(keysOf(table.openWhere({ leftLocal: false }))).toEqual([FIRST_NEW])
  })
})

describe('since it was looked at', () => {
  const LOOKED: ConflictFilter = { asOf: 7 }
  const looked = () => {
    const it = batch({ where: [LOOKED, {}] })
    it.table.load({
      conflicts: [conflict(1), conflict(2, { recordKey: 11 }), conflict(3, { recordKey: 12 })],
      conflictsWhere: [
        { name: filterName(LOOKED), key: 1, changed: false },
        { name: filterName(LOOKED), key: 2, changed: true },
        { name: filterName(LOOKED), key: 3, changed: true },
        { name: filterName({}), key: 1, changed: false },
      ],
    })
    return it.table
  }

  test('some have changed, and the others have not', () => {
    const table = looked()
    expect(table.openWhere(LOOKED).map((each) => table.hasChanged(LOOKED, each))).toEqual([false, true, true])
  })

  test('the batch may have changed it, or opened it', () => {
    const table = looked()
    const other = conflict(1, { kind: 'default-group', version: 2 })
    table.put(other)
    const opened = conflict(FIRST_NEW, { recordKey: 13 })
    table.put(opened)
    expect([other, opened].map((each) => table.hasChanged(LOOKED, each))).toEqual([true, true])
  })

  test('is no question where nobody has looked', () => {
    const table = looked()
    table.put(conflict(1, { version: 2 }))
    expect(table.openWhere({}).map((each) => table.hasChanged({}, each))).toEqual([false])
  })
})

test('what is written is the last that was said of each', () => {
  const { table } = batch({ of: [RECORD] })
  table.load({ conflicts: [conflict(1)], conflictsWhere: [] })
  const after = conflict(1, { state: 'superseded' })
  table.put(conflict(1, { version: 2 }))
  table.put(after)
  table.put(conflict(FIRST_NEW, { state: 'decided' }))
  table.put(conflict(FIRST_NEW))
  expect(table.written()).toEqual({
    deleted: [],
    updated: [{ before: conflict(1), after }],
    inserted: [conflict(FIRST_NEW)],
  })
})
