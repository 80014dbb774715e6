/**
 * Graceful end of a process: steps in order, each given its time.
 * Guarantee: `exit` is called once the steps are through, when they take too long, or at the second signal; never by this
 * file's own account (only `main.ts` ends a process).
 */
import type { Logger } from './logger.ts'

export type ShutdownStep = {
  readonly name: string
  run(): Promise<unknown>
}

export type ShutdownOptions = {
  /** All steps together. Default 20,000 ms. */
  readonly limitMs?: number
  /** Ends the process; 0 when all steps went well. */
  exit(code: number): void
  /** Where SIGINT and SIGTERM come from. Default: the process. */
  readonly signals?: SignalSource
}

export type SignalSource = {
  on(signal: NodeJS.Signals, listener: () => void): unknown
}

const DEFAULT_LIMIT_MS = 20_000

const PROCESS_SIGNALS: SignalSource = { on: (signal, listener) => process.on(signal, listener) }

/** @returns starts the shutdown without a signal, e.g. after a fatal error, with the exit code that is wanted */
export function onShutdown(
  logger: Logger,
  steps: readonly ShutdownStep[],
  { limitMs = DEFAULT_LIMIT_MS, exit, signals = PROCESS_SIGNALS }: ShutdownOptions,
): (code?: number) => void {
  let started = false

  const start = (code = 0) => {
    if (started) return
    started = true
    const timer = setTimeout(() => {
      logger.error({ limitMs }, 'shutdown takes too long, ending now')
      exit(1)
    }, limitMs)
    void runInOrder(logger, steps).then((allWell) => {
      clearTimeout(timer)
      exit(allWell ? code : 1)
    })
  }

  const onSignal = (signal: NodeJS.Signals) => {
    if (started) {
      logger.warn({ signal }, 'second signal, ending now')
      exit(1)
      return
    }
    logger.info({ signal }, 'shutting down')
    start()
  }
  signals.on('SIGINT', () => onSignal('SIGINT'))
  signals.on('SIGTERM', () => onSignal('SIGTERM'))
  return start
}

/** A step that fails is logged and does not keep the next ones from running. */
async function runInOrder(logger: Logger, steps: readonly ShutdownStep[]): Promise<boolean> {
  return steps.reduce(async (before, step) => {
    const allWell = await before
    try {
      await step.run()
      return allWell
    } catch (err) {
      logger.error({ err, step: step.name }, 'shutdown step failed')
      return false
    }
  }, Promise.resolve(true))
}
