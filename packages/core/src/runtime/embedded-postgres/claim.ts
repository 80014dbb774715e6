/**
 * Takes a data directory for this process.
 * Guarantee: rejects with `in-use` while another owner lives; otherwise exactly one of several starters gets it.
 */
import { stat, utimes } from 'node:fs/promises'
import type { Logger } from '../logger.ts'
import { pollUntil } from '../poll-until.ts'
import { identifyMachine, identifyProcess } from '../process-identity.ts'
import { EmbeddedPostgresError } from './error.ts'
import {
  claimGeneration,
  createOwner,
  isOwnerRunning,
  type Owner,
  type OwnerGeneration,
  ownerPath,
  readOwner,
  updateOwner,
} from './owner-file.ts'

export type Claim = {
  /** The owner before, whose process is gone. */
  readonly previous: Owner | null
  update(part: Partial<Pick<Owner, 'port' | 'supervisor'>>): Promise<void>
  release(): Promise<void>
}

/** The owner touches its file this often; one on another machine is known to live only by that. */
const HEARTBEAT_MS = 2_000
const HEARTBEAT_WATCH_MS = 3 * HEARTBEAT_MS

export async function claimDataDirectory(dataDir: string, logger: Logger): Promise<Claim> {
  const machine = await identifyMachine()
  const current = await readOwner(dataDir)
  await assertNotInUse(dataDir, current, machine, logger)
  const self = await identifyProcess(process.pid)
  if (!self) throw new EmbeddedPostgresError('data-directory', 'this system does not tell when a process started')
  const generation = current.generation + 1
  const owner = createOwner(self, machine, current.owner?.port ?? 0)
  // Another starter was faster: look again at what it made of it.
  if (!(await claimGeneration(dataDir, generation, owner))) return claimDataDirectory(dataDir, logger)
  return holdClaim(dataDir, generation, owner, current.owner)
}

function holdClaim(dataDir: string, generation: number, owner: Owner, previous: Owner | null): Claim {
  let current = owner
  // A missed beat does no harm, three would.
  const heartbeat = setInterval(() => {
    const now = new Date()
    utimes(ownerPath(dataDir, generation), now, now).catch(() => undefined)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return {
    previous,
    async update(part) {
      current = { ...current, ...part }
      await updateOwner(dataDir, generation, current)
    },
    async release() {
      clearInterval(heartbeat)
      await updateOwner(dataDir, generation, { ...current, supervisor: null, released: true })
    },
  }
}

async function assertNotInUse(
  dataDir: string,
  current: OwnerGeneration,
  machine: string,
  logger: Logger,
): Promise<void> {
  const { owner, generation } = current
  if (owner === null || owner.released) return
  if (owner.machine === machine) {
    if (await isOwnerRunning(owner)) throw inUse(dataDir, `process ${owner.pid}`)
    return
  }
  logger.info(
    { dataDir },
    'the data directory was last used on another machine or before a restart of this one; looking whether it still is',
  )
  if (await isBeating(ownerPath(dataDir, generation)))
    throw inUse(dataDir, `process ${owner.pid} of another machine or container`)
}

async function isBeating(path: string): Promise<boolean> {
  const touched = async () => (await stat(path).catch(() => null))?.mtimeMs
  const before = await touched()
  const beat = await pollUntil(async () => ((await touched()) === before ? undefined : true), {
    limitMs: HEARTBEAT_WATCH_MS,
    intervalMs: 200,
  })
  return beat === true
}

function inUse(dataDir: string, who: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'in-use',
    `the data directory ${dataDir} is in use by ${who}: stop that process first, or give this one another directory with SYNCLINE_DATA_DIR, or let both use one server with DATABASE_URL`,
  )
}
