/** Libraries that one part alone knows: with a type, others may hold what it gives them. */
import { type Breach, filesBelow, type Rule } from '../rule.ts'
import type { SourceTree } from '../source-tree.ts'

const KNOWN_TO: readonly { readonly packages: readonly string[]; readonly path: string; readonly types: boolean }[] = [
  { packages: ['pg', 'kysely'], path: 'packages/core/src/storage/', types: true },
  { packages: ['bullmq', 'ioredis'], path: 'packages/core/src/queue/', types: false },
]

export const packageRule: Rule = {
  name: 'Postgres is known to core/storage alone, BullMQ and Redis to core/queue alone',
  subjects: KNOWN_TO.map(({ path }) => path),
  check: (tree) => filesBelow(tree, 'packages/', 'services/').flatMap((file) => checkFile(tree, file)),
}

function checkFile(tree: SourceTree, file: SourceTree['files'][number]): Breach[] {
  return file.imports.flatMap((each) => {
    const target = tree.target(file, each)
    if (target.kind !== 'package') return []
    const owner = KNOWN_TO.find(({ packages }) => packages.includes(target.name))
    if (owner === undefined || file.path.startsWith(owner.path) || (owner.types && each.typeOnly)) return []
    return [{ path: file.path, line: each.line, problem: `imports ${target.name}` }]
  })
}
