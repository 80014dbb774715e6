/** Gathers the values of a statement while its text is put together: values never become text. */

export type SqlType = 'integer' | 'text' | 'uuid' | 'boolean'

export class SqlValues {
  private readonly bound: unknown[]

  constructor(first: readonly unknown[]) {
    this.bound = [...first]
  }

  get list(): unknown[] {
    return this.bound
  }

  /** The placeholder of a value. The cast tells Postgres its type wherever it stands. */
  bind(value: unknown, type: SqlType): string {
    this.bound.push(value)
    return `$${this.bound.length}::${type}`
  }
}
