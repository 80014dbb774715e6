/** One source file, parsed: what it imports and which texts it holds. */
import { type Node, type Program, parseSync } from 'oxc-parser'
import { walk } from './syntax-tree.ts'

export type Import = {
  readonly specifier: string
  /** Erased before the program runs. `import { type X }` is not: the module is still loaded. */
  readonly typeOnly: boolean
  readonly line: number
}

/** A string or template of the program; what a template inserts is there where it is a text of the same file. */
export type Text = { readonly value: string; readonly node: Node; readonly line: number }

export type SourceFile = {
  /** From the root of the tree, with slashes. */
  readonly path: string
  readonly source: string
  readonly program: Program
  readonly imports: readonly Import[]
  readonly texts: readonly Text[]
  lineOf(node: Node): number
}

export function parseSourceFile(path: string, source: string): SourceFile {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const lineOf = (node: Node) => source.slice(0, node.start).split('\n').length
  return { path, source, program, imports: importsOf(program, lineOf), texts: textsOf(program, lineOf), lineOf }
}

function importsOf(program: Program, lineOf: (node: Node) => number): Import[] {
  const imports: Import[] = []
  walk(program, (node) => {
    const found = importAt(node)
    if (found !== null) imports.push({ ...found, line: lineOf(node) })
  })
  return imports
}

function importAt(node: Node): Omit<Import, 'line'> | null {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: node.source.value, typeOnly: node.importKind === 'type' }
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node.source && { specifier: node.source.value, typeOnly: node.exportKind === 'type' }
    case 'TSImportType':
      return { specifier: node.source.value, typeOnly: true }
    case 'ImportExpression':
      // One that is put together at run time cannot be followed, and is nobody's habit here.
      return { specifier: literalText(node.source) ?? '(computed)', typeOnly: false }
    default:
      return null
  }
}

function textsOf(program: Program, lineOf: (node: Node) => number): Text[] {
  const named = new Map<string, string>()
  const texts: Text[] = []
  walk(program, (node, ancestors) => {
    const value = node.type === 'TemplateLiteral' ? templateText(node, named) : literalText(node)
    if (value === null) return
    const holder = ancestors.at(-1)
    if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') named.set(holder.id.name, value)
    texts.push({ value, node, line: lineOf(node) })
  })
  return texts
}

function literalText(node: Node): string | null {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : null
}

function templateText(node: Extract<Node, { type: 'TemplateLiteral' }>, named: ReadonlyMap<string, string>): string {
  return node.quasis
    .map((part, at) => {
      const inserted = node.expressions[at]
      return part.value.raw + (inserted?.type === 'Identifier' ? (named.get(inserted.name) ?? inserted.name) : '')
    })
    .join('')
}
