/**
 * What `vitest` is for the tests that judge mutants (resolve-hooks.ts): declared tests are kept instead of run, so that one process
 * runs them again for mutant after mutant.
 */
import { inspect } from 'node:util'

export { expect } from 'vitest'

export type Test = {
  /** Unique: its file, its titles, and its place among tests of the same titles. */
  readonly id: string
  readonly file: string
  run(): unknown
}

type Body<Row extends readonly unknown[]> = (...row: Row) => unknown

const tests = new Map<string, Test>()
let file = ''
let titles: readonly string[] = []

export function forgetTests(): void {
  tests.clear()
}

/** Imports a file of tests. */
export async function collect(name: string, url: string): Promise<void> {
  file = name
  titles = []
  await import(url)
}

export function collected(): readonly Test[] {
  return [...tests.values()]
}

function declare(title: string, run: () => unknown): void {
  const name = [file, ...titles, title].join(' > ')
  const id = tests.has(name) ? `${name} (${tests.size})` : name
  tests.set(id, { id, file, run })
}

function suite(title: string, body: () => unknown): void {
  const outer = titles
  titles = [...outer, title]
  // Vitest waits for a promise here; nobody needs that, and what is declared behind it would get a wrong title.
  if (body() instanceof Promise) throw new Error(`${file}: the body of ${title} is asynchronous`)
  titles = outer
}

/** A row that is an array gives its elements, any other itself (Vitest's `each`). */
function each(declareOne: (title: string, body: () => unknown) => void) {
  return (rows: readonly unknown[]) =>
    (title: string, body: Body<readonly unknown[]>): void => {
      for (const row of rows) {
        const values = Array.isArray(row) ? row : [row]
        const shown = inspect(values, { depth: 1, breakLength: Number.POSITIVE_INFINITY }).slice(0, 200)
        declareOne(`${title} ${shown}`, () => body(...values))
      }
    }
}

const nothing = Object.assign(() => undefined, { each: () => () => undefined })
const declared = Object.assign(declare, { each: each(declare) })

export const test = Object.assign(declared, {
  skipIf: (condition: unknown) => (condition ? nothing : declared),
})
export const it = test
export const describe = Object.assign(suite, { each: each(suite) })
