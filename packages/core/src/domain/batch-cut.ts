/** Where a batch or a step has to be cut: around what looks at rows as they are then, and writes what no later part of it would know of. */
export class BatchCut {
  /** Whether nothing of it stands before the operation or row. */
  isFirst = true
  #isAlone = false
  #isTooLate = false
  #isEnd = false

  /** It needs what is before it to be written, and what comes behind it needs what it writes. */
  takeAlone(): void {
    this.#isAlone = true
    this.#isTooLate ||= !this.isFirst
  }

  /** What it has begun goes on before anything that comes behind it. */
  endHere(): void {
    this.#isEnd = true
  }

  /** Nothing may come behind it. */
  get ends(): boolean {
    return this.#isAlone || this.#isEnd
  }

  /** It belongs to the next batch or step. */
  get isTooLate(): boolean {
    return this.#isTooLate
  }
}
