/** Cells as spreadsheets read them. */
import { csvText } from '@syncline/core/runtime/csv.ts'
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
