/** Checked option values. */
import { InvalidArgumentError } from 'commander'

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}

/** More than none, at most all. */
export function share(text: string): number {
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN
  if (value > 0 && value <= 1) return value
  throw new InvalidArgumentError('It must be a number above 0, at most 1.')
}

/** ISO 8601, with the time zone. */
export function instant(text: string): Date {
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
  const date = new Date(isWhole ? text : Number.NaN)
  if (!Number.isNaN(date.getTime())) return date
  throw new InvalidArgumentError('It must be a time like 2026-11-22T08:00:00Z.')
}
