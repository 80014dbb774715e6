/** The pages of identity providers: the same sections on each, and our answers as they are in the code. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT } from '../architecture/project.ts'
import { readSourceTree } from '../architecture/source-tree.ts'
import { type Document, readDocuments } from './documents.ts'

const FOLDER = 'docs/idps'
const SECTIONS = [
  'Fields to fill',
  'Mappings',
  'What it sends',
  'What to expect',
  'Limits',
  'Quirks',
  'Troubleshooting',
  'Not verified',
]

const documents = readDocuments()
const pages = readdirSync(join(PROJECT, FOLDER)).filter((name) => name !== 'README.md')
const textOf = (name: string) => readFileSync(join(PROJECT, FOLDER, name), 'utf8')
const sources = readSourceTree(PROJECT).files.filter(({ path }) => /^(packages\/core|services)\//.test(path))

function documentOf(name: string): Document {
  const found = documents.find(({ path }) => path === `${FOLDER}/${name}`)
  if (found === undefined) throw new Error(`${name} is not among the documents`)
  return found
}

/** Texts of ours that the table of troubleshooting quotes: code with a space in it, in the column of our answers. */
function quotedAnswers(name: string): string[] {
  const rows = documentOf(name).tables.at(-1) ?? []
  return rows.flatMap(([, answer = '']) => [...answer.matchAll(/`([^`]* [^`]*)`/g)].map(([, text = '']) => text))
}

/** In the sources the name of the attribute may be put in. */
function isInSources(text: string): boolean {
  const [, afterName] = /^[\w.]+(: .*)$/.exec(text) ?? []
  return sources.some(({ source }) => source.includes(text) || (afterName !== undefined && source.includes(afterName)))
}

it('there is a page for each provider that is promised', () => {
  const names = ['authentik', 'entra', 'google', 'jumpcloud', 'keycloak', 'okta', 'onelogin', 'ping']
  expect(pages.toSorted()).toEqual(names.map((name) => `${name}.md`))
})

describe.each(pages)('%s', (name) => {
  it('has the sections of all, in their order', () => {
    const headings = [...textOf(name).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(SECTIONS)
  })

  it('is linked from the overview and from the README', () => {
    expect(documentOf('README.md').links).toContain(name)
    expect(documents.find(({ path }) => path === 'README.md')?.links).toContain(`${FOLDER}/${name}`)
  })

  it('names a conversation that is replayed', () => {
    expect(documentOf(name).code.filter((code) => code.startsWith('test/idp/conversations/'))).not.toEqual([])
  })

  it('quotes our answers as they are given', () => {
    const quoted = quotedAnswers(name)
    expect(quoted).not.toEqual([])
    expect(quoted.filter((text) => !isInSources(text))).toEqual([])
  })
})

it('an answer that nobody gives would be found', () => {
  expect(isInSources('The bearer token is tired.')).toBe(false)
})
