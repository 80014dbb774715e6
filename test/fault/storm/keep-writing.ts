/** Clients that write until they are told to stop, and the end of what they have caused. */
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { waitUntil } from '../../support/wait-until.ts'
import type { Actor } from './actor.ts'

/** Each actor writes one after another; `stop` resolves when all have got their last answer. */
export function keepWriting(actors: readonly Actor[]): { stop(): Promise<void> } {
  let stopping = false
  const write = async (actor: Actor): Promise<void> => {
    while (!stopping) {
      // biome-ignore lint/performance/noAwaitInLoops: an actor has one request at a time
      await actor.step()
      // Room for the faults: a machine that is busy with requests alone is not disturbed by much.
      await pause(20)
    }
  }
  const ended = Promise.all(actors.map(write))
  // Told when it is awaited.
  ended.catch(() => undefined)
  return {
    async stop() {
      stopping = true
      await ended
    },
  }
}

export async function untilDrained(pool: pg.Pool, timeoutMs: number): Promise<void> {
  const look = async () => {
    const { rows } = await pool.query<{ n: number }>('select count(*) as n from pending')
    return rows[0]?.n
  }
  await waitUntil(look, (pending) => pending === 0, { timeoutMs, intervalMs: 100 })
}
