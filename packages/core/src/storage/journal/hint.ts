/**
 * Hints: "this site's journal has something new", told to workers whose lanes are hot (docs/adr/0005).
 * Nothing depends on one: a hint that nobody heard is followed by a wake.
 */
import type pg from 'pg'
import type { Logger } from '../../runtime/logger.ts'
import { type Listener, listenTo } from '../listen.ts'

const HINT_CHANNEL = 'syncline_pending'

/** Milliseconds after a turn in which a worker takes hints for the lane. */
export const HOT_MS = 10_000
/** Milliseconds after the announcement of a batch in which a hint is sent. Shorter, by far more than a message takes. */
export const HINTED_MS = HOT_MS / 2

/** Behind the append, not in it: it tells of what has committed. Waits for no disk: a message has nothing to keep. */
export async function sendHints(client: Pick<pg.ClientBase, 'query'>, siteIds: readonly number[]): Promise<void> {
  await client.query({
    name: 'hint-lanes',
    text: `
select set_config('synchronous_commit', 'off', true), pg_notify($1, site_id) from unnest($2::text[]) as s (site_id)`,
    values: [HINT_CHANNEL, siteIds],
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
