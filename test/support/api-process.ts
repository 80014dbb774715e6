/** An API process of a test: the real service on a free port, with everything it says. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { waitUntil } from './wait-until.ts'

export type ApiProcess = {
  readonly url: string
  output(): string
  signal(signal: NodeJS.Signals): void
  stop(): Promise<void>
}

export type ApiProcessOptions = {
  readonly url: string
  readonly redisUrl: string | undefined
  readonly logLevel?: string
}

export async function startApiProcess({ url, redisUrl, logLevel = 'info' }: ApiProcessOptions): Promise<ApiProcess> {
  const child = fork(fileURLToPath(import.meta.resolve('@syncline/api/main.ts')), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: url,
      SYNCLINE_PORT: '0',
      SYNCLINE_LOG_LEVEL: logLevel,
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const ended = once(child, 'exit')
  const ready = await waitUntil(
    () => /"url":"(http:[^"]+)"|(http:\/\/127\.0\.0\.1:\d+)/.exec(output),
    (found) => found !== null || child.exitCode !== null,
    { timeoutMs: 20_000 },
  )
  const address = ready?.[1] ?? ready?.[2]
  if (address === undefined) throw new Error(`the API did not start: ${output}`)
  return {
    url: address,
    output: () => output,
    signal(signal) {
      child.kill(signal)
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
