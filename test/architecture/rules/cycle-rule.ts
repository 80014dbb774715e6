/** Files that load each other are one file that does not know it. Types may go in circles: they are gone at run time. */
import type { Breach, Rule } from '../rule.ts'
import type { SourceTree } from '../source-tree.ts'

export const cycleRule: Rule = {
  name: 'no files load each other in a circle',
  subjects: ['packages/', 'services/', 'test/'],
  check: (tree) =>
    circles(loadsOf(tree)).map((circle): Breach => {
      const [first = ''] = circle
      return { path: first, line: 1, problem: `is in a circle with ${circle.slice(1).join(', ') || 'itself'}` }
    }),
}

type Graph = ReadonlyMap<string, readonly string[]>

function loadsOf(tree: SourceTree): Graph {
  return new Map(
    tree.files.map((file) => {
      const targets = file.imports.filter((each) => !each.typeOnly).map((each) => tree.target(file, each))
      return [file.path, targets.flatMap((target) => (target.kind === 'file' ? [target.path] : []))]
    }),
  )
}

/** Tarjan's strongly connected components of more than one file, or of one that loads itself. */
function circles(graph: Graph): string[][] {
  const found: string[][] = []
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const visit = (path: string) => {
    index.set(path, index.size)
    low.set(path, index.get(path) ?? 0)
    stack.push(path)
    for (const next of graph.get(path) ?? []) {
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0))
    }
    if (low.get(path) !== index.get(path)) return
    const component = stack.splice(stack.indexOf(path))
    if (component.length > 1 || graph.get(path)?.includes(path)) found.push(component.sort())
  }
  for (const path of graph.keys()) if (!index.has(path)) visit(path)
  return found
}
