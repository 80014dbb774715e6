/** Refuses a server that the schema does not work on, with what to do. */
import type pg from 'pg'

const LEAST_VERSION = 14

export class UnfitServerError extends Error {
  override readonly name = 'UnfitServerError'
}

export async function assertFitServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::integer / 10000 as version,
            current_setting('server_encoding') as encoding`,
  )
  const { version = 0, encoding = '' } = rows[0] ?? {}
  if (version < LEAST_VERSION) {
    throw new UnfitServerError(`the database server is Postgres ${version}; ${LEAST_VERSION} or newer is needed`)
  }
  if (encoding !== 'UTF8') {
    throw new UnfitServerError(
      `the database has encoding ${encoding}: create it with "encoding 'UTF8' template template0"`,
    )
  }
}
