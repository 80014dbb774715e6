/** What the documents name exists, and what they link to is there. */
import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT } from '../architecture/project.ts'
import { readSourceTree } from '../architecture/source-tree.ts'
import { parseDocument, readDocuments } from './documents.ts'
import { commandsIn, isSetting, pathExists, pathsIn, scriptExists, scriptsIn, unknownIn, variablesIn } from './named.ts'

const documents = readDocuments()
const sources = readSourceTree(PROJECT).files.map((file) => file.source)
const paths = documents.map(({ path }) => path)

describe.each(documents)('$path', ({ path, code, links }) => {
  it('names files and folders that are there', () => {
    expect(code.flatMap(pathsIn).filter((each) => !pathExists(each))).toEqual([])
  })

  it('names npm scripts that are there', () => {
    expect(code.flatMap(scriptsIn).filter((each) => !scriptExists(each))).toEqual([])
  })

  it('names commands and options that are there', () => {
    expect(code.flatMap(commandsIn).filter((words) => unknownIn(words) !== null)).toEqual([])
  })

  it('names settings that are there', () => {
    const isRead = (name: string) => isSetting(name) || sources.some((source) => source.includes(name))
    expect(code.flatMap(variablesIn).filter((name) => !isRead(name))).toEqual([])
  })

  it('links to files and headings that are there', () => {
    expect(links.filter((link) => !/^https?:/.test(link) && !leadsSomewhere(path, link))).toEqual([])
  })
})

function leadsSomewhere(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#')
  const target = file === '' ? join(PROJECT, from) : join(PROJECT, dirname(from), file)
  if (!existsSync(target)) return false
  const document = documents.find((each) => each.path === relative(PROJECT, target))
  return anchor === undefined || document?.anchors.includes(anchor) === true
}

describe('the documents', () => {
  it('are all there', () => {
    const expected = ['CHANGELOG.md', 'CONTRIBUTING.md', 'README.md']
    const parts = ['architecture', 'configuration', 'errors', 'glossary', 'state-machine'].map(
      (name) => `docs/${name}.md`,
    )
    expect(paths).toEqual(expect.arrayContaining([...expected, ...parts]))
  })

  it('name so much that the search for names is seen to work', () => {
    const all = documents.flatMap(({ code }) => code)
    expect(all.flatMap(pathsIn).length).toBeGreaterThan(40)
    expect(all.flatMap(scriptsIn).length).toBeGreaterThan(10)
    expect(all.flatMap(commandsIn).length).toBeGreaterThan(8)
    expect(all.flatMap(variablesIn).length).toBeGreaterThan(15)
  })
})

describe('a name that does not exist is found', () => {
  const document = parseDocument(
    'wrong.md',
    [
      '`core/scim/gone.ts`, `docs/gone.md`, `gone.ts`, `need.ts`, `services/api/src/gone`, `docs/architecture.md`, `application/scim+json`',
      '```sh',
      '$ npm run gone && npm test   # a comment',
      'npm start -w @syncline/api && npm run demo -- --once --gone 3',
      'npx syncline site destroy "Example" \\',
      '  --json',
      'syncline key create --directory "Entra ID" --gone',
      'SYNCLINE_GONE=1 REDIS_URL=redis://localhost npm start',
      '```',
    ].join('\n'),
  )

  it('among files', () => {
    const missing = document.code.flatMap(pathsIn).filter((each) => !pathExists(each))
    expect(missing).toEqual(['core/scim/gone.ts', 'docs/gone.md', 'gone.ts', 'services/api/src/gone'])
  })

  it('among npm scripts', () => {
    const missing = document.code.flatMap(scriptsIn).filter((each) => !scriptExists(each))
    expect(missing).toEqual([{ script: 'gone', workspace: null }])
  })

  it('among commands and options', () => {
    expect(document.code.flatMap(commandsIn).map(unknownIn)).toEqual(['--gone', 'destroy', '--gone', null])
  })

  it('among settings', () => {
    const named = document.code.flatMap(variablesIn)
    expect(named).toEqual(['SYNCLINE_GONE', 'REDIS_URL'])
    expect(named.filter(isSetting)).toEqual(['REDIS_URL'])
  })
})
