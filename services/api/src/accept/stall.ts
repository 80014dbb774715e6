/**
 * Notices that this process stood still: stopped by a signal, its machine suspended, its event loop blocked. What arrived
 * meanwhile is read before it is known which of its senders have left, so those who accept wait until that is known.
 */
import { setTimeout as pause } from 'node:timers/promises'

export type StallWatch = {
  /** Null: nothing to wait for. */
  caughtUp(): Promise<void> | null
  close(): void
}

const TICK_MS = 250
const STALL_MS = 2_000
/** In that time the ends of connections are read, which arrived behind their requests. */
const CATCH_UP_MS = 1_000

export function watchStalls(): StallWatch {
  let lastTick = performance.now()
  let careUntil = 0
  const look = (): number => {
    const now = performance.now()
    if (now - lastTick > STALL_MS) careUntil = now + CATCH_UP_MS
    lastTick = now
    return now
  }
  const timer = setInterval(look, TICK_MS)
  timer.unref()
  return {
    caughtUp() {
      const now = look()
      const restMs = careUntil - now
      return restMs > 0 ? pause(restMs) : null
    },
    close: () => clearInterval(timer),
  }
}
