/** Connections to Postgres. bigint comes as number: keys and sequences stay far below 2^53. */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './schema.ts'
import { endWhenSilent } from './silent-connection.ts'

const INT8 = 20

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8 && format !== 'binary') return Number
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

export type PoolOptions = {
  readonly url: string
  readonly max: number
  readonly applicationName: string
  /** Extra server settings, as `-c name=value` pairs. */
  readonly settings?: Readonly<Record<string, string>>
  /** Send statements without waiting for the answers of earlier ones. */
  readonly pipeline?: boolean
  /**
   * Milliseconds; a statement without an answer by then fails, and its connection with it. Longer than any statement may
   * take, for connections that are dead without a word. Default: for ever.
   */
  readonly answerWithinMs?: number
  readonly onError: (error: Error) => void
}

/** A pool whose connections may be lost at any moment: idle ones are reported, others fail in their next statement. */
export function createPool(options: PoolOptions): pg.Pool {
  const settings = Object.entries(options.settings ?? {}).map(([name, value]) => `-c ${name}=${value}`)
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types,
    ...(options.pipeline ? { pipeline: true } : {}),
    ...(options.answerWithinMs === undefined ? {} : { query_timeout: options.answerWithinMs }),
    ...(settings.length > 0 ? { options: settings.join(' ') } : {}),
  })
  pool.on('error', options.onError)
  // One that is lost while somebody has it between two statements says so as an event: without a listener that would end
  // the process. Who has it learns it from its next statement.
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    if (options.answerWithinMs !== undefined && !options.pipeline) endWhenSilent(client)
  })
  return pool
}

/** Typed queries for the catalogue and the reads; hot paths use the pool directly. */
export function createKysely(pool: pg.Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}
