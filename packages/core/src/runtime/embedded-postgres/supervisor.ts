/**
 * Program: the parent of the server. Started by the owner with a channel; it ends when the server ends.
 * Guarantee: when the channel closes, which the system does however the owner ended, the server is stopped. Should this
 * process be killed itself, the server is stopped by the system where it can (Linux, `setpriv`) and by the owner otherwise.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { pollUntil } from '../poll-until.ts'
import { isRunning, sendSignal } from '../process-identity.ts'
import { PROGRAM_ENVIRONMENT } from './run-command.ts'
import type { SupervisorOrder, SupervisorReport } from './supervisor-message.ts'

const WATCH_INTERVAL_MS = 200
const FOREVER_MS = Number.POSITIVE_INFINITY
/** A fast shutdown writes out what is dirty; after this time it is left to the recovery of the next start. */
const FAST_STOP_LIMIT_MS = 60_000
const IMMEDIATE_STOP_LIMIT_MS = 10_000
/** Backends that outlive the server hold its error output open. */
const LAST_LINES_LIMIT_MS = 300

let signalServer: ((signal: NodeJS.Signals) => void) | undefined
let stopping = false

// The owner decides when it ends: a Ctrl-C or a service manager's signal to all processes must not take the database from
// under an owner that is still finishing its work.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

process.on('message', (order: SupervisorOrder) => {
  if (order.kind === 'stop') stop()
  else if (order.kind === 'run') run(order)
  else void adopt(order)
})
process.on('disconnect', stop)

function run({ program, args, runAs }: Extract<SupervisorOrder, { kind: 'run' }>): void {
  const server = spawn(program, args, {
    ...runAs,
    env: PROGRAM_ENVIRONMENT,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  createInterface({ input: server.stderr }).on('line', (line) => report({ kind: 'line', line }))
  server.on('error', (error) => end(`it cannot be started: ${error.message}`))
  server.on(
    'exit',
    (code, signal) => void collect(server, signal === null ? `exit code ${code}` : `ended by ${signal}`),
  )
  watch((signal) => server.kill(signal))
}

async function collect(server: ChildProcess, reason: string): Promise<void> {
  await Promise.race([once(server, 'close'), pause(LAST_LINES_LIMIT_MS, undefined, { ref: false })])
  server.stderr?.destroy()
  end(reason)
}

async function adopt(server: Extract<SupervisorOrder, { kind: 'adopt' }>): Promise<void> {
  watch((signal) => sendSignal(server.pid, signal))
  // Not our child: there is no event for its end.
  await pollUntil(async () => ((await isRunning(server)) ? undefined : true), {
    limitMs: FOREVER_MS,
    intervalMs: WATCH_INTERVAL_MS,
  })
  end('it ended')
}

function watch(signal: (signal: NodeJS.Signals) => void): void {
  signalServer = signal
  // The owner was gone before the server was there.
  if (stopping || !process.connected) stop()
}

function stop(): void {
  stopping = true
  if (!signalServer) {
    if (process.connected) process.disconnect()
    return
  }
  signalServer('SIGINT')
  setTimeout(() => signalServer?.('SIGQUIT'), FAST_STOP_LIMIT_MS).unref()
  setTimeout(() => signalServer?.('SIGKILL'), FAST_STOP_LIMIT_MS + IMMEDIATE_STOP_LIMIT_MS).unref()
}

function report(message: SupervisorReport): void {
  // Nobody is left to read it; the callback keeps that from being an uncaught error.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
}

/** Without the channel and the server nothing keeps this process. */
function end(reason: string): void {
  signalServer = undefined
  const last: SupervisorReport = { kind: 'gone', reason }
  if (!process.connected) return
  process.send?.(last, undefined, undefined, () => {
    if (process.connected) process.disconnect()
  })
}
