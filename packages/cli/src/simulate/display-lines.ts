/** For output that is no terminal: the running step every five seconds, and each step once when it has ended. */
import type { Display, DisplayStream } from './display.ts'
import { healthText, rateText, timeText } from './display-text.ts'
import type { Progress, Step } from './progress.ts'

const EVERY_MS = 5_000

export function startLines(progress: Progress, stream: DisplayStream): Display {
  const reported = new Set<Step>()
  const write = (text: string) => stream.write(`${text}\n`)
  const writeEnded = () => {
    for (const step of progress.steps) {
      if (step.endedAt === null || reported.has(step)) continue
      reported.add(step)
      write(`${count(step)} ${timeText(step)}, ${rateText(step)}`)
    }
  }
  const timer = setInterval(() => {
    writeEnded()
    const running = progress.steps.find((step) => step.running)
    if (running === undefined) return
    write(`${count(running)}, ${rateText(running)}, ${timeText(running)} | ${healthText(progress)}`)
  }, EVERY_MS)
  return {
    note: write,
    stop() {
      clearInterval(timer)
      writeEnded()
    },
  }
}

function count(step: Step): string {
  return `${step.name} ${step.done.toLocaleString('en-US')}/${step.total.toLocaleString('en-US')}`
}
