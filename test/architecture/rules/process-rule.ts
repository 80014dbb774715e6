/** The environment is read once, where a program begins, and only there is it decided that a program ends. */
import type { Node } from 'oxc-parser'
import { type Breach, filesBelow, type Rule } from '../rule.ts'
import type { SourceFile } from '../source-file.ts'
import { isGlobal, walk } from '../syntax-tree.ts'

const PROGRAMS = /(^|\/)main\.ts$/
const RESERVED = new Set(['env', 'exit', 'exitCode', 'reallyExit', 'abort', 'loadEnvFile'])

export const processRule: Rule = {
  name: 'only main.ts files read the environment or end the process',
  subjects: ['packages/', 'services/'],
  check: (tree) =>
    filesBelow(tree, 'packages/', 'services/')
      .filter((file) => !PROGRAMS.test(file.path))
      .flatMap((file) => [...importsIn(file), ...usesIn(file)]),
}

function importsIn(file: SourceFile): Breach[] {
  return file.imports
    .filter(({ specifier, typeOnly }) => !typeOnly && /^(node:)?process$/.test(specifier))
    .map(({ line }) => ({ path: file.path, line, problem: 'imports node:process' }))
}

function usesIn(file: SourceFile): Breach[] {
  const breaches: Breach[] = []
  walk(file.program, (node, ancestors) => {
    if (node.type !== 'Identifier' || node.name !== 'process' || !isGlobal(node, ancestors)) return
    const used = reservedUse(node, ancestors.at(-1))
    if (used !== null) breaches.push({ path: file.path, line: file.lineOf(node), problem: `uses ${used}` })
  })
  return breaches
}

/** Taken apart or handed on as a whole, nobody sees what becomes of it. */
function reservedUse(node: Node, parent: Node | undefined): string | null {
  if (parent?.type !== 'MemberExpression' || parent.object !== node) return 'process as a whole'
  if (parent.computed || parent.property.type !== 'Identifier') return 'process by a computed name'
  return RESERVED.has(parent.property.name) ? `process.${parent.property.name}` : null
}
