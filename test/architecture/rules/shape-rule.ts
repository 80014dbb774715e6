/** The shape of single files: their size, and how they export. */
import type { Node } from 'oxc-parser'
import type { Rule } from '../rule.ts'

const MOST_LINES = 300

/** Nobody reads or writes them. */
const GENERATED = /^test\/.+\.d\.ts$/

/** Where a tool asks for it. */
const DEFAULT_EXPORTS = /^vitest(\.\w+)?\.config\.ts$|^test\/support\/global-setup\.ts$/

export const sizeRule: Rule = {
  name: `no source file has more than ${MOST_LINES} lines`,
  subjects: ['packages/', 'services/', 'test/'],
  check: (tree) =>
    tree.files.flatMap((file) => {
      if (GENERATED.test(file.path)) return []
      const lines = file.source.trimEnd().split('\n').length
      return lines > MOST_LINES ? [{ path: file.path, line: lines, problem: `is the last of ${lines} lines` }] : []
    }),
}

export const exportRule: Rule = {
  name: 'nothing is exported as default',
  subjects: ['packages/', 'services/', 'test/'],
  check: (tree) =>
    tree.files
      .filter((file) => !DEFAULT_EXPORTS.test(file.path))
      .flatMap((file) =>
        file.program.body
          .filter((node) => isDefaultExport(node))
          .map((node) => ({ path: file.path, line: file.lineOf(node), problem: 'exports a default' })),
      ),
}

function isDefaultExport(node: Node): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true
  if (node.type !== 'ExportNamedDeclaration') return false
  return node.specifiers.some(({ exported }) => exported.type === 'Identifier' && exported.name === 'default')
}
