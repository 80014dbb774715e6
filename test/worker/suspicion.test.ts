/** How an operation that kills its process is found. */
import type { Operation } from '@syncline/core/domain/operation.ts'
import { judge, stillSuspected } from '@syncline/worker/lane/suspicion.ts'
import { expect, test } from 'vitest'

const claimOf = (first: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ seq: first + n })) as unknown as Operation[]
const lane = { appliedSeq: 10, suspectLast: 0, suspectSize: 0 }

test('a lane without an unfinished attempt takes the whole claim', () => {
  const finished = { base: 9, first: 1, last: 5, size: 5, count: 3 }
  expect(judge(lane, null, claimOf(1, 500))).toMatchObject({ kind: 'apply', size: 500, suspectSize: 0 })
  expect(judge(lane, finished, claimOf(1, 500))).toMatchObject({ kind: 'apply', size: 500, suspectSize: 0 })
})

test('an unfinished big batch is tried in pieces, an unfinished piece singly, a single one given up after two tries', () => {
  const attempt = { base: 10, first: 1, last: 500, size: 500, count: 1 }
  expect(judge(lane, attempt, claimOf(1, 500))).toEqual({ kind: 'apply', size: 32, suspectLast: 500, suspectSize: 32 })
  expect(judge(lane, { ...attempt, last: 32, size: 32 }, claimOf(1, 500))).toMatchObject({ size: 1, suspectSize: 1 })
  expect(judge(lane, { ...attempt, last: 1, size: 1 }, claimOf(1, 500))).toMatchObject({ kind: 'apply', size: 1 })
  expect(judge(lane, { ...attempt, last: 1, size: 1, count: 2 }, claimOf(1, 500))).toMatchObject({ kind: 'give-up' })
})

test('another operation than the one that was alone is never given up for it', () => {
  const attempt = { base: 10, first: 1, last: 1, size: 1, count: 9 }
  expect(judge(lane, attempt, claimOf(2, 5))).toMatchObject({ kind: 'apply', size: 1 })
})

test('batches stay small up to the end of the suspected range, then grow again', () => {
  const suspecting = { appliedSeq: 10, suspectLast: 100, suspectSize: 32 }
  expect(judge(suspecting, null, claimOf(100, 500))).toMatchObject({ size: 32, suspectLast: 100 })
  expect(judge(suspecting, null, claimOf(101, 500))).toMatchObject({ size: 500, suspectLast: 0 })
})

test('a step between two tries of a batch leaves to the second one what the first is suspected of', () => {
  const attempt = { base: 10, first: 1, last: 500, size: 500, count: 1 }
  expect(stillSuspected(lane, attempt)).toEqual({ suspectLast: 500, suspectSize: 32 })
  expect(stillSuspected({ ...lane, suspectLast: 600 }, { ...attempt, size: 32 })).toEqual({
    suspectLast: 600,
    suspectSize: 1,
  })
  const suspecting = { appliedSeq: 10, suspectLast: 100, suspectSize: 32 }
  expect(stillSuspected(suspecting, { ...attempt, base: 9 })).toEqual({ suspectLast: 100, suspectSize: 32 })
  expect(stillSuspected(suspecting, null)).toEqual({ suspectLast: 100, suspectSize: 32 })
})
