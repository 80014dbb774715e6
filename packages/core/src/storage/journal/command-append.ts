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

/** What a command touches is not known before it is planned: as much as this, and what it names in lists. */
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
    values (${siteId}, ${COMMANDS}, ${id}::uuid, ${randomUUID()}::uuid, ${costOf(given)})
  `.execute(db)
}

/** An import of 1,000 rows is a share of the lane like 1,000 requests. */
function costOf(given: unknown): number {
  const named = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 0
    const own = Array.isArray(value) ? value.length : 0
    return Object.values(value).reduce<number>((sum, each) => sum + named(each), own)
  }
  return COST + named(given)
}
