/**
 * docs/protocol.md says of every section that is built where it is and what holds it: files that speak of the section, and
 * tests that speak of it or run its vectors.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT } from '../architecture/project.ts'
import { readSourceTree } from '../architecture/source-tree.ts'
import { vectors } from '../scim/fixtures.ts'
import { vectorsIn } from '../support/vector-titles.ts'
import { isCovered, protocolRows, sectionsIn } from './protocol-rows.ts'

const rows = protocolRows()

/** What a service provider does, by the sections that say so. */
const BUILT = {
  '7643': [...['2.1', '2.2', '2.3', '2.4', '2.5', '3', '3.1', '3.3', '4.1', '4.2', '4.3', '5', '6', '7']],
  '7644': [
    ...['2', '3.1', '3.3', '3.4.1', '3.4.2', '3.4.2.1', '3.4.2.2', '3.4.2.3', '3.4.2.4', '3.4.2.5', '3.4.3', '3.5.1'],
    ...['3.5.2', '3.5.2.1', '3.5.2.2', '3.5.2.3', '3.6', '3.7', '3.7.1', '3.7.2', '3.7.3', '3.7.4', '3.8', '3.9'],
    ...['3.10', '3.11', '3.12', '3.13', '3.14', '4', '5', '6'],
  ],
  '9865': ['2', '2.1', '3', '4', '5'],
  '9967': ['2.1', '2.5.1.1', '2.5.1.3', '3', '4', '5'],
  '6585': ['3', '4'],
  '6750': ['2.1', '3.1'],
  '6749': ['4.4', '5'],
  '7523': ['2.2', '3'],
} as const

/** As the vectors cite: `44§3.3, §3.12; 43§4.1.1`. */
const CITED: Readonly<Record<string, string>> = { '43': '7643', '44': '7644', '65': '9865', '67': '9967' }

type Cited = { readonly id: string; readonly src?: string }
const { filters, patches, bulk, protocol } = vectors as unknown as Readonly<Record<string, readonly Cited[]>>

const cited = new Map(
  [filters, patches, bulk, protocol]
    .flatMap((list = []) => list)
    .map(({ id, src = '' }) => [
      id,
      sectionsIn(
        src.replaceAll(/\b(43|44|65|67)(?=§)/g, (short) => `${CITED[short]} `).replaceAll(/(\d{4})§/g, '$1 §'),
      ),
    ]),
)

/** A part of a section speaks of the section too. */
const speaksOf = (source: string, section: string) => {
  const [rfc = '', number = ''] = section.split(' §')
  return source.includes(rfc) && new RegExp(`§${number.replaceAll('.', String.raw`\.`)}(?![\\d])`).test(source)
}
const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8')
const holds = (path: string, section: string) => {
  const source = read(path)
  if (speaksOf(source, section)) return true
  return vectorsIn(source).some((id) =>
    cited.get(id)?.some((each) => each === section || each.startsWith(`${section}.`)),
  )
}

describe('docs/protocol.md', () => {
  it('has every section that is built', () => {
    const sections = Object.entries(BUILT).flatMap(([rfc, list]) => list.map((section) => `${rfc} §${section}`))
    expect(sections.filter((section) => !isCovered(section, rows))).toEqual([])
  })

  it('has every section that a source of the protocol speaks of', () => {
    const sources = readSourceTree(PROJECT).files.filter(({ path }) =>
      /^(?:packages\/core\/src\/scim|services\/api\/src)\//.test(path),
    )
    const spoken = sources.flatMap(({ source }) =>
      [...source.matchAll(/RFC (?:7643|7644|9865|9967) §[\d.]*\d/g)].map(([text]) => text.slice(4)),
    )
    expect(spoken.length).toBeGreaterThan(50)
    const parts = rows.flatMap(({ sections }) => sections)
    const isThere = (section: string) =>
      isCovered(section, rows) || parts.some((part) => part.startsWith(`${section}.`))
    expect([...new Set(spoken)].filter((section) => !isThere(section)).sort()).toEqual([])
  })

  it.each(rows)('$head: files and tests are there', ({ files, tests }) => {
    expect(files.length).toBeGreaterThan(0)
    expect(tests.length).toBeGreaterThan(0)
    expect([...files, ...tests].filter((path) => !existsSync(join(PROJECT, path)))).toEqual([])
    expect(tests.filter((path) => !path.startsWith('test/') || !path.endsWith('.test.ts'))).toEqual([])
  })

  it.each(rows.filter(({ sections }) => sections.length > 0))('$head: a test is about it', ({ sections, tests }) => {
    expect(tests.filter((path) => sections.some((section) => holds(path, section)))).not.toEqual([])
  })
})

describe('a table', () => {
  it('is read as it is written', () => {
    expect(sectionsIn('7644 §3.7, §3.7.1–3.7.3; 6585 §3 and `x`')).toEqual([
      '7644 §3.7',
      '7644 §3.7.1',
      '7644 §3.7.2',
      '7644 §3.7.3',
      '6585 §3',
    ])
    expect(sectionsIn('`Idempotency-Key` (draft -06)')).toEqual([])
    const row = { head: '', sections: ['7644 §3.5'], files: [], tests: [] }
    expect([isCovered('7644 §3.5.1', [row]), isCovered('7644 §3.50', [row]), isCovered('7643 §3.5', [row])]).toEqual([
      true,
      false,
      false,
    ])
  })
})
