/** What was acknowledged is there after the worst: every process, the database's among them, killed at once. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoDirectory } from '../cli/demo-directory.ts'
import { type RunningCli, runCli, startCli } from '../cli/run-cli.ts'
import { listProcesses } from '../support/list-processes.ts'
import { waitUntil } from '../support/wait-until.ts'

let dataDir: string
let running: RunningCli | undefined

const environment = () => ({ SYNCLINE_DATA_DIR: dataDir, SYNCLINE_PORT: '0' })

beforeAll(async () => {
  dataDir = await demoDirectory()
})

afterAll(async () => {
  running?.process.kill('SIGTERM')
  await running?.result
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<string> {
  running = startCli(['start'], environment())
  const { stdout } = running
  const ready = await waitUntil(stdout, (text) => text.includes('ready at'))
  return /ready at (\S+)/.exec(ready)?.[1] ?? ''
}

async function json(...args: string[]) {
  const { stdout, stderr, code } = await runCli([...args, '--json'], environment())
  expect(stderr).toBe('')
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

/** The launcher, the services, the supervisor and every server process, whatever their parents. */
async function killEverything(): Promise<void> {
  const postmaster = Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
  const launcher = running?.process.pid ?? 0
  const all = await listProcesses()
  const doomed = new Set([launcher, postmaster])
  for (let before = 0; before < doomed.size; ) {
    before = doomed.size
    for (const { pid, ppid } of all) if (doomed.has(ppid)) doomed.add(pid)
    for (const { pid, command } of all) if (command.includes(dataDir)) doomed.add(pid)
  }
  for (const pid of doomed) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended with its parent.
    }
  }
  await running?.result
}

test('50 of 50 acknowledged users are there after everything was killed with SIGKILL and started again', async () => {
  const url = await start()
  const site = await json('site', 'create', 'Fault')
  const directory = await json('directory', 'create', 'Directory', '--site', site.id)
  const { key } = await json('key', 'create', '--directory', directory.id)
  const scim = (base: string, path: string, init: RequestInit = {}) =>
    fetch(`${base}/scim/v2/${directory.id}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' },
    })

  const created = await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const answer = await scim(url, '/Users', {
        method: 'POST',
        body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: `user ${n}` }),
      })
      expect(answer.status).toBe(201)
      return ((await answer.json()) as { id: string }).id
    }),
  )
  await killEverything()

  const again = await start()
  const found = await Promise.all(created.map(async (id) => (await scim(again, `/Users/${id}`)).status))
  expect(found).toEqual(Array(50).fill(200))
  const list = (await (await scim(again, '/Users?count=0')).json()) as { totalResults: number }
  expect(list.totalResults).toBe(50)
})
