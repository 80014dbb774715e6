/**
 * The owner's side of the supervisor: starts one, tells it what to do, notices the end of either.
 * Guarantee: `gone` resolves once, when server or supervisor has ended, with the reason; nothing is thrown as an event.
 */
import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Logger } from '../logger.ts'
import { identifyProcess, type ProcessIdentity } from '../process-identity.ts'
import { EmbeddedPostgresError } from './error.ts'
import { PROGRAM_ENVIRONMENT } from './run-command.ts'
import type { SupervisorOrder, SupervisorReport } from './supervisor-message.ts'
import { createTail } from './tail.ts'

const SUPERVISOR = fileURLToPath(new URL('./supervisor.ts', import.meta.url))

export type Supervised = {
  readonly supervisor: Pick<ProcessIdentity, 'pid' | 'startTime'>
  /** Why the server is not watched or not there any more, with the last lines of its log. */
  readonly gone: Promise<string>
  /** Resolves when the server is gone. */
  stop(): Promise<void>
  /** From now on the server does not keep this process from ending. */
  unref(): void
}

export async function supervise(order: SupervisorOrder, logger: Logger): Promise<Supervised> {
  const child = spawn(process.execPath, [SUPERVISOR], {
    env: PROGRAM_ENVIRONMENT,
    cwd: '/',
    // A process group of its own: signals to that of the owner do not reach the server.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const tail = createTail()
  let reason: string | undefined
  if (child.stderr) createInterface({ input: child.stderr }).on('line', tail.add)
  const gone = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`its supervisor cannot be started: ${error.message}`))
    child.on('exit', (code, signal) => {
      const ended = reason ?? `its supervisor ended (${signal ?? `exit code ${code}`})`
      resolve(`${ended}${tail.text()}`)
    })
  })
  child.on('message', (report: SupervisorReport) => {
    if (report.kind === 'gone') reason = report.reason
    else {
      tail.add(report.line)
      logger.debug({ line: report.line }, 'postgres')
    }
  })
  child.send(order, () => undefined)
  return {
    supervisor: await identify(child.pid, gone),
    gone,
    async stop() {
      child.ref()
      if (child.connected) child.send({ kind: 'stop' } satisfies SupervisorOrder, () => undefined)
      await gone
    },
    unref() {
      child.unref()
      child.channel?.unref()
      if (child.stderr instanceof Socket) child.stderr.unref()
    },
  }
}

async function identify(pid: number | undefined, gone: Promise<string>): Promise<Supervised['supervisor']> {
  const identity = pid === undefined ? null : await identifyProcess(pid)
  if (identity) return { pid: identity.pid, startTime: identity.startTime }
  throw new EmbeddedPostgresError('start', `Postgres did not start: ${await gone}`)
}
