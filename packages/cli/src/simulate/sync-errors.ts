/** What went wrong with single objects of a sync. An object's error does not stop the cycle, as with real providers. */
import type { ScimAnswer } from './client.ts'
import { textOf } from './resources.ts'

export type SyncError = {
  /** What was being done, e.g. "create user". */
  readonly step: string
  readonly subject: string
  readonly problem: string
}

/** Ends the whole sync: every further request would fail the same way. */
export class SyncStopped extends Error {
  override readonly name = 'SyncStopped'
}

/** An answer that the step has no use for. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer'

  constructor(answer: ScimAnswer) {
    const reason = [textOf(answer.body, 'scimType'), textOf(answer.body, 'detail')].filter((part) => part !== null)
    super([`status ${answer.status}`, ...reason].join(', '))
  }
}

/** The answer if its status is one of those expected. */
export function expectStatus(answer: ScimAnswer, ...expected: readonly number[]): ScimAnswer {
  if (expected.includes(answer.status)) return answer
  if (answer.status === 401 || answer.status === 403) {
    throw new SyncStopped(
      `the token is not accepted (status ${answer.status}): check the key and that it belongs to this directory`,
    )
  }
  throw new UnexpectedAnswer(answer)
}
