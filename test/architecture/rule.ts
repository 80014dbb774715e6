/** What a rule is, and how it is applied to a tree. */
import type { SourceFile } from './source-file.ts'
import type { SourceTree } from './source-tree.ts'

export type Breach = { readonly path: string; readonly line: number; readonly problem: string }

export type Rule = {
  /** As a sentence that is true of the project. */
  readonly name: string
  /** Beginnings of paths; a tree without a file below one of them breaks the rule, since nothing was looked at. */
  readonly subjects: readonly string[]
  check(tree: SourceTree): readonly Breach[]
}

/** `path:line problem`, in the order of the files; empty when the rule holds. */
export function breachesOf(rule: Rule, tree: SourceTree): string[] {
  const missing = rule.subjects.filter((subject) => !tree.files.some((file) => file.path.startsWith(subject)))
  return [
    ...missing.map((subject) => `nothing below ${subject} was checked`),
    ...rule.check(tree).map(({ path, line, problem }) => `${path}:${line} ${problem}`),
  ]
}

/** The files of a tree below one of the paths. */
export function filesBelow(tree: SourceTree, ...paths: readonly string[]): SourceFile[] {
  return tree.files.filter((file) => paths.some((path) => file.path.startsWith(path)))
}
