/** A data directory for a demo of a test, and the processes that the demo says it has started. */
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServiceName } from '@syncline/cli/launch/service-process.ts'

export async function demoDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'syncline-demo-'))
  // Postgres may run as another user than the test.
  await chmod(directory, 0o755)
  return directory
}

/** Every process that ran that service, the latest last. */
export function pidsOf(service: ServiceName, output: string): number[] {
  return [...output.matchAll(new RegExp(`The ${service} runs as process (\\d+)`, 'g'))].map((match) => Number(match[1]))
}

export function pidOf(service: ServiceName, output: string): number {
  return pidsOf(service, output).at(-1) ?? 0
}
