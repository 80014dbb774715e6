/** Who may import whom. One row a part: what it may load when it runs, and what it may name in types besides. */
import { type Breach, filesBelow, type Rule } from '../rule.ts'
import type { SourceTree } from '../source-tree.ts'

const CORE = 'packages/core/src/'
const LANE = `${CORE}storage/lane/`

type Part = {
  readonly path: string
  readonly loads: readonly string[]
  /** May be named by `import type` only. */
  readonly names: readonly string[]
  /** Never, although `loads` says so. */
  readonly except?: readonly string[]
}

export const PARTS: readonly Part[] = [
  { path: `${CORE}scim/`, loads: [`${CORE}scim/`], names: [`${CORE}domain/`] },
  { path: `${CORE}domain/`, loads: [`${CORE}scim/`, `${CORE}domain/`], names: [] },
  { path: LANE, loads: [CORE], names: [], except: [`${CORE}queue/`] },
  { path: `${CORE}storage/`, loads: [CORE], names: [], except: [`${CORE}queue/`, LANE] },
  { path: `${CORE}queue/`, loads: [CORE], names: [], except: [LANE] },
  { path: `${CORE}runtime/`, loads: [CORE], names: [], except: [LANE] },
  // The lane alone writes what people and groups are: its statements are the worker's.
  { path: 'services/api/', loads: ['services/api/', CORE], names: [], except: [LANE] },
  { path: 'services/worker/', loads: ['services/worker/', CORE], names: [] },
  { path: 'services/console/', loads: ['services/console/', `${CORE}scim/`, `${CORE}domain/`], names: [] },
  // It starts services as processes of their own; their insides are no business of its.
  { path: 'packages/cli/', loads: ['packages/cli/', CORE], names: [], except: [LANE] },
]

export const importRule: Rule = {
  name: 'each part imports only what it may',
  // The console is a page so far.
  subjects: PARTS.map((part) => part.path).filter((path) => path !== 'services/console/'),
  check: (tree) => PARTS.flatMap((part) => checkPart(tree, part)),
}

function checkPart(tree: SourceTree, part: Part): Breach[] {
  return filesBelow(tree, part.path).flatMap((file) =>
    // The first part that a file is in counts.
    PARTS.find(({ path }) => file.path.startsWith(path)) !== part
      ? []
      : file.imports.flatMap((each) => {
          const target = tree.target(file, each)
          if (target.kind !== 'file' || mayImport(part, target.path, each.typeOnly)) return []
          return [{ path: file.path, line: each.line, problem: `imports ${target.path}` }]
        }),
  )
}

function mayImport(part: Part, path: string, typeOnly: boolean): boolean {
  const isBelow = (folder: string) => path.startsWith(folder)
  if (part.except?.some(isBelow)) return false
  return part.loads.some(isBelow) || (typeOnly && part.names.some(isBelow))
}

/** It imports the tests that it finds, and nothing else imports it. */
const IMPORTS_WHAT_IT_FINDS = 'test/mutation/tests.ts'

/** Otherwise the other rules would look at a part of the graph only. */
export const resolvedRule: Rule = {
  name: 'each import of a file leads to a file',
  subjects: ['packages/', 'services/', 'test/'],
  check: (tree) =>
    tree.files.flatMap((file) =>
      file.imports
        .filter((each) =>
          each.specifier === '(computed)'
            ? file.path !== IMPORTS_WHAT_IT_FINDS
            : tree.target(file, each).kind === 'nothing',
        )
        .map(({ specifier, line }) => ({ path: file.path, line, problem: `imports ${specifier}, which is not there` })),
    ),
}
