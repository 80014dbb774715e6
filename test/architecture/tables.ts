/** The tables of the schema, by the migrations of a tree; and those that are global. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const MIGRATIONS = 'packages/core/src/storage/migrations'

/** The catalogue: global and small. Everything else belongs to a site, and says so in every key and every statement. */
export const CATALOGUE: readonly string[] = [
  'site',
  'directory',
  'credential',
  'oauth_secret',
  'oauth_token',
  'oauth_trust',
  'domain',
  'admin',
  'admin_role',
  'control_event',
  'signing_key',
  'extension_schema',
  // Made by storage/migrate.ts itself.
  'migration',
]

export function siteTables(root: string): string[] {
  const files = globSync('*.sql', { cwd: join(root, MIGRATIONS) }).sort()
  const tables = files.flatMap((file) => createdTables(readFileSync(join(root, MIGRATIONS, file), 'utf8')))
  return tables.filter((table) => !CATALOGUE.includes(table))
}

function createdTables(sql: string): string[] {
  return [...sql.matchAll(/^create table (?:if not exists )?(\w+)/gim)].map(([, name = '']) => name)
}
