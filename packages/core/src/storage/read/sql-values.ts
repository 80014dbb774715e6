/** Gathers the values of a statement while its text is put together: values never become text. */
import { createHash } from 'node:crypto'

export type SqlType = 'integer' | 'bigint' | 'text' | 'uuid' | 'boolean' | 'numeric' | 'timestamptz' | 'bigint[]'

export type SqlStatement = { readonly text: string; readonly values: unknown[] }

const PLACEHOLDER = /\$(\d+)::/g

export class SqlValues {
  private readonly bound: unknown[]

  constructor(first: readonly unknown[]) {
    this.bound = [...first]
  }

  /** The placeholder of a value. The cast tells Postgres its type wherever it stands. */
  bind(value: unknown, type: SqlType): string {
    this.bound.push(value)
    return `$${this.bound.length}::${type}`
  }

  /** Of what was bound only what the text has a use for: Postgres cannot tell the type of anything else. */
  statement(text: string): SqlStatement {
    const values: unknown[] = []
    const numbers = new Map<string, number>()
    const renumbered = text.replace(PLACEHOLDER, (_, old: string) => {
      const number = numbers.get(old) ?? values.push(this.bound[Number(old) - 1])
      numbers.set(old, number)
      return `$${number}::`
    })
    return { text: renumbered, values }
  }
}

/** For the few texts that come often: planned once a connection. The name is made of the text. */
export function prepared(statement: SqlStatement) {
  const digest = createHash('sha1').update(statement.text).digest('hex')
  return { ...statement, name: `read-${digest}` }
}
