/** The rest of an endpoint that takes its time: done without a turn, which others may use meanwhile. */
export class Later<Answer> {
  /** What it asks of the database is short, or takes a turn of its own. */
  readonly rest: () => Promise<Answer>

  constructor(rest: () => Promise<Answer>) {
    this.rest = rest
  }
}
