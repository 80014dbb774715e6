/** Instants (nanoseconds since 1970) as Postgres takes them: timestamptz counts microseconds. */

export type InstantBounds = {
  /** The last microsecond not after the instant, and the first not before it. */
  readonly below: string
  readonly above: string
  /** The instant is a whole microsecond: both are the same. */
  readonly exact: boolean
}

const PER_MICROSECOND = 1_000n

export function instantBounds(nanoseconds: bigint): InstantBounds {
  const rest = ((nanoseconds % PER_MICROSECOND) + PER_MICROSECOND) % PER_MICROSECOND
  const floor = (nanoseconds - rest) / PER_MICROSECOND
  const exact = rest === 0n
  return { below: timestamp(floor), above: timestamp(exact ? floor : floor + 1n), exact }
}

/** No row is older or younger than what four digits of a year can say. */
function timestamp(microseconds: bigint): string {
  const part = ((microseconds % PER_MICROSECOND) + PER_MICROSECOND) % PER_MICROSECOND
  const iso = new Date(Number((microseconds - part) / PER_MICROSECOND)).toISOString()
  if (iso.startsWith('-') || iso.startsWith('0000')) return '-infinity'
  return iso.startsWith('+') ? 'infinity' : iso.replace('Z', `${String(part).padStart(3, '0')}Z`)
}
