/** Waits for a state that can only be looked at: asks again, without a pause that decides a result. */
import { setTimeout as pause } from 'node:timers/promises'

export type WaitOptions = {
  /** Then it rejects. Default 90,000 ms. */
  readonly timeoutMs?: number
  readonly intervalMs?: number
}

export async function waitUntil<T>(
  look: () => Promise<T> | T,
  isThere: (value: T) => boolean,
  { timeoutMs = 90_000, intervalMs = 20 }: WaitOptions = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  const attempt = async (): Promise<T> => {
    const value = await look()
    if (isThere(value)) return value
    if (performance.now() > deadline) {
      throw new Error(`not seen within ${timeoutMs} ms; last: ${JSON.stringify(value)}`)
    }
    await pause(intervalMs)
    return attempt()
  }
  return attempt()
}
