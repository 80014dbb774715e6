/** Waits until the API says that it is ready. */
import { setInterval as every } from 'node:timers/promises'

const POLL_MS = 50
const LIMIT_MS = 60_000
const ANSWER_LIMIT_MS = 3_000

/**
 * @param giveUp why waiting is in vain; null while it is not
 * @returns null when it is ready, else why it is not
 */
export async function waitUntilReady(
  url: string,
  signal: AbortSignal,
  giveUp: () => string | null,
): Promise<string | null> {
  const until = performance.now() + LIMIT_MS
  for await (const _ of every(POLL_MS, undefined, { signal })) {
    const obstacle = await askReady(url, signal)
    if (obstacle === null) return null
    const hopeless = giveUp()
    if (hopeless !== null) return hopeless
    if (performance.now() > until) return obstacle
  }
  return null
}

async function askReady(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await fetch(`${url}/readyz`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]),
    })
    const text = await answer.text()
    return answer.ok ? null : text.trim()
  } catch {
    return 'the API does not answer'
  }
}
