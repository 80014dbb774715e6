/** Tables and lines for a terminal of 80 columns: whole names, whatever they are written in, and none that steers the terminal. */
import { writeLine } from '@syncline/cli/context.ts'
import { wrapText } from '@syncline/cli/plain-text.ts'
import { renderTable } from '@syncline/cli/table.ts'
import { expect, it, test } from 'vitest'

const cellsOf = (name: string, width: number) =>
  renderTable({ head: ['Name', 'Kind'], rows: [[name, 'x']], widths: [width, 6] })
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/ +x$/, ''))

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
