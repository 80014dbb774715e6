/** The protocol and the rules are pure: the same in, the same out, on any machine at any time. */
import type { Node } from 'oxc-parser'
import { type Breach, filesBelow, type Rule } from '../rule.ts'
import type { SourceFile } from '../source-file.ts'
import type { SourceTree } from '../source-tree.ts'
import { isGlobal, walk } from '../syntax-tree.ts'

const PURE = ['packages/core/src/scim/', 'packages/core/src/domain/']

/** Clock, chance, process and the world outside. */
const IMPURE = new Set([
  ...['process', 'crypto', 'performance', 'console', 'fetch', 'globalThis', 'global', 'require'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
])
const IMPURE_MEMBERS = new Set(['Date.now', 'Math.random'])
/** Follow the locale of the machine. */
const LOCAL = new Set(['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase', 'toLocaleString'])

export const purityRule: Rule = {
  name: 'core/scim and core/domain are pure: no library, no I/O, no clock, no chance, no process',
  subjects: PURE,
  check: (tree) => filesBelow(tree, ...PURE).flatMap((file) => [...packagesIn(tree, file), ...impureIn(file)]),
}

function packagesIn(tree: SourceTree, file: SourceFile): Breach[] {
  return file.imports.flatMap((each) => {
    const target = tree.target(file, each)
    if (target.kind !== 'package') return []
    return [{ path: file.path, line: each.line, problem: `imports ${target.name}` }]
  })
}

function impureIn(file: SourceFile): Breach[] {
  const breaches: Breach[] = []
  walk(file.program, (node, ancestors) => {
    const used = impureName(node, ancestors)
    if (used !== null) breaches.push({ path: file.path, line: file.lineOf(node), problem: `uses ${used}` })
  })
  return breaches
}

function impureName(node: Node, ancestors: readonly Node[]): string | null {
  if (node.type === 'Identifier') return IMPURE.has(node.name) && isGlobal(node, ancestors) ? node.name : null
  if (node.type === 'NewExpression') return isDate(node.callee) && node.arguments.length === 0 ? 'new Date()' : null
  if (node.type === 'CallExpression') return isDate(node.callee) ? 'Date()' : null
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return null
  if (LOCAL.has(node.property.name)) return node.property.name
  const name = node.object.type === 'Identifier' ? `${node.object.name}.${node.property.name}` : ''
  return IMPURE_MEMBERS.has(name) ? name : null
}

function isDate(node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'Date'
}
