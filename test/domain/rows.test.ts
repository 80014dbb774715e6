/** The rows of one table that a batch touches: only the net effect is written. */
import { Rows } from '@syncline/core/domain/rows.ts'
import { describe, expect, test } from 'vitest'

type Row = { readonly key: number; readonly name: string }
const row = (name: string, key = 1): Row => ({ key, name })
const none = { deleted: [], updated: [], inserted: [] }

function withLoaded(...loaded: readonly Row[]): Rows<Row> {
  const rows = new Rows<Row>()
  for (const each of loaded) rows.load(each)
  return rows
}

describe('what is written', () => {
  test('of rows that were only loaded is nothing', () => {
    expect(withLoaded(row('a'), row('b', 2)).written()).toEqual(none)
  })

  test('of a row that was put where none was is one insert of its last state', () => {
    const rows = withLoaded()
    rows.put(row('a'))
    rows.put(row('b'))
    expect(rows.written()).toEqual({ ...none, inserted: [row('b')] })
  })

  test('of a row that was put over a loaded one is one update from the loaded to the last state', () => {
    const rows = withLoaded(row('a'))
    rows.put(row('b'))
    rows.put(row('c'))
    expect(rows.written()).toEqual({ ...none, updated: [{ before: row('a'), after: row('c') }] })
  })

  test('of a loaded row that was put back as it is, is nothing', () => {
    const loaded = row('a')
    const rows = withLoaded(loaded)
    rows.put(row('b'))
    rows.put(loaded)
    expect(rows.written()).toEqual(none)
  })

  test('of a deleted row is one delete of what was loaded', () => {
    const rows = withLoaded(row('a'), row('other', 2))
    rows.delete(1)
    expect(rows.written()).toEqual({ ...none, deleted: [row('a')] })
    rows.put(row('b'))
    rows.delete(1)
    expect(rows.written()).toEqual({ ...none, deleted: [row('a')] })
  })

  test('of a row that came and went is nothing', () => {
    const rows = withLoaded()
    rows.put(row('a'))
    rows.delete(1)
    rows.delete(2)
    expect(rows.written()).toEqual(none)
  })

  test('of a row that was deleted and put again is an update', () => {
    const rows = withLoaded(row('a'))
    rows.delete(1)
    rows.put(row('b'))
    expect(rows.written()).toEqual({ ...none, updated: [{ before: row('a'), after: row('b') }] })
  })
})

test('a row is as it was put last, and what was loaded is still known', () => {
  const rows = withLoaded(row('a'))
  expect([rows.get(1), rows.loaded(1)]).toEqual([row('a'), row('a')])
  rows.put(row('b'))
  expect([rows.get(1), rows.loaded(1)]).toEqual([row('b'), row('a')])
  rows.delete(1)
  expect([rows.get(1), rows.loaded(1)]).toEqual([undefined, row('a')])
  expect([rows.get(2), rows.loaded(2)]).toEqual([undefined, undefined])
})
