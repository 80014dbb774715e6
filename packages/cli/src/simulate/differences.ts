/** What a verification found: all counted, the first ones kept to be shown. */

export type Difference = { readonly subject: string; readonly problem: string }

const KEPT = 20

export class Differences {
  readonly first: Difference[] = []
  total = 0

  add(subject: string, problem: string): void {
    this.total += 1
    if (this.first.length < KEPT) this.first.push({ subject, problem })
  }
}

/** For messages: short, and told apart from text. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
