/**
 * Memory of each process over a sync: `node test/bench/memory.ts --users 10000`. A system of one API and one worker is
 * started as an operator would, users are created with 16 requests at a time, and the resident memory of the processes is
 * read every 200 ms; the table shows the median of each tenth of the sync. Linux only: it reads /proc.
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { attachEmbeddedPostgres } from '@syncline/core/runtime/embedded-postgres.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { type RunningCli, startCli } from '../cli/run-cli.ts'
import { listProcesses } from '../support/list-processes.ts'
import { scimRequest } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { waitUntil } from '../support/wait-until.ts'
import { keepBusy } from './keep-busy.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const AT_ONCE = 16
const SAMPLE_MS = 200
const TENTHS = 10
const MIB = 1_048_576
const SERVICES = ['api', 'worker'] as const

type Sample = { readonly done: number; readonly bytes: Readonly<Record<string, number>> }

const { values } = parseArgs({ options: { users: { type: 'string', default: '10000' } } })
const users = Number(values.users)
const dataDir = await mkdtemp(join(tmpdir(), 'syncline-memory-'))
// Postgres may run as another user.
await chmod(dataDir, 0o755)
const system = startCli(['start'], { SYNCLINE_DATA_DIR: dataDir, SYNCLINE_PORT: '0', SYNCLINE_LOG_LEVEL: 'warn' })
try {
  const url = await ready(system)
  const samples: Sample[] = []
  const perSecond = await measure(url, await servicesOf(system.process.pid ?? 0), samples)
  process.stdout.write(`${report(samples, perSecond)}\n`)
} finally {
  system.process.kill('SIGTERM')
  await system.result
  await rm(dataDir, { recursive: true, force: true })
}

async function ready({ stdout }: RunningCli): Promise<string> {
  const said = await waitUntil(stdout, (text) => text.includes('ready at'), { timeoutMs: 120_000 })
  return /ready at (\S+)/.exec(said)?.[1] ?? ''
}

async function servicesOf(launcher: number): Promise<Record<string, number>> {
  const children = (await listProcesses()).filter(({ ppid }) => ppid === launcher)
  return Object.fromEntries(
    SERVICES.map((service) => {
      const found = children.find(({ command }) => command.includes(`services/${service}/`))
      if (found === undefined) throw new Error(`there is no process of the ${service}`)
      return [service, found.pid]
    }),
  )
}

async function measure(url: string, pids: Record<string, number>, samples: Sample[]): Promise<number> {
  const databaseUrl = await attachEmbeddedPostgres({ dataDir, dataDirGiven: true })
  const pool = createPool({ url: databaseUrl ?? '', max: 1, applicationName: 'bench', onError: () => undefined })
  const { directoryPublicId, key } = await createTestDirectory(pool)
  let done = 0
  const sample = async () => samples.push({ done, bytes: await residentBytes(pids) })
  const timer = setInterval(() => void sample(), SAMPLE_MS)
  const perSecond = await keepBusy(users, AT_ONCE, async (at) => {
    const emails = [{ value: `person${at}@example.com`, type: 'work', primary: true }]
    const body = { schemas: [USER], userName: `person${at}`, displayName: `Person ${at}`, active: true, emails }
    const answer = await fetch(`${url}/scim/v2/${directoryPublicId}/Users`, scimRequest(key, 'POST', body))
    await answer.arrayBuffer()
    if (answer.status !== 201) throw new Error(`user ${at} was answered ${answer.status}`)
    done += 1
  })
  clearInterval(timer)
  await sample()
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from account')
  await pool.end()
  if (rows[0]?.n !== users) throw new Error(`${users} users were created, there are ${rows[0]?.n} accounts`)
  return perSecond
}

async function residentBytes(pids: Record<string, number>): Promise<Record<string, number>> {
  const read = async ([service, pid]: [string, number]) => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return [service, Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? '0') * 1_024] as const
  }
  return Object.fromEntries(await Promise.all(Object.entries(pids).map(read)))
}

function report(samples: readonly Sample[], perSecond: number): string {
  const rows = Array.from({ length: TENTHS }, (_, tenth) => {
    const within = samples.filter(({ done }) => Math.min(TENTHS - 1, Math.floor((done * TENTHS) / users)) === tenth)
    const cells = SERVICES.map((service) => median(within.map(({ bytes }) => bytes[service] ?? 0)))
    return `| ${(tenth + 1) * TENTHS} % | ${cells.map((bytes) => (bytes === null ? '–' : (bytes / MIB).toFixed(0))).join(' | ')} |`
  })
  const head = `| of ${users.toLocaleString('en')} users | ${SERVICES.map((service) => `${service}, MiB`).join(' | ')} |`
  return [`${Math.round(perSecond)} users/s`, '', head, '|---|---|---|', ...rows].join('\n')
}

function median(numbers: readonly number[]): number | null {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? null
}
