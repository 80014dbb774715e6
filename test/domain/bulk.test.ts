/** How the operations of Bulk requests are cut into batches: anywhere but inside a circle. */
import { cycleKey, firstUnits, unitSize } from '@syncline/core/domain/bulk.ts'
import type { BulkPlace, Operation } from '@syncline/core/domain/operation.ts'
import { describe, expect, test } from 'vitest'
import { bulkPlace } from '../support/bulk-place.ts'

/** `7` is operation 7 of no Bulk, `7b` of one, `7b1/3` of a circle of three whose first index is 1. */
function operation(text: string): Operation {
  const [, seq = '', inBulk, first, size] = /^(\d+)(b)?(?:(\d+)\/(\d+))?$/.exec(text) ?? []
  const cycle = first === undefined ? null : { first: Number(first), size: Number(size) }
  const bulk: BulkPlace | null = inBulk === undefined ? null : bulkPlace(Number(seq), { cycle })
  return { id: text, seq: Number(seq), ...(bulk === null ? {} : { bulk }) } as Operation
}

const first = (least: number, ...texts: readonly string[]) =>
  firstUnits(texts.map(operation), least).map(({ id }) => id)

describe('the first operations', () => {
  test.each<[string, number, string[], string[]]>([
    ['are as many as are asked for', 2, ['1', '2', '3'], ['1', '2']],
    ['are all where there are fewer', 5, ['1', '2b'], ['1', '2b']],
    ['are none where none is asked for', 0, ['1', '2b2/2', '3b2/2'], []],
    ['of a Bulk without circles are as many as are asked for', 1, ['1b', '2b'], ['1b']],
    ['stop before a circle that is not needed', 1, ['1b', '2b2/2', '3b2/2'], ['1b']],
    ['have a circle whole that they begin', 2, ['1b', '2b2/2', '3b2/2', '4b'], ['1b', '2b2/2', '3b2/2']],
    [
      'bring the operations of a circle together',
      1,
      ['1b1/3', '2b', '3b1/3', '4', '5b1/3'],
      ['1b1/3', '3b1/3', '5b1/3'],
    ],
    ['count a circle by its operations', 3, ['1b1/2', '2b', '3b1/2', '4'], ['1b1/2', '3b1/2', '2b']],
    ['keep circles of one request apart', 1, ['1b1/2', '2b2/2', '3b1/2', '4b2/2'], ['1b1/2', '3b1/2']],
    ['take nothing twice', 9, ['1b1/2', '2b1/2', '3'], ['1b1/2', '2b1/2', '3']],
  ])('%s', (_, least, operations, taken) => {
    expect(first(least, ...operations)).toEqual(taken)
  })
})

test('a circle is named by its request and its first operation, and is as large as it says', () => {
  expect([operation('1'), operation('2b'), operation('3b1/2')].map(unitSize)).toEqual([1, 1, 2])
  expect([operation('1'), operation('2b')].map(cycleKey)).toEqual([null, null])
  expect(cycleKey({ bulk: null })).toBeNull()
  const [one, same, next] = [operation('1b1/2'), operation('5b1/2'), operation('2b2/2')].map(cycleKey)
  expect(one).toBe(same)
  expect(one).not.toBe(next)
  expect(cycleKey({ bulk: bulkPlace(1, { id: 'another', cycle: { first: 1, size: 2 } }) })).not.toBe(one)
})
