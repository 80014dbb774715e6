/** The state of a running sync. The sequence counts here; displays and the report read it. */

export type StepName = 'users' | 'managers' | 'groups' | 'members' | 'cycles' | 'read back' | 'start'

export class Step {
  readonly name: StepName
  /** Grows where it is not known before. */
  total: number
  done = 0
  /** Of earlier runs of the step. */
  #secondsBefore = 0
  startedAt: number | null = null
  endedAt: number | null = null

  constructor(name: StepName, total: number) {
    this.name = name
    this.total = total
  }

  async run(work: () => Promise<void>): Promise<void> {
    this.#secondsBefore = this.seconds
    this.startedAt = performance.now()
    this.endedAt = null
    await work()
    this.endedAt = performance.now()
  }

  get running(): boolean {
    return this.startedAt !== null && this.endedAt === null
  }

  get seconds(): number {
    if (this.startedAt === null) return 0
    return this.#secondsBefore + ((this.endedAt ?? performance.now()) - this.startedAt) / 1000
  }

  get perSecond(): number {
    return this.seconds === 0 ? 0 : this.done / this.seconds
  }

  /** Null while nothing is known. */
  get secondsLeft(): number | null {
    if (this.endedAt !== null) return 0
    return this.perSecond === 0 ? null : (this.total - this.done) / this.perSecond
  }
}

export class Progress {
  readonly steps: readonly Step[]
  inFlight = 0
  retries = 0
  errors = 0
  /** Operations in the journal that are not applied yet; null where they cannot be seen. */
  pending: number | null = null

  /** @param totals the steps in their order, with how much each has to do */
  constructor(totals: Readonly<Partial<Record<StepName, number>>>) {
    this.steps = Object.entries(totals).map(([name, total]) => new Step(name as StepName, total))
  }

  step(name: StepName): Step {
    const step = this.steps.find((candidate) => candidate.name === name)
    if (step === undefined) throw new Error(`no step ${name}`)
    return step
  }
}
