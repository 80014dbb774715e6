/**
 * Which vectors are run: a test says so in its title, which begins with the ids of its vectors (`M36: …`, `M46, M49: …`,
 * `B01–B04: …`), or is given for each of a list of vectors (`test.each(vectors.filters)('$id: …'`). A recorded conversation names
 * its vector where it says what it is.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../architecture/project.ts'
import { vectors } from '../scim/fixtures.ts'

/** They look at functions and at titles, not at what a client is answered. */
const NOT_OVER_HTTP = ['test/scim/', 'test/api/vector-coverage.test.ts']

const CONVERSATIONS = 'test/idp/conversations/*.json'
const VECTOR_OF_CONVERSATION = /^ {2}"what": "Vector (M\d{2,3})\b/m

const IDS = /^[FPBM]\d{2,3}(?:(?:, ?|–)[FPBM]\d{2,3})*(?=[:\s(])/
const TITLE =
  /\b(?:test|it|describe)(?:\.(?:each|for|concurrent)\b(?:<[^>]*>)?)?(?:\((?:[^()]|\([^()]*\))*\))?\s*\(\s*(['"`])(.*?)\1/gs
const LIST = /\.(?:each|for)\(\s*vectors\.(\w+)\s*\)\(\s*['"`]\$id\b/g

/** Files by the ids of the vectors that they run. */
export function vectorsRun(): ReadonlyMap<string, readonly string[]> {
  const run = new Map<string, string[]>()
  for (const file of globSync('test/**/*.test.ts', { cwd: PROJECT, exclude: ['**/fixture/**'] }).sort()) {
    if (NOT_OVER_HTTP.some((begin) => file.startsWith(begin))) continue
    for (const id of vectorsIn(readFileSync(join(PROJECT, file), 'utf8'))) run.set(id, [...(run.get(id) ?? []), file])
  }
  for (const file of globSync(CONVERSATIONS, { cwd: PROJECT }).sort()) {
    const id = VECTOR_OF_CONVERSATION.exec(readFileSync(join(PROJECT, file), 'utf8'))?.[1]
    if (id !== undefined) run.set(id, [...(run.get(id) ?? []), file])
  }
  return run
}

/** Ids in the titles of a test file. */
export function vectorsIn(source: string): string[] {
  const titles = [...source.matchAll(TITLE)].map(([, , title = '']) => title)
  const named = titles.flatMap((title) => (IDS.exec(title)?.[0] ?? '').split(/, ?/).flatMap(range))
  const listed = [...source.matchAll(LIST)].flatMap(([, name = '']) => idsOf(name))
  return [...new Set([...named, ...listed])].filter((id) => id !== '')
}

/** All ids of the fixtures. */
export function vectorIds(): string[] {
  return ['filters', 'patches', 'bulk', 'protocol'].flatMap(idsOf)
}

function idsOf(list: string): string[] {
  const found = (vectors as unknown as Readonly<Record<string, readonly { id: string }[]>>)[list]
  return (found ?? []).map(({ id }) => id)
}

function range(ids: string): string[] {
  const [first = '', last] = ids.split('–')
  const all = vectorIds()
  return last === undefined ? [first] : all.slice(all.indexOf(first), all.indexOf(last) + 1)
}
