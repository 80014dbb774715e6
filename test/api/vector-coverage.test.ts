/** Every vector is run over HTTP by some test, but for those that are named here. */
import { expect, test } from 'vitest'
import { vectorIds, vectorsIn, vectorsRun } from '../support/vector-titles.ts'

/** Streams of events, which are not offered. */
const EVENT_STREAMS = ['M86', 'M87', 'M88', 'M89', 'M91', 'M92', 'M93', 'M94', 'M96']

test('every vector is run', () => {
  const run = vectorsRun()
  expect(vectorIds()).toHaveLength(206)
  expect(vectorIds().filter((id) => !(run.has(id) || EVENT_STREAMS.includes(id)))).toEqual([])
})

test('no test names a vector that does not exist, or one that is not offered', () => {
  const known = vectorIds().filter((id) => !EVENT_STREAMS.includes(id))
  expect([...vectorsRun().keys()].filter((id) => !known.includes(id))).toEqual([])
})

test('titles are read as they are written', () => {
  const source = `
    test('M36: one', async () => {})
    test.each(['0', '-5'])('M38: count=%s', async (count) => {})
    test.each<[string, number]>([
      ['a (b)', 1],
    ])('M46, M49: %s', () => {})
    describe('B01–B03: several', () => {})
    test.each(vectors.filters)('$id: $filter', () => {})
    test.skip('M01: not run', () => {})
    test('neither M02 nor this', () => {})
  `
  const filters = vectorIds().filter((id) => id.startsWith('F'))
  expect(vectorsIn(source)).toEqual(['M36', 'M38', 'M46', 'M49', 'B01', 'B02', 'B03', ...filters])
})
