/** Worker processes of a test: real ones, started, killed and awaited. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type WorkerProcess = {
  readonly child: ChildProcess
  /** Resolves with the signal or code that ended it. */
  readonly ended: Promise<string | number | null>
  kill(signal: NodeJS.Signals): Promise<void>
  /** What it has said. */
  output(): string
}

export type WorkerProcessOptions = {
  readonly url: string
  readonly redisUrl: string | undefined
  readonly fault?: string
  readonly logLevel?: string
  /** Operations of a batch. */
  readonly batchSize?: number
}

/** Resolves once it takes jobs. */
export async function startWorkerProcess({
  url,
  redisUrl,
  fault,
  logLevel = 'fatal',
  batchSize,
}: WorkerProcessOptions): Promise<WorkerProcess> {
  const child = fork(fileURLToPath(new URL('./faulty-worker.ts', import.meta.url)), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: url,
      SYNCLINE_LOG_LEVEL: logLevel,
      ...(batchSize === undefined ? {} : { SYNCLINE_BATCH_SIZE: String(batchSize) }),
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      ...(fault === undefined ? {} : { SYNCLINE_TEST_FAULT: fault }),
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const ended = new Promise<string | number | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code))
  })
  const started = await Promise.race([once(child, 'message').then(() => true), ended.then(() => false)])
  if (!started) throw new Error(`the worker process ended before it was ready: ${output}`)
  return {
    child,
    ended,
    output: () => output,
    async kill(signal) {
      child.kill(signal)
      await ended
    },
  }
}
