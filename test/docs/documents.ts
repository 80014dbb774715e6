/** The documents of the project, taken apart: what they name in code, what they link to, and their tables. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { marked, type Token, type Tokens } from 'marked'
import { PROJECT } from '../architecture/project.ts'

export type Document = {
  /** From the root of the project. */
  readonly path: string
  /** Code spans, and the lines of code blocks without prompts and continuations. */
  readonly code: readonly string[]
  /** As written. */
  readonly links: readonly string[]
  /** As GitHub makes them out of headings. */
  readonly anchors: readonly string[]
  /** Rows below the head of each table, cells as written. */
  readonly tables: readonly (readonly (readonly string[])[])[]
}

const PATTERNS = ['docs/**/*.md', '*.md']

export function readDocuments(root = PROJECT): Document[] {
  const paths = PATTERNS.flatMap((pattern) => globSync(pattern, { cwd: root })).sort()
  return paths.map((path) => parseDocument(path, readFileSync(join(root, path), 'utf8')))
}

export function parseDocument(path: string, text: string): Document {
  const code: string[] = []
  const links: string[] = []
  const anchors: string[] = []
  const tables: string[][][] = []
  void marked.walkTokens(marked.lexer(text), (token: Token) => {
    if (token.type === 'codespan') code.push(token.text)
    else if (token.type === 'code' && token.lang !== 'mermaid') code.push(...linesOf(token.text))
    else if (token.type === 'link' || token.type === 'image') links.push(token.href)
    else if (token.type === 'heading') anchors.push(anchorOf(token.text))
    else if (isTable(token)) tables.push(token.rows.map((row) => row.map((cell) => cell.text)))
  })
  return { path, code, links, anchors, tables }
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table'
}

function linesOf(block: string): string[] {
  return block
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/\s#\s.*$/, '')
        .trim(),
    )
    .filter((line) => line !== '')
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
