/** UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits. Sorts by time as text and in Postgres. */
import { randomUUID } from 'node:crypto'

/** @param now milliseconds since the epoch */
export function uuidv7(now: number = Date.now()): string {
  const time = hexOf(now)
  // The random bits of a version 4 UUID, its variant among them, lie where those of version 7 do; Node keeps a store of them.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** The smallest version 7 UUID of an instant: every one made at or after it is at least as great. */
export function smallestUuidv7(now: number): string {
  const time = hexOf(now)
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

function hexOf(milliseconds: number): string {
  return milliseconds.toString(16).padStart(12, '0')
}
