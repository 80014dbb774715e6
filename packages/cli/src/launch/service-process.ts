/**
 * Keeps one service running as a child process: started again whenever it ends, with growing pauses, until it is told
 * to stop. The child has an IPC channel, over which it says `ready`: when the channel closes, because we ask or because
 * this process is gone, however that happened, the service ends.
 */
import { type ChildProcess, fork } from 'node:child_process'

export type ServiceKind = 'api' | 'worker'

/** Of several of one kind each has its number, from 1. */
export type ServiceName = ServiceKind | `${ServiceKind}-${number}`

export type ServiceEvent =
  | { readonly kind: 'started'; readonly service: ServiceName; readonly pid: number }
  | {
      readonly kind: 'ended'
      readonly service: ServiceName
      readonly pid: number
      /** Exit code or signal. */
      readonly how: string
      readonly restartInMs: number
    }

export type ServiceProcessOptions = {
  readonly service: ServiceName
  /** Its main.ts. */
  readonly path: string
  readonly environment: NodeJS.ProcessEnv
  /** File descriptor for its output. */
  readonly output: number
  readonly onEvent: (event: ServiceEvent) => void
}

export type ServiceProcess = {
  readonly service: ServiceName
  /** How often it ended since it last ran for a while. */
  readonly failures: number
  /** Lets it end in its own time, then makes it. */
  stop(): Promise<void>
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000
/** A child that lived this long starts over with the shortest pause. */
const SETTLED_MS = 10_000
/** Longer than a service takes for its own shutdown. */
const GRACE_MS = 25_000

export function startServiceProcess({
  service,
  path,
  environment,
  output,
  onEvent,
}: ServiceProcessOptions): ServiceProcess {
  let child: ChildProcess
  let ready = false
  let failures = 0
  let stopping = false
  let pause: NodeJS.Timeout | undefined
  let ended: Promise<void>

  const start = () => {
    const startedAt = performance.now()
    child = fork(path, [], { env: environment, execArgv: [], stdio: ['ignore', output, output, 'ipc'] })
    const { pid = 0 } = child
    ready = false
    child.on('message', (message) => {
      if (message === 'ready') ready = true
    })
    onEvent({ kind: 'started', service, pid })
    ended = new Promise((resolve) => {
      const onEnd = (how: string) => {
        resolve()
        if (stopping || pause !== undefined) return
        failures = performance.now() - startedAt > SETTLED_MS ? 1 : failures + 1
        const restartInMs = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS)
        onEvent({ kind: 'ended', service, pid, how, restartInMs })
        pause = setTimeout(() => {
          pause = undefined
          start()
        }, restartInMs)
      }
      child.once('exit', (code, signal) => onEnd(signal ?? `code ${code}`))
      child.once('error', (error) => onEnd(error.message))
    })
  }
  start()

  return {
    service,
    get failures() {
      return failures
    },
    async stop() {
      stopping = true
      clearTimeout(pause)
      if (child.connected) child.disconnect()
      // It may not listen to the channel yet.
      if (!ready) child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
      await ended
      clearTimeout(timer)
    },
  }
}
