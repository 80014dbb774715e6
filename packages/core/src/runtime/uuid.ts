/** UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits. Sorts by time as text and in Postgres. */
import { randomBytes } from 'node:crypto'

/** @param now milliseconds since the epoch */
export function uuidv7(now: number = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return format(bytes.toString('hex'))
}

/** The smallest version 7 UUID of an instant: every one made at or after it is at least as great. */
export function smallestUuidv7(now: number): string {
  return format(`${now.toString(16).padStart(12, '0')}70008000000000000000`)
}

function format(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
