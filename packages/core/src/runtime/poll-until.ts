/** Looks at something that says nothing of itself (a foreign process, a file of another program, a room that empties) until it is as wanted. */
import { setTimeout as pause } from 'node:timers/promises'

export type PollOptions = {
  readonly limitMs: number
  readonly intervalMs?: number
}

/** @returns what was found, or undefined when the time is over; `look` is asked at least once */
export async function pollUntil<T>(
  look: () => Promise<T | undefined>,
  { limitMs, intervalMs = 15 }: PollOptions,
): Promise<T | undefined> {
  const deadline = performance.now() + limitMs
  for (;;) {
    // biome-ignore lint/performance/noAwaitInLoops: each look comes after the one before
    const found = await look()
    if (found !== undefined || performance.now() >= deadline) return found
    await pause(intervalMs)
  }
}
