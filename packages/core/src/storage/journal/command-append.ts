/**
 * Commands on their way into the journal. What they need beyond people and groups (settings, domains) may be written in the same
 * transaction: then the lane sees both or neither.
 */
import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { CommandRequest } from '../../domain/command.ts'
import type { Database } from '../schema.ts'

/** The place of commands among the directories of a site. */
export const COMMANDS = 0

/** A command may touch many rows; it is weighed by those that it names. */
const COST = 100

/** Durable with the transaction it is given, or by itself. The lane is to be woken after the commit. */
export async function appendCommand(db: Kysely<Database>, request: CommandRequest): Promise<void> {
  const { id, siteId, actor, reason, command } = request
  const { name, ...given } = command
  const body = JSON.stringify({ kind: 'command', reason, arguments: given })
  await sql`
    with appended as (
      insert into operation (site_id, id, directory_id, actor, command, body)
      values (${siteId}, ${id}::uuid, ${COMMANDS}, ${actor}, ${name}, ${body}::json)
    )
    insert into pending (site_id, directory_id, operation_id, digest, cost)
    values (${siteId}, ${COMMANDS}, ${id}::uuid, ${randomUUID()}::uuid, ${COST})
  `.execute(db)
}
