/** Dates in tables: the day, in UTC, as in the JSON output. */
export function dateText(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/** Times in tables: to the second, in UTC. */
export function timeText(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')}Z`
}

/** Where a column is narrow: to the minute, in UTC. */
export function minuteText(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')}Z`
}
