/**
 * Effects: what an endpoint changes in people and groups is a command of the lane. The endpoint says which, and what is to be
 * answered when it has been applied; it holds no connection while it waits.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { Author } from '@syncline/core/storage/catalogue/control-event.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import type { CommandOutcome } from '@syncline/core/storage/journal/command-outcome.ts'
import type { AdminDeps } from './admin-env.ts'
import { notFound, Problem } from './problem.ts'

/** Durable in the journal. */
export class Effect<Answer> {
  readonly siteId: number
  readonly operationId: string
  readonly answer: (result: JsonObject) => Answer

  constructor(siteId: number, operationId: string, answer: (result: JsonObject) => Answer) {
    this.siteId = siteId
    this.operationId = operationId
    this.answer = answer
  }
}

/** Appends a command. The endpoint returns the effect. */
export async function effectOf<Answer>(
  deps: Pick<AdminDeps, 'db'>,
  { siteId, author, command }: { readonly siteId: number; readonly author: Author; readonly command: Command },
  answer: (result: JsonObject) => Answer,
): Promise<Effect<Answer>> {
  const id = uuidv7()
  const { actor, reason } = authorOf(author)
  await appendCommand(deps.db, { id, siteId, actor, reason, command })
  return new Effect(siteId, id, answer)
}

function authorOf(author: Author): { readonly actor: string; readonly reason: string | null } {
  return typeof author === 'string'
    ? { actor: author, reason: null }
    : { actor: author.actor, reason: author.reason ?? null }
}

/** @throws Problem when a rule refused it, or it has not been applied within the limit */
export function answerOf<Answer>(effect: Effect<Answer>, outcome: CommandOutcome | null): Answer {
  if (outcome === null) {
    throw new Problem(
      'not-yet-applied',
      `The change is accepted as operation ${effect.operationId} and will be applied. Look it up before you ask again.`,
      { headers: { 'Retry-After': '5' } },
    )
  }
  if (outcome.kind === 'done') return effect.answer(outcome.result)
  if (outcome.fault === 'not-found') throw notFound()
  throw new Problem(outcome.fault === 'invalid' ? 'invalid-request' : outcome.fault, outcome.detail)
}
