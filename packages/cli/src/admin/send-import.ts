/**
 * Sends an import in shares of the lane, some at a time and in their order. Each is in the journal when it is sent, so what was
 * sent is applied whatever becomes of this process; sending all of it again changes nothing.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { ImportResult, ImportRows } from '@syncline/core/domain/import.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { readCommandOutcomes } from '@syncline/core/storage/journal/command-outcome.ts'
import { sendHints } from '@syncline/core/storage/journal/hint.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { cliActor } from './actor.ts'

const IN_FLIGHT = 4
const LOOK_MS = 50
const LIMIT_MS = 30_000

export type ImportShare = Partial<ImportRows>

export type ImportSending = {
  readonly siteId: number
  readonly reason: string | null
  readonly signal: AbortSignal
  /** Once for each share. @param at its place */
  onApplied(result: ImportResult, at: number): void
}

/** @throws CliError when a share was refused as a whole, or nobody applies them */
export async function sendImport(
  db: Kysely<Database>,
  pool: pg.Pool,
  shares: readonly ImportShare[],
  { siteId, reason, signal, onApplied }: ImportSending,
): Promise<void> {
  const waiting = new Map<string, number>()
  let sent = 0
  let lastSeen = performance.now()
  while (sent < shares.length || waiting.size > 0) {
    if (signal.aborted) throw new CliError('Interrupted. What was sent will be applied; run it again for the rest.')
    const share = waiting.size < IN_FLIGHT ? shares[sent] : undefined
    if (share !== undefined) {
      const id = uuidv7()
      const command = { name: 'import', accounts: [], groups: [], members: [], ...share } as const
      // biome-ignore lint/performance/noAwaitInLoops: shares are applied in the order in which they are sent
      await appendCommand(db, { id, siteId, actor: cliActor(), reason, command })
      waiting.set(id, sent)
      sent += 1
      continue
    }
    await sendHints(pool, [siteId])
    await pause(LOOK_MS)
    const outcomes = await readCommandOutcomes(pool, siteId, [...waiting.keys()])
    for (const outcome of outcomes) {
      if (outcome.kind === 'refused') throw new CliError(`A part of it was refused: ${outcome.detail}`)
      onApplied(outcome.result as unknown as ImportResult, waiting.get(outcome.operationId) ?? 0)
      waiting.delete(outcome.operationId)
      lastSeen = performance.now()
    }
    if (performance.now() - lastSeen > LIMIT_MS) {
      throw new CliError('It is accepted and nobody has applied it in 30 seconds: start a worker, or look at its log.')
    }
  }
}
