/** Shows a running sync: bars on a terminal, else a line every few seconds. Only reads the progress. */

import { startBars } from './display-bars.ts'
import { startLines } from './display-lines.ts'
import type { Progress } from './progress.ts'

export type Display = {
  /** A line of text among the display, e.g. that a process was started again. */
  note(text: string): void
  stop(): void
}

export type DisplayStream = NodeJS.WriteStream | (NodeJS.WritableStream & { isTTY?: boolean })

export function startDisplay(progress: Progress, stream: DisplayStream): Display {
  return stream.isTTY ? startBars(progress, stream) : startLines(progress, stream)
}
