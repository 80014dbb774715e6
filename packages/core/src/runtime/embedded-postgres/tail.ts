/** Keeps the last lines of an output, for error messages. */

const LINES = 12
const LINE_LENGTH = 400

export type Tail = {
  add(line: string): void
  /** The lines, indented under a colon; empty when nothing was said. */
  text(): string
}

export function createTail(): Tail {
  const lines: string[] = []
  return {
    add(line) {
      lines.push(line.slice(0, LINE_LENGTH))
      if (lines.length > LINES) lines.shift()
    },
    text: () => (lines.length === 0 ? '' : `:\n  ${lines.join('\n  ')}`),
  }
}
