/** Every queue, once. */
import type { QueueDeclaration, QueueName } from './define-queue.ts'
import { LANE_QUEUE } from './lane.ts'

export const QUEUES = { lane: LANE_QUEUE } satisfies { readonly [Name in QueueName]: QueueDeclaration }
