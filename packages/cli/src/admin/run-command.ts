/** Commands from the command line: into the journal, and their outcome out of it. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from '@syncline/core/domain/command.ts'
import { pollUntil } from '@syncline/core/runtime/poll-until.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { readCommandOutcomes } from '@syncline/core/storage/journal/command-outcome.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { cliActor } from './actor.ts'

const LIMIT_MS = 30_000
const LOOK_MS = 100

export type CommandChoice = { readonly siteId: number; readonly command: Command; readonly reason: string | null }

/** @throws CliError when a rule refused it, or nobody has applied it in 30 seconds */
export async function runCommand(
  db: Kysely<Database>,
  pool: pg.Pool,
  { siteId, command, reason }: CommandChoice,
): Promise<JsonObject> {
  const id = uuidv7()
  await appendCommand(db, { id, siteId, actor: cliActor(), reason, command })
  return commandResult(pool, { siteId, id })
}

/** Of a command that is in the journal. @throws CliError */
export async function commandResult(
  pool: pg.Pool,
  { siteId, id }: { readonly siteId: number; readonly id: string },
): Promise<JsonObject> {
  await pause(LOOK_MS / 2)
  const outcome = await pollUntil(async () => (await readCommandOutcomes(pool, siteId, [id]))[0], {
    limitMs: LIMIT_MS,
    intervalMs: LOOK_MS,
  })
  if (outcome === undefined) {
    throw new CliError(
      `It is accepted as operation ${id} and will be applied when a worker runs: start one, or look at its log.`,
    )
  }
  if (outcome.kind === 'refused') throw new CliError(outcome.detail || 'There is no such thing.')
  return outcome.result
}
