import { openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ServiceEvent, type ServiceProcess, startServiceProcess } from '@syncline/cli/launch/service-process.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'

const CHILD = fileURLToPath(new URL('./service-child.ts', import.meta.url))
const MISSING = fileURLToPath(new URL('./no-such-program.ts', import.meta.url))
const NOWHERE = openSync('/dev/null', 'w')

let service: ServiceProcess | undefined
const events: ServiceEvent[] = []

function start(path: string): ServiceProcess {
  events.length = 0
  service = startServiceProcess({
    service: 'worker',
    path,
    environment: { NODE_NO_WARNINGS: '1' },
    output: NOWHERE,
    onEvent: (event) => events.push(event),
  })
  return service
}

const starts = () => events.filter((event) => event.kind === 'started')
const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

afterEach(() => service?.stop())

describe('a service process', () => {
  it('is started again when it is killed, and says so', async () => {
    start(CHILD)
    const first = starts()[0]?.pid ?? 0
    process.kill(first, 'SIGKILL')
    await waitUntil(starts, (found) => found.length === 2)
    expect(events[1]).toEqual({ kind: 'ended', service: 'worker', pid: first, how: 'SIGKILL', restartInMs: 100 })
    expect(isRunning(starts()[1]?.pid ?? 0)).toBe(true)
  })

  it('waits longer each time while it ends at once', async () => {
    const failing = start(MISSING)
    const pauses = () => events.flatMap((event) => (event.kind === 'ended' ? [event.restartInMs] : []))
    await waitUntil(pauses, (found) => found.length === 3)
    expect(pauses()).toEqual([100, 200, 400])
    expect(failing.failures).toBe(3)
  })

  it('ends for good when it is stopped', async () => {
    const running = start(CHILD)
    const pid = starts()[0]?.pid ?? 0
    await running.stop()
    expect(isRunning(pid)).toBe(false)
    expect(events.map((event) => event.kind)).toEqual(['started'])
  })
})
