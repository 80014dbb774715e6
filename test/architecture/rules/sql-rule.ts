/** Where SQL is written, and who may write to which tables. */
import { type Breach, filesBelow, type Rule } from '../rule.ts'
import type { SourceTree } from '../source-tree.ts'
import { walk } from '../syntax-tree.ts'
import { siteTables } from '../tables.ts'
import { builtTable } from './built-query.ts'
import { isSql, tablesWrittenIn } from './sql-text.ts'

const STORAGE = 'packages/core/src/storage/'
const LANE = 'packages/core/src/storage/lane/'

/** What accepting writes; the rest of a site is written by the lane. */
const ACCEPTED = ['operation', 'pending', 'bulk', 'redelivery', 'idempotency_key', 'async_request', 'preview']

/** What somebody else may write: a lane begins with its site; a migration fills a column before anything else starts. */
const WRITTEN_ELSEWHERE = [
  'packages/core/src/storage/catalogue/site.ts writes lane',
  'packages/core/src/storage/migration-fill.ts writes directory_user',
  'packages/core/src/storage/migration-fill.ts writes directory_group',
]

const WRITES = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto'])

export const sqlRule: Rule = {
  name: 'SQL is in core/storage alone',
  subjects: [STORAGE],
  check: (tree) =>
    filesBelow(tree, 'packages/', 'services/')
      .filter((file) => !file.path.startsWith(STORAGE))
      .flatMap((file) =>
        file.texts
          .filter(({ value }) => isSql(value))
          .map(({ value, line }) => ({ path: file.path, line, problem: `holds SQL: ${firstWords(value)}` })),
      ),
}

export const laneWriteRule: Rule = {
  name: 'directory and site rows, outcomes and counters are written in core/storage/lane alone',
  subjects: [LANE],
  check: (tree) => {
    const tables = siteTables(tree.root).filter((table) => !ACCEPTED.includes(table))
    return filesBelow(tree, 'packages/', 'services/')
      .filter((file) => !file.path.startsWith(LANE))
      .flatMap((file) => [...writesIn(file, tables), ...builtWritesIn(file, tables)])
      .filter(({ path, problem }) => !WRITTEN_ELSEWHERE.includes(`${path} ${problem}`))
  },
}

function writesIn(file: SourceTree['files'][number], tables: readonly string[]): Breach[] {
  return file.texts.flatMap(({ value, line }) =>
    tablesWrittenIn(value, tables).map((table) => ({ path: file.path, line, problem: `writes ${table}` })),
  )
}

function builtWritesIn(file: SourceTree['files'][number], tables: readonly string[]): Breach[] {
  const breaches: Breach[] = []
  walk(file.program, (node) => {
    const table = builtTable(node, WRITES)
    if (table === null || !tables.includes(table)) return
    breaches.push({ path: file.path, line: file.lineOf(node), problem: `writes ${table}` })
  })
  return breaches
}

function firstWords(text: string): string {
  return text.trim().split(/\s+/).slice(0, 4).join(' ')
}
