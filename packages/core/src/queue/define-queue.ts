/**
 * What a queue is: one typed declaration, from which its producers and workers are made. BullMQ only wakes:
 * nothing in a job is needed for correctness, so a lost, doubled or late job costs time and never data.
 */
import type { KeepJobs } from 'bullmq'
import type { z } from 'zod'

/** Every queue there is; a name without a declaration in `QUEUES` does not compile. */
export type QueueName = 'lane'

export type QueueDeclaration<Data extends object = object> = {
  readonly name: QueueName
  /** BullMQ's name of its only kind of job. */
  readonly job: string
  /** Checked when a worker takes a job: another version may have written it. Ids only, never personal data. */
  readonly data: z.ZodType<Data>
  readonly attempts: number
  readonly removeOnComplete: boolean | KeepJobs
  readonly removeOnFail: boolean | KeepJobs
  /** Milliseconds after which another worker may take a job whose worker fell silent. */
  readonly lockDurationMs: number
  readonly stalledIntervalMs: number
}

export function defineQueue<Data extends object>(declaration: QueueDeclaration<Data>): QueueDeclaration<Data> {
  return declaration
}
