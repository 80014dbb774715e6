#!/usr/bin/env node
/** The `syncline` command. */
import { parseConfig } from '@syncline/core/runtime/config.ts'
import { createLogger } from '@syncline/core/runtime/logger.ts'
import type { CliContext } from './context.ts'
import { runCommand } from './program.ts'

const INTERRUPTED = 130
/** One Ctrl-C comes twice below npm, which forwards it; only a later one means that nobody wants to wait. */
const SAME_SIGNAL_MS = 1_000

const stop = new AbortController()
let stoppedAt = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stop.signal.aborted) stoppedAt = performance.now()
    else if (performance.now() - stoppedAt > SAME_SIGNAL_MS) process.exit(INTERRUPTED)
    stop.abort()
  })
}

const context: CliContext = {
  environment: process.env,
  config: () => parseConfig(process.env),
  logger: (level) =>
    createLogger({ name: 'cli', level: level ?? parseConfig(process.env).logLevel, destination: process.stderr }),
  // A getter: reading it opens the stream.
  get stdin() {
    return process.stdin
  },
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
}

process.exit(await runCommand(process.argv.slice(2), context))
