/** No statement joins two sites: one that touches a table of a site says which site. */
import type { Node } from 'oxc-parser'
import { type Breach, filesBelow, type Rule } from '../rule.ts'
import type { SourceFile } from '../source-file.ts'
import type { SourceTree } from '../source-tree.ts'
import { walk } from '../syntax-tree.ts'
import { siteTables } from '../tables.ts'
import { builtTable } from './built-query.ts'
import { isSql, tablesIn } from './sql-text.ts'

/** Housekeeping over all sites: file, table, and why it is right there. */
export const ACROSS_SITES: readonly { readonly path: string; readonly table: string; readonly because: string }[] = [
  {
    path: 'packages/core/src/storage/journal/redelivery.ts',
    table: 'redelivery',
    because: 'expired rows of every site are removed; each node of a distributed database removes its own',
  },
  {
    path: 'packages/core/src/storage/journal/tracked-cleaning.ts',
    table: 'idempotency_key',
    because: 'as for redelivery',
  },
  {
    path: 'packages/core/src/storage/journal/bulk-read.ts',
    table: 'bulk',
    because: 'as for redelivery',
  },
  {
    path: 'packages/core/src/storage/partition-retention.ts',
    table: 'pending',
    because: 'a partition holds the operations of all sites and goes only when none of them needs it',
  },
  {
    path: 'packages/core/src/storage/partition-retention.ts',
    table: 'dead_letter',
    because: 'as for pending',
  },
]

const READS_OR_WRITES = new Set([
  ...['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto'],
  ...['innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'crossJoin', 'using'],
])

export const siteRule: Rule = {
  name: 'every statement on a table of a site mentions site_id',
  subjects: ['packages/core/src/storage/'],
  check: (tree) => withoutSite(tree).filter((each) => !ACROSS_SITES.some((known) => isThere(known, each))),
}

/** Exceptions that nothing needs any more. */
export function idleExceptions(tree: SourceTree): readonly unknown[] {
  const breaches = withoutSite(tree)
  return ACROSS_SITES.filter((known) => !breaches.some((each) => isThere(known, each)))
}

function isThere(known: (typeof ACROSS_SITES)[number], { path, table }: TableBreach): boolean {
  return known.path === path && known.table === table
}

function withoutSite(tree: SourceTree): TableBreach[] {
  const tables = siteTables(tree.root)
  return filesBelow(tree, 'packages/', 'services/').flatMap((file) => [
    ...textsWithout(file, tables),
    ...queriesWithout(file, tables),
  ])
}

type TableBreach = Breach & { readonly table: string }

function textsWithout(file: SourceFile, tables: readonly string[]): TableBreach[] {
  return file.texts
    .filter(({ value }) => isSql(value) && !value.includes('site_id'))
    .flatMap(({ value, line }) => tablesIn(value, tables).map((table) => breach(file, line, table)))
}

/** Kysely: the function around the call has to name the column. */
function queriesWithout(file: SourceFile, tables: readonly string[]): TableBreach[] {
  const breaches: TableBreach[] = []
  walk(file.program, (node, ancestors) => {
    const table = builtTable(node, READS_OR_WRITES)
    if (table === null || !tables.includes(table)) return
    const around = ancestors.findLast(isFunction) ?? file.program
    if (!file.source.slice(around.start, around.end).includes('site_id')) {
      breaches.push(breach(file, file.lineOf(node), table))
    }
  })
  return breaches
}

function isFunction(node: Node): boolean {
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type)
}

function breach(file: SourceFile, line: number, table: string): TableBreach {
  return { path: file.path, line, table, problem: `touches ${table} without site_id` }
}
