/** What becomes of an error of an admin request: a problem detail; what is unforeseen goes to the log and nothing of it to the answer. */
import type { Logger } from '@syncline/core/runtime/logger.ts'
import type { Context } from 'hono'
import { Problem, problemOf, respondProblem } from './problem.ts'

export function answerFailure(logger: Logger) {
  return (error: Error, c: Context): Response => {
    const problem = problemOf(error)
    if (problem !== null) return respondProblem(problem)
    // The sender has left: nobody reads the answer.
    if (!c.req.raw.signal.aborted) logger.error({ err: error, method: c.req.method }, 'admin request failed')
    return respondProblem(
      new Problem('internal', 'What happened is in the log. Try again; if it stays, ask the operator.'),
    )
  }
}
