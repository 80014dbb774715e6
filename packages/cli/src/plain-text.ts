/** Texts for a terminal: lines that fit, and names that cannot steer it. */
import { wrapAnsi } from 'fast-wrap-ansi'

export const COLUMNS = 80

/** Control characters, and those that turn the direction of what follows: identity providers choose names. */
const STEERING = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu

export function withoutControls(text: string): string {
  return text.replaceAll(STEERING, '\uFFFD')
}

/** Breaks lines between words, and within those that are longer. A character of double width counts as two. */
export function wrapText(text: string, columns: number): string {
  return wrapAnsi(text, columns, { hard: true })
}

/** Lines of a terminal, indented, and those behind the first one more. */
export function indented(text: string): string[] {
  const [first = '', ...rest] = wrapText(text, COLUMNS - 4).split('\n')
  return [`  ${first}`, ...rest.map((line) => `    ${line}`)]
}
