/** Queries that are put together by calls (Kysely). */
import type { Node } from 'oxc-parser'

/** The table that a call of one of these methods names, without its alias; null for any other node. */
export function builtTable(node: Node, methods: ReadonlySet<string>): string | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null
  const { property } = node.callee
  const [first] = node.arguments
  if (property.type !== 'Identifier' || !methods.has(property.name)) return null
  if (first?.type !== 'Literal' || typeof first.value !== 'string') return null
  return first.value.split(/\s/)[0] ?? null
}
