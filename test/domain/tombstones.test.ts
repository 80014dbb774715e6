/** Tombstones and externalIds of a batch: who is found, what has to be asked for, and what is written. */
import { ExternalIds } from '@syncline/core/domain/external-ids.ts'
import { emptyNeed, isEmptyNeed } from '@syncline/core/domain/need.ts'
import type { Tombstone } from '@syncline/core/domain/record.ts'
import { Tombstones } from '@syncline/core/domain/tombstones.ts'
import { describe, expect, test } from 'vitest'
import { NOW } from '../support/pure-plan.ts'

const ANY_DIRECTORY = 0
const of = (own: Partial<Tombstone> = {}): Tombstone => ({
  directoryId: 1,
  audience: 'workforce',
  externalId: 'x',
  accountKey: 3,
  sinceKey: 9,
  expiresAt: NOW,
  ...own,
})

function loaded(...all: readonly Tombstone[]): Tombstones {
  const tombstones = new Tombstones()
  for (const each of all) tombstones.load(each)
  return tombstones
}

describe('a tombstone', () => {
  const own = of()
  const ofAny = of({ directoryId: ANY_DIRECTORY, accountKey: 4 })

  test('of the directory comes before one of a directory that was disconnected', () => {
    expect(loaded(own, ofAny).find(1, 'workforce', 'x')).toBe(own)
    expect(loaded(ofAny).find(1, 'workforce', 'x')).toBe(ofAny)
    expect(loaded(own).find(2, 'workforce', 'x')).toBeUndefined()
  })

  test('is of one audience and one externalId', () => {
    expect(loaded(own, ofAny).find(1, 'customers', 'x')).toBeUndefined()
    expect(loaded(own, ofAny).find(1, 'workforce', 'y')).toBeUndefined()
  })

  test('that was taken is found no longer, and the other one is', () => {
    const tombstones = loaded(own, ofAny)
    tombstones.take(own)
    expect(tombstones.find(1, 'workforce', 'x')).toBe(ofAny)
    tombstones.take(ofAny)
    expect(tombstones.find(1, 'workforce', 'x')).toBeUndefined()
    expect(tombstones.written()).toEqual({ deleted: [own, ofAny], inserted: [] })
  })

  test('that is laid stands in the place of the one before', () => {
    const later = of({ accountKey: 8 })
    const tombstones = loaded(own)
    tombstones.lay(later)
    expect(tombstones.find(1, 'workforce', 'x')).toBe(later)
    expect(tombstones.written()).toEqual({ deleted: [own], inserted: [later] })
  })

  test('that is laid and taken in one batch is not written, and what was only looked at is not either', () => {
    const tombstones = loaded(ofAny)
    tombstones.lay(own)
    tombstones.take(own)
    tombstones.find(1, 'workforce', 'x')
    expect(tombstones.written()).toEqual({ deleted: [], inserted: [] })
    tombstones.lay(own)
    expect(tombstones.written()).toEqual({ deleted: [], inserted: [own] })
  })
})

describe('users with an externalId', () => {
  test('are asked for, and come in the order of their arrival', () => {
    const missing = emptyNeed()
    const ids = new ExternalIds(missing)
    expect(ids.find('x')).toEqual([])
    expect(missing).toEqual({ ...emptyNeed(), externalIds: new Set(['x']) })
    ids.asked('x')
    for (const key of [20, 3, 100]) ids.load('x', key)
    expect(ids.find('x')).toEqual([3, 20, 100])
  })

  test('may be several, come and go, and asking again forgets none of them', () => {
    const missing = emptyNeed()
    const ids = new ExternalIds(missing)
    ids.asked('x')
    ids.load('x', 3)
    ids.asked('x')
    ids.take('x', 2)
    expect(ids.find('x')).toEqual([2, 3])
    ids.release('x', 3)
    expect([ids.find('x'), isEmptyNeed(missing)]).toEqual([[2], true])
  })

  test('of an externalId that nobody asked about stay unknown, whatever the batch does', () => {
    const missing = emptyNeed()
    const ids = new ExternalIds(missing)
    ids.take('x', 1)
    ids.load('x', 2)
    ids.release('x', 1)
    expect(ids.find('x')).toEqual([])
    expect([...missing.externalIds]).toEqual(['x'])
  })
})
