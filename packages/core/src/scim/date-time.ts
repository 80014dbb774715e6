/** xsd:dateTime as SCIM uses it (RFC 7643 §2.3.5): date and time are mandatory, a missing zone means UTC. */

const DATE_TIME = /^(\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/i
const NANOSECONDS_PER_MILLISECOND = 1_000_000n

/** Nanoseconds since 1970 (some senders write seven digits and more of the fraction); null when it is no dateTime. */
export function parseInstant(text: string): bigint | null {
  const match = DATE_TIME.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match
  const seconds = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
  const milliseconds = Date.parse(seconds)
  // Date.parse takes 31 February for 3 March: the day has to come back as it went in.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).getUTCDate() !== Number(day)) return null
  const offset = zoneOffset(zone)
  if (offset === null) return null
  const nanoseconds = BigInt(fraction.slice(0, 9).padEnd(9, '0'))
  return BigInt(milliseconds - offset) * NANOSECONDS_PER_MILLISECOND + nanoseconds
}

/** Milliseconds east of UTC. */
function zoneOffset(zone: string): number | null {
  if (zone.toUpperCase() === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4, 6))
  if (hours > 14 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
