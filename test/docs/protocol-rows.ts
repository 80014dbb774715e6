/** The table of docs/protocol.md, taken apart. */
import { readDocuments } from './documents.ts'
import { pathsIn } from './named.ts'

export type ProtocolRow = {
  /** As written. */
  readonly head: string
  /** E.g. `7644 §3.5.2`; empty for what is no RFC. */
  readonly sections: readonly string[]
  readonly files: readonly string[]
  readonly tests: readonly string[]
}

const MENTION = /(?<rfc>\d{4}) (?=§)|§(?<first>[\d.]*\d)(?:–§?(?<last>[\d.]*\d))?/g

export function protocolRows(): ProtocolRow[] {
  const table = readDocuments().find(({ path }) => path === 'docs/protocol.md')?.tables[0] ?? []
  return table.map(([head = '', , files = '', tests = '']) => ({
    head,
    sections: sectionsIn(head),
    files: codeIn(files).flatMap(pathsIn),
    tests: codeIn(tests).flatMap(pathsIn),
  }))
}

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

/** `7644 §3.7, §3.7.1–3.7.3; 6585 §3` names five sections. */
export function sectionsIn(text: string): string[] {
  let rfc = ''
  return [...text.matchAll(MENTION)].flatMap(({ groups = {} }) => {
    const { rfc: number, first = '', last } = groups
    if (number !== undefined) {
      rfc = number
      return []
    }
    return sectionsTo(first, last ?? first).map((section) => `${rfc} §${section}`)
  })
}

function sectionsTo(first: string, last: string): string[] {
  const [parent, from] = cut(first)
  const [, to] = cut(last)
  return Array.from({ length: to - from + 1 }, (_, at) => `${parent}${from + at}`)
}

function cut(section: string): [string, number] {
  const at = section.lastIndexOf('.') + 1
  return [section.slice(0, at), Number(section.slice(at))]
}

/** Whether the section, or one that it is a part of, is among them. */
export function isCovered(section: string, rows: readonly ProtocolRow[]): boolean {
  return rows.some(({ sections }) => sections.some((each) => section === each || section.startsWith(`${each}.`)))
}
