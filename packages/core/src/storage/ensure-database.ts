/** The database of a server that is new. */
import pg from 'pg'

/**
 * Creates the database where there is none of that name.
 * @param url to a database that is there, as a user who may create others
 * @param name one that needs no quotes
 */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A lost connection shows in the query as well.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
}
