/** Figures of a running sync as text, the same for bars and lines. */
import type { Progress, Step } from './progress.ts'

export function rateText(step: Step): string {
  return `${Math.round(step.perSecond).toLocaleString('en-US')}/s`
}

/** How long it will take, or has taken. */
export function timeText(step: Step): string {
  if (step.endedAt !== null) return `in ${step.seconds.toFixed(1)}s`
  if (step.secondsLeft === null) return 'ETA -'
  const seconds = Math.ceil(step.secondsLeft)
  return seconds < 60 ? `ETA ${seconds}s` : `ETA ${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, '0')}s`
}

export function healthText({ inFlight, pending, retries, errors }: Progress): string {
  const waiting = pending === null ? '' : `, ${pending} pending`
  return `backlog: ${inFlight} in flight${waiting} | retries: ${retries} | errors: ${errors}`
}
