/**
 * All TypeScript sources below a root, and which file an import leads to.
 * Guarantee: an empty tree is an error, so that no rule passes for want of something to look at.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type Import, parseSourceFile, type SourceFile } from './source-file.ts'

/** Where an import leads: to a file of the tree, to a package, or nowhere. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'nothing' }

export type SourceTree = {
  readonly root: string
  /** In the order of their paths. */
  readonly files: readonly SourceFile[]
  target(from: SourceFile, wanted: Import): Target
}

const SOURCES = ['packages/*/src/**/*.ts', 'services/*/src/**/*.{ts,tsx}', 'test/**/*.ts', '*.ts']
/** Kept with breaches of every rule: a tree of its own. */
export const FIXTURE = 'test/architecture/fixture'
const WORKSPACE = /^@syncline\/([a-z]+)\/(.+)$/

export function readSourceTree(root: string): SourceTree {
  const paths = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root, exclude: [FIXTURE, '**/node_modules'] }))
  if (paths.length === 0) throw new Error(`there are no sources below ${root}`)
  const files = paths.sort().map((path) => parseSourceFile(path, readFileSync(join(root, path), 'utf8')))
  const known = new Set(paths)
  const found = (path: string): Target => (known.has(path) ? { kind: 'file', path } : { kind: 'nothing' })
  return {
    root,
    files,
    target(from, { specifier }) {
      if (specifier.startsWith('.')) {
        const path = posix.join(posix.dirname(from.path), specifier)
        return specifier.endsWith('.json') && existsSync(join(root, path)) ? { kind: 'file', path } : found(path)
      }
      const [, workspace, inside] = WORKSPACE.exec(specifier) ?? []
      if (workspace === undefined || inside === undefined) return { kind: 'package', name: packageName(specifier) }
      const folder = ['packages', 'services'].find((each) => existsSync(join(root, each, workspace)))
      return folder === undefined ? { kind: 'nothing' } : found(`${folder}/${workspace}/src/${inside}`)
    },
  }
}

/** `@scope/name/file` and `name/file` are files of a package; `node:` modules keep their prefix. */
function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
