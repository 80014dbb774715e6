/** What the files of dialects promise: a source for each tolerance, a conversation for each dialect, and no look at who sends. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { PROJECT } from '../architecture/project.ts'
import { readSourceTree } from '../architecture/source-tree.ts'
import { readConversations } from './conversation.ts'

const SCIM = join(PROJECT, 'packages/core/src/scim')
const files = readdirSync(SCIM).filter((name) => name.startsWith('dialect-'))
const sourceOf = (name: string) => readFileSync(join(SCIM, name), 'utf8')
const sources = readSourceTree(PROJECT).files.filter(({ path }) => /^(packages|services)\//.test(path))
const conversations = readConversations()

/** Exported functions with the comment right before them. */
function tolerancesIn(source: string): { name: string; comment: string }[] {
  const found = source.matchAll(/(?:\/\*\*((?:(?!\*\/).)*)\*\/\n)?export function (\w+)/gs)
  return [...found].map(([, comment = '', name = '']) => ({ name, comment }))
}

test('there is a dialect for each of those who send shapes of their own', () => {
  const expected = ['authentik', 'entra', 'jumpcloud', 'okta', 'onelogin'].map((name) => `dialect-${name}.ts`)
  expect(files).toEqual(expect.arrayContaining(expected))
})

describe.each(files)('%s', (file) => {
  it('has a conversation', () => {
    const prefix = file.slice('dialect-'.length, -'.ts'.length)
    expect(conversations.filter((each) => each.file.startsWith(prefix))).not.toEqual([])
  })

  const tolerances = tolerancesIn(sourceOf(file))
  it('says of each tolerance where it is from', () => {
    expect(tolerances.length).toBeGreaterThan(0)
    expect(tolerances.filter(({ comment }) => !comment.includes('Source: ') && !comment.includes('Source:\n'))).toEqual(
      [],
    )
  })

  it.each(tolerances)('$name is used by a parser', ({ name }) => {
    const users = sources.filter(({ path, source }) => !path.endsWith(file) && source.includes(`${name}(`))
    expect(users).not.toEqual([])
  })
})

test('each shape of the list, L1 to L15, is in a dialect or in a conversation', () => {
  const texts = [...files.map(sourceOf), JSON.stringify(conversations)].join('\n')
  const shapes = Array.from({ length: 15 }, (_, index) => `L${index + 1}`)
  expect(shapes.filter((shape) => !new RegExp(`\\b${shape}\\b`).test(texts))).toEqual([])
})

test('nothing looks at the flag of Entra, or at who the sender says to be', () => {
  const code = (source: string) => source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  const keyed = sources.filter(({ source }) => /aadOptscim|user-?agent/i.test(code(source)))
  // The simulator plays identity providers: it names them and looks at nothing.
  expect(keyed.map(({ path }) => path).filter((path) => !path.startsWith('packages/cli/'))).toEqual([])
})
