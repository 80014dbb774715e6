/** What the steps of a sync share, and the rule for errors of single objects: noted, and the sync goes on. */
import type { BulkClient } from './bulk-client.ts'
import type { ScimAnswer, ScimClient } from './client.ts'
import { forEachConcurrent } from './concurrency.ts'
import type { DirectoryModel } from './model.ts'
import type { IdpProfile, Message } from './profile.ts'
import type { Progress, Step } from './progress.ts'
import { type SyncError, UnexpectedAnswer } from './sync-errors.ts'

export type SyncContext = {
  readonly client: ScimClient
  /** The same client, where it sends Bulk requests. */
  readonly bulk: BulkClient | null
  readonly profile: IdpProfile
  readonly model: DirectoryModel
  readonly progress: Progress
  readonly concurrency: number
  readonly signal: AbortSignal
  readonly errors: SyncError[]
}

export type ObjectTask<T> = {
  /** What is being done, e.g. "create user". */
  readonly step: string
  readonly subject: (item: T) => string
  readonly run: (item: T) => Promise<void>
}

/**
 * Runs the task for every item and notes the unexpected answers; whatever would hit every item ends the step. Items run
 * side by side; what is sent for one of them is sent one after the other.
 */
export function forEachObject<T>(context: SyncContext, items: Iterable<T>, task: ObjectTask<T>): Promise<void> {
  return forEachConcurrent(items, context.concurrency, context.signal, async (item) => {
    try {
      await task.run(item)
    } catch (error) {
      if (!(error instanceof UnexpectedAnswer)) throw error
      context.progress.errors += 1
      context.errors.push({ step: task.step, subject: task.subject(item), problem: error.message })
    }
  })
}

export function runStep(context: SyncContext, name: Step['name'], work: (step: Step) => Promise<void>): Promise<void> {
  const step = context.progress.step(name)
  return step.run(() => work(step))
}

export function send({ client }: SyncContext, { kind, method, path, body }: Message): Promise<ScimAnswer> {
  return client.request(kind, method, path, body)
}
