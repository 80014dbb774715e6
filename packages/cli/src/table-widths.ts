/** How wide the columns of a table are: what some of them do not need, others have. */
import stringWidth from 'fast-string-width'

/**
 * Together as wide as given. First so many words stay whole as can, then so many lines.
 * @param widths as wide as each may be at least, with the gap behind it
 * @param columns the texts of each, its head among them
 */
export function fitWidths(
  widths: readonly number[],
  columns: readonly (readonly string[])[],
  gap: number,
): readonly number[] {
  const needed = (at: number, apart: RegExp) =>
    gap + Math.max(0, ...(columns[at] ?? []).flatMap((text) => text.split(apart)).map((part) => stringWidth(part)))
  const fitted = widths.map((width, at) => Math.min(width, needed(at, /\n/)))
  let spare = sum(widths) - sum(fitted)
  for (const apart of [/\s+/, /\n/]) {
    const wants = fitted.map((width, at) => ({ at, more: needed(at, apart) - width })).filter(({ more }) => more > 0)
    for (const { at, more } of wants.toSorted((a, b) => a.more - b.more)) {
      const given = Math.min(more, spare)
      fitted[at] = (fitted[at] ?? 0) + given
      spare -= given
    }
  }
  return fitted
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
