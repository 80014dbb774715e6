/** A process that is started again whenever it ends, as a launcher would, until the storm is over. */
import { type ChildProcess, fork } from 'node:child_process'

export type SupervisedOptions = {
  readonly name: string
  readonly path: string
  readonly execArgv?: readonly string[]
  readonly environment: NodeJS.ProcessEnv
}

export type Supervised = {
  readonly name: string
  readonly pid: number
  /** It has said `ready` and lives. */
  readonly ready: boolean
  /** How often it ended by itself although it was ready: nobody but a signal should end it. */
  readonly crashes: number
  signal(signal: NodeJS.Signals): void
  send(message: object | string): void
  /** Resolves when the process of now has ended. */
  readonly ended: Promise<void>
  /** What it said last. */
  output(): string
  stop(): Promise<void>
}

const PAUSE_MS = 200
const OUTPUT_KEPT = 100_000
const GRACE_MS = 20_000

export function superviseProcess({ name, path, execArgv = [], environment }: SupervisedOptions): Supervised {
  let child: ChildProcess
  let ended: Promise<void>
  let ready = false
  let crashes = 0
  let stopping = false
  let output = ''
  let timer: NodeJS.Timeout | undefined

  const keep = (text: string) => {
    output = (output + text).slice(-OUTPUT_KEPT)
  }
  const start = () => {
    ready = false
    const started = fork(path, [], {
      execArgv: [...execArgv],
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    child = started
    for (const stream of [started.stdout, started.stderr]) stream?.setEncoding('utf8').on('data', keep)
    started.on('message', (message) => {
      if (message === 'ready') ready = true
    })
    // A message to a process that is ending.
    started.on('error', () => undefined)
    ended = new Promise((resolve) => {
      started.once('exit', (code, signal) => {
        if (ready && signal === null && !stopping) crashes += 1
        ready = false
        keep(`\n--- ${name} ended: ${signal ?? code} ---\n`)
        resolve()
        if (!stopping) timer = setTimeout(start, PAUSE_MS)
      })
    })
  }
  start()

  return {
    name,
    get pid() {
      return child.pid ?? 0
    },
    get ready() {
      return ready
    },
    get crashes() {
      return crashes
    },
    get ended() {
      return ended
    },
    signal(signal) {
      child.kill(signal)
    },
    send(message) {
      if (child.connected) child.send(message, () => undefined)
    },
    output: () => output,
    async stop() {
      stopping = true
      clearTimeout(timer)
      child.kill('SIGCONT')
      child.kill('SIGTERM')
      if (child.connected) child.disconnect()
      const kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
      await ended
      clearTimeout(kill)
    },
  }
}
