/** A prepared statement: its name is its identity on every connection, its text never changes at run time. */
import type pg from 'pg'

export type Statement = { readonly name: string; readonly text: string }

export async function run<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  statement: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  const result = await client.query<Row>({ name: statement.name, text: statement.text, values: [...values] })
  return result.rows
}

/** Ends the transaction without a trace. */
export async function rollback(client: pg.ClientBase): Promise<void> {
  await client.query('rollback')
}

/** What is done from here on can be taken back without what was done before. */
export async function beginPart(client: pg.ClientBase): Promise<void> {
  await client.query('savepoint part')
}

export async function keepPart(client: pg.ClientBase): Promise<void> {
  await client.query('release savepoint part')
}

/** Also behind a failure: the transaction goes on. */
export async function takeBackPart(client: pg.ClientBase): Promise<void> {
  await client.query('rollback to savepoint part')
  await keepPart(client)
}

/**
 * Statements that are sent together, one behind the other on one pipelining connection: one write to the socket, where each
 * of its own would cost a system call that also wakes the server. Waits for all of their answers.
 * @param send sends all of them before it returns
 * @throws the failure of the first one that failed; those behind it only say that the transaction is aborted
 */
export async function flight<Results extends readonly unknown[]>(
  client: pg.Client,
  send: () => readonly [...{ [At in keyof Results]: Promise<Results[At]> }],
): Promise<Results> {
  const settled = await Promise.allSettled(together(client, send))
  for (const result of settled) if (result.status === 'rejected') throw result.reason
  return settled.map((result) => (result.status === 'fulfilled' ? result.value : undefined)) as unknown as Results
}

/** What `send` sends leaves in one write. */
export function together<Sent>({ connection: { stream } }: pg.Client, send: () => Sent): Sent {
  stream.cork()
  try {
    return send()
  } finally {
    stream.uncork()
  }
}
