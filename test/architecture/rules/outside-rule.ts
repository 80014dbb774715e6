/** The project stands by itself: none of its files, of whatever kind, refers to the folder beside it. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Breach, Rule } from '../rule.ts'
import { FIXTURE } from '../source-tree.ts'

const OUTSIDE = /\.\.\/shared\b/
const NOT_OURS = ['**/node_modules', '.git', '.syncline', '**/.turbo', FIXTURE]

export const outsideRule: Rule = {
  name: 'nothing refers to what lies outside of the project',
  subjects: ['packages/', 'services/', 'test/'],
  check: ({ root }) =>
    globSync('**/*', { cwd: root, exclude: NOT_OURS, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .flatMap((path) => linesOf(root, path)),
}

function linesOf(root: string, path: string): Breach[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((text, at) =>
    OUTSIDE.test(text) ? [{ path: path.slice(root.length + 1), line: at + 1, problem: 'refers outside' }] : [],
  )
}
