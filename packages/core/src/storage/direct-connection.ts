/**
 * Checks that a connection string leads to a server of its own and not through a transaction pooler (PgBouncer and the
 * like), where LISTEN, session locks and session settings are lost between two statements.
 * Guarantee: resolves for a direct connection; rejects with DirectConnectionError for a pooler that shares servers between
 * clients or drops the settings of a connection.
 */
import pg from 'pg'

export class DirectConnectionError extends Error {
  override readonly name = 'DirectConnectionError'
}

const ADVICE = 'set DATABASE_DIRECT_URL to the address of Postgres itself; DATABASE_URL may stay on the pooler'

/** What poolers say when they refuse what a session needs. */
const REFUSAL = /unsupported startup parameter|transaction blocks not allowed in statement pooling/i

/** Any setting that nobody else has; the lanes set theirs in the same way. */
const LOCK_TIMEOUT = '4321ms'

/**
 * Two clients at once, because a single one on an idle pooler may get the same server each time, with all it has set.
 */
export async function assertDirectConnection(directUrl: string): Promise<void> {
  const first = connect(directUrl)
  const second = connect(directUrl)
  try {
    await Promise.all([first.connect(), second.connect()])
    const fault = (await hasOwnSettings(first)) ? await findSharing(first, second) : 'drops the settings of connections'
    if (fault) throw new DirectConnectionError(`a pooler in front of the database ${fault}: ${ADVICE}`)
  } catch (error) {
    if (error instanceof Error && REFUSAL.test(error.message)) {
      throw new DirectConnectionError(`a pooler in front of the database refuses sessions: ${ADVICE}`, { cause: error })
    }
    throw error
  } finally {
    await Promise.allSettled([first.end(), second.end()])
  }
}

function connect(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    application_name: 'syncline-check',
    options: `-c lock_timeout=${LOCK_TIMEOUT}`,
  })
  client.on('error', () => undefined)
  return client
}

async function hasOwnSettings(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ value: string }>(`select current_setting('lock_timeout') as value`)
  return rows[0]?.value === LOCK_TIMEOUT
}

/** A pooler gives a client another server in turn (round robin), or the second the one that the first had (last used). */
async function findSharing(first: pg.Client, second: pg.Client): Promise<string | undefined> {
  const sharing = 'shares servers between clients (transaction mode)'
  const server = await serverPid(first)
  if ((await serverPid(first)) !== server) return sharing
  await second.query('begin')
  // Checked before the first asks again: with a single server it would wait for the second.
  if ((await serverPid(second)) === server) return sharing
  return (await serverPid(first)) === server ? undefined : sharing
}

async function serverPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid ?? 0
}
