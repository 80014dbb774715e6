/** Log files of the services, so that a terminal can show something else. An old log is kept once. */
import { chmodSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ServiceName } from './service-process.ts'

const LARGEST_BYTES = 20_000_000

export type LogFiles = {
  readonly directory: string
  /** A file descriptor that appends. */
  open(part: ServiceName | 'demo'): number
}

export function createLogFiles(directory: string): LogFiles {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
  return {
    directory,
    open(part) {
      const path = join(directory, `${part}.log`)
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES) renameSync(path, `${path}.1`)
      return openSync(path, 'a', 0o600)
    },
  }
}
