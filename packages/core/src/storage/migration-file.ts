/** Reads the numbered SQL files of `migrations/`. Guarantee: numbers are 1, 2, 3 … without gap or double. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('./migrations/', import.meta.url))

export type MigrationFile = {
  readonly number: number
  readonly name: string
  readonly sql: string
  /** SHA-256 over the text with line feeds only, so that a checkout with CRLF has the same one. */
  readonly checksum: string
  /** Programs that do not know this migration cannot work with the schema after it. */
  readonly breaking: boolean
}

const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/

export async function readMigrationFiles(directory: string): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(names.map((name) => readMigrationFile(directory, name)))
  for (const [index, file] of files.entries()) {
    if (file.number !== index + 1) {
      throw new Error(`migration ${names[index]} should have the number ${index + 1}: numbers start at 1, without gaps`)
    }
  }
  return files
}

async function readMigrationFile(directory: string, fileName: string): Promise<MigrationFile> {
  const match = FILE_NAME.exec(fileName)
  if (!match) throw new Error(`migration ${fileName} is not named like 0001-what-it-does.sql`)
  const sql = (await readFile(join(directory, fileName), 'utf8')).replaceAll('\r\n', '\n')
  return {
    number: Number(match[1]),
    name: match[2] ?? '',
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
    breaking: isBreaking(sql),
  }
}

/** The comment lines before the first statement hold a line `-- breaking`. */
function isBreaking(sql: string): boolean {
  for (const line of sql.split('\n')) {
    const text = line.trim()
    if (text !== '' && !text.startsWith('--')) return false
    if (text === '-- breaking') return true
  }
  return false
}
