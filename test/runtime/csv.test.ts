/** Cells as spreadsheets read them. */
import { csvText, readCell } from '@syncline/core/runtime/csv.ts'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it, test } from 'vitest'

it('has a line for the head and each row, with CRLF', () => {
  expect(csvText([['a', 'b']], ['x', 'y'])).toBe('x,y\r\na,b\r\n')
  expect(csvText([['a', 'b']])).toBe('a,b\r\n')
  expect(csvText([])).toBe('')
})

it('quotes what would end a cell', () => {
  expect(csvText([['a,b', 'say "hi"', 'two\nlines', '']])).toBe('"a,b","say ""hi""","two\nlines",\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j is text and no formula', (cell) => {
  expect(csvText([[cell]])).toMatch(/^"?'/)
})

it('leaves the sign inside of a cell alone', () => {
  expect(csvText([['jane+list@example.com', 'a=b']])).toBe('jane+list@example.com,a=b\r\n')
})

test('what is read back is what was written, but for blanks around it', () => {
  const piece = fc.constantFrom("'", '=', '-', '@', '+', ' ', '\t', '\r', '\n', '\uFEFF', 'a', ',', '"')
  const cell = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(cell, (text) => {
      const [[read = ''] = []] = parse(csvText([[text, 'x']])) as string[][]
      expect(readCell(read)).toBe(text.trim())
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  ["'=Boss", '=Boss'],
  [" '=Boss ", '=Boss'],
  ["'s-Hertogenbosch", "'s-Hertogenbosch"],
  ["'quoted'", "'quoted'"],
])('%j is read as %j', (cell, text) => {
  expect(readCell(cell)).toBe(text)
})
