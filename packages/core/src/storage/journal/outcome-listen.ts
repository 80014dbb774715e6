/** Hears which sites have new outcomes: what the lanes announce after each batch. */
import type { Logger } from '../../runtime/logger.ts'
import { type Listener, listenTo } from '../listen.ts'
import { OUTCOME_CHANNEL } from './outcome-channel.ts'

export type OutcomeListenerOptions = {
  /** Without a transaction pooler in between. */
  readonly directUrl: string
  readonly logger: Logger
  onOutcome(siteId: number): void
}

export function listenForOutcomes({ directUrl, logger, onOutcome }: OutcomeListenerOptions): Listener {
  return listenTo({
    channel: OUTCOME_CHANNEL,
    directUrl,
    applicationName: 'syncline-listen',
    logger,
    onMessage(payload) {
      const siteId = siteOf(payload)
      if (siteId !== null) onOutcome(siteId)
    },
  })
}

/** `<siteId>:<appliedSeq>` */
function siteOf(payload: string): number | null {
  const match = /^(\d{1,9}):\d+$/.exec(payload)
  return match === null ? null : Number(match[1])
}
