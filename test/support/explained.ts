/** What Postgres did for a statement, step by step. */
import type pg from 'pg'

export type PlanNode = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

/** The statement is run. @returns all steps, each before those that it is made of */
export async function explained(
  client: pg.Pool | pg.ClientBase,
  text: string,
  values: readonly unknown[] = [],
): Promise<PlanNode[]> {
  const { rows } = await client.query(`explain (analyze, timing off, format json) ${text}`, [...values])
  const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)]
  return flatten(rows[0]['QUERY PLAN'][0].Plan)
}

/** Rows that the steps looked at, also those that they left out. */
export function rowsLookedAt(nodes: readonly PlanNode[]): number {
  return nodes.reduce(
    (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
    0,
  )
}
