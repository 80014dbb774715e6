/** One bar a step, and a line with backlog, retries and errors below. */
import { MultiBar, type SingleBar } from 'cli-progress'
import type { Display, DisplayStream } from './display.ts'
import { healthText, rateText, timeText } from './display-text.ts'
import type { Progress, Step } from './progress.ts'

const REFRESH_MS = 250
const FORMAT = '{name} |{bar}| {count}  {rate}  {time}'

export function startBars(progress: Progress, stream: DisplayStream): Display {
  const bars = new MultiBar({
    format: FORMAT,
    stream,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    gracefulExit: false,
    emptyOnZero: true,
  })
  const steps = progress.steps.map((step) => ({ step, bar: bars.create(step.total, 0, payload(step)) }))
  const health = bars.create(1, 0, { text: healthText(progress) }, { format: '{text}' })
  let stopped = false
  const refresh = () => {
    for (const { step, bar } of steps) show(bar, step)
    health.update(0, { text: healthText(progress) })
  }
  const timer = setInterval(refresh, REFRESH_MS)
  return {
    note(text) {
      if (stopped) stream.write(`${text}\n`)
      else bars.log(`${text}\n`)
    },
    stop() {
      stopped = true
      clearInterval(timer)
      refresh()
      bars.stop()
    },
  }
}

function show(bar: SingleBar, step: Step): void {
  bar.setTotal(step.total)
  bar.update(step.done, payload(step))
}

function payload(step: Step) {
  return {
    name: step.name.padEnd(9),
    count: `${step.done.toLocaleString('en-US')}/${step.total.toLocaleString('en-US')}`.padStart(15),
    rate: rateText(step).padStart(8),
    time: timeText(step),
  }
}
