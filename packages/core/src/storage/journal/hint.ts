/**
 * Hints: "this site's journal has something new", told to workers whose lanes are hot (docs/adr/0005).
 * Nothing depends on one: a hint that nobody heard is followed by a wake.
 */
import type pg from 'pg'
import type { Logger } from '../../runtime/logger.ts'
import { type Listener, listenTo } from '../listen.ts'

const HINT_CHANNEL = 'syncline_pending'

/** After the append has committed, and outside of it. Waits for no disk: a message has nothing to keep. */
export async function sendHint(pool: pg.Pool, siteId: number): Promise<void> {
  await pool.query({
    name: 'hint-lane',
    text: `select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`,
    values: [HINT_CHANNEL, String(siteId)],
  })
}

export type HintListenerOptions = {
  /** Without a transaction pooler in between. */
  readonly directUrl: string
  readonly logger: Logger
  onHint(siteId: number): void
}

export function listenForHints({ directUrl, logger, onHint }: HintListenerOptions): Listener {
  return listenTo({
    channel: HINT_CHANNEL,
    directUrl,
    applicationName: 'syncline-lane-listen',
    logger,
    onMessage(payload) {
      if (/^\d{1,9}$/.test(payload)) onHint(Number(payload))
    },
  })
}
