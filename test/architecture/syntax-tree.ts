/** Walks a parsed source file; what a node means often depends on what it stands in, so each comes with its ancestors. */
import { type Node, visitorKeys } from 'oxc-parser'

/** @param ancestors from the file down to the parent */
export type Visit = (node: Node, ancestors: readonly Node[]) => void

export function walk(node: Node, visit: Visit, ancestors: readonly Node[] = []): void {
  visit(node, ancestors)
  const below = [...ancestors, node]
  for (const child of childrenOf(node)) walk(child, visit, below)
}

function childrenOf(node: Node): Node[] {
  const fields = node as unknown as Record<string, Node | null | readonly (Node | null)[] | undefined>
  return (visitorKeys[node.type] ?? []).flatMap((key) => fields[key] ?? []).filter((child) => child !== null)
}

/** The name stands for what is global: not for a member, a key or a type, nor for a parameter of a function around it. */
export function isGlobal(node: Node, ancestors: readonly Node[]): boolean {
  return node.type === 'Identifier' && isReference(node, ancestors) && !isParameter(node.name, ancestors)
}

function isParameter(name: string, ancestors: readonly Node[]): boolean {
  return ancestors.some(
    (around) => 'params' in around && Array.isArray(around.params) && around.params.some((each) => binds(each, name)),
  )
}

function binds(pattern: Node, name: string): boolean {
  let found = false
  walk(pattern, (node, ancestors) => {
    const parent = ancestors.at(-1)
    if (node.type !== 'Identifier' || node.name !== name) return
    // In `{ a: b = c }` only b is bound.
    found ||=
      !(parent?.type === 'Property' && parent.value !== node) &&
      !(parent?.type === 'AssignmentPattern' && parent.right === node)
  })
  return found
}

function isReference(node: Node, ancestors: readonly Node[]): boolean {
  const parent = ancestors.at(-1)
  if (node.type !== 'Identifier' || parent === undefined) return false
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed
    case 'Property':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return parent.key !== node || parent.computed
    default:
      return !/^(TS(?!AsExpression|NonNull|Satisfies)|Import|Export|Label|Break|Continue)/.test(parent.type)
  }
}
