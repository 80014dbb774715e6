/** Tables and lines for a terminal of 80 columns: whole names, whatever they are written in, and none that steers the terminal. */
import { writeLine } from '@syncline/cli/context.ts'
import { wrapText } from '@syncline/cli/plain-text.ts'
import { renderTable } from '@syncline/cli/table.ts'
import { fitWidths } from '@syncline/cli/table-widths.ts'
import { describe, expect, it, test } from 'vitest'

const cellsOf = (name: string, width: number) =>
  renderTable({ head: ['Name', 'Kind'], rows: [[name, 'what']], widths: [width, 6] })
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/ +what$/, ''))

describe('what a column does not need, another has', () => {
  const widthsOf = (widths: readonly number[], ...columns: readonly string[][]) => fitWidths(widths, columns, 2)

  it('so that words stay whole first', () => {
    expect(widthsOf([10, 10, 20], ['a b c d e f g h'], ['Davis-Greenholt'], ['open'])).toEqual([17, 17, 6])
    expect(widthsOf([10, 10, 15], ['aaaaaaaaaaaaa bbbbbbbbbb'], ['Davis-Greenholt'], ['open'])).toEqual([15, 14, 6])
  })

  it('and never more than there is, however much they would like', () => {
    expect(widthsOf([8, 8, 8], ['x'.repeat(50)], ['y'.repeat(60)], ['z'])).toEqual([13, 8, 3])
    expect(widthsOf([8, 8], ['x'.repeat(50)], ['y'.repeat(60)])).toEqual([8, 8])
  })

  it('and a table of short texts is narrow', () => {
    expect(widthsOf([30, 30], ['abc', 'head'], ['x\nlonger'])).toEqual([6, 8])
  })

  it('of characters that are twice as wide', () => {
    expect(widthsOf([6, 20], ['開発チーム'], ['x'])).toEqual([12, 3])
  })
})

it('breaks between words', () => {
  expect(cellsOf('Terry-Parker Logistics North', 16)).toEqual(['Terry-Parker', 'Logistics', 'North'])
})

it('breaks words that are longer than the column, and loses nothing of them', () => {
  const address = 'sebastian.montgomery@terry-parker.example'
  const lines = cellsOf(address, 16)
  expect(lines.join('')).toBe(address)
  expect(Math.max(...lines.map((line) => line.length))).toBe(14)
})

it('loses nothing of a name whose characters are twice as wide', () => {
  const name = '開発チーム新理恵区国際営業本部'
  const lines = cellsOf(name, 10)
  expect(lines.join('')).toBe(name)
  for (const line of lines) expect(line.length * 2).toBeLessThanOrEqual(8)
})

test('without widths a cell stays whole', () => {
  expect(renderTable({ head: ['Name'], rows: [['a b c'.repeat(30)]] })).toContain('a b c'.repeat(30))
})

test('what a name has in it does not steer the terminal', () => {
  let written = ''
  const stream = { write: (text: string) => (written += text) } as unknown as NodeJS.WritableStream
  writeLine(stream, 'a\u001B[2Jb\u009Bc\u202Ed\re\u0007\tf\ng')
  expect(written).toBe('a\uFFFD[2Jb\uFFFDc\uFFFDd\uFFFDe\uFFFD\tf\ng\n')
})

test('families, joiners and accents stay as they are', () => {
  expect(wrapText('👩‍👩‍👧 é', 10)).toBe('👩‍👩‍👧 é')
})
