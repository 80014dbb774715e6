/**
 * Who has the data directory: files `owner.<generation>.json`, of which the highest generation counts.
 * Guarantee: of any number of starters one gets it. Taking over is creating the next generation, which the file system lets
 * one succeed in; removing a stale file and creating a new one would let a slow starter remove a fresh one. A file goes
 * only when a higher one is there, so a starter that is behind always sees that it is.
 */
import { randomBytes } from 'node:crypto'
import { link, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isRunning, type ProcessIdentity } from '../process-identity.ts'

const ownerSchema = z.object({
  pid: z.number().int(),
  /** Of the process, so that another one with its pid is not taken for it. */
  startTime: z.string(),
  /** Where pid and startTime mean something. */
  machine: z.string(),
  /** TCP port of the server; 0 while none was chosen. */
  port: z.number().int(),
  /** The process that watches the server for the owner. */
  supervisor: z.object({ pid: z.number().int(), startTime: z.string() }).nullable(),
  /** Given back in an orderly way; kept for its port. */
  released: z.boolean(),
})

export type Owner = Readonly<z.output<typeof ownerSchema>>
export type OwnerGeneration = { readonly generation: number; readonly owner: Owner | null }

const FILE_NAME = /^owner\.(\d+)\.json$/
const TEMPORARY_NAME = /^owner\.[0-9a-f]{12}\.new$/
const ABANDONED_MS = 60_000

/** The generation that counts; its owner is null for none and for a file that holds no owner. */
export async function readOwner(dataDir: string): Promise<OwnerGeneration> {
  const generation = Math.max(0, ...(await listGenerations(dataDir)))
  if (generation === 0) return { generation, owner: null }
  const text = await readFile(ownerPath(dataDir, generation), 'utf8').catch(() => null)
  // Gone since the listing: a higher one is there.
  if (text === null) return readOwner(dataDir)
  return { generation, owner: parseOwner(text) }
}

/** Only for an owner on this machine. */
export async function isOwnerRunning(owner: Owner): Promise<boolean> {
  return !owner.released && isRunning(owner)
}

export function createOwner(self: ProcessIdentity, machine: string, port: number): Owner {
  return { pid: self.pid, startTime: self.startTime, machine, port, supervisor: null, released: false }
}

/** True when this call made `generation`, and none higher was there. */
export async function claimGeneration(dataDir: string, generation: number, owner: Owner): Promise<boolean> {
  const temporary = await writeTemporary(dataDir, owner)
  try {
    // A link appears with its content or not at all, and never over an existing file.
    await link(temporary, ownerPath(dataDir, generation))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(temporary, { force: true })
  }
  const generations = await listGenerations(dataDir)
  if (Math.max(...generations) > generation) {
    await rm(ownerPath(dataDir, generation), { force: true })
    return false
  }
  const older = generations.filter((other) => other < generation)
  await Promise.all(older.map((other) => rm(ownerPath(dataDir, other), { force: true })))
  await removeAbandoned(dataDir)
  return true
}

/** For the owner of that generation only. */
export async function updateOwner(dataDir: string, generation: number, owner: Owner): Promise<void> {
  await rename(await writeTemporary(dataDir, owner), ownerPath(dataDir, generation))
}

export function ownerPath(dataDir: string, generation: number): string {
  return join(dataDir, `owner.${generation}.json`)
}

async function listGenerations(dataDir: string): Promise<number[]> {
  const names = await readdir(dataDir)
  return names.flatMap((name) => {
    const match = FILE_NAME.exec(name)
    return match ? [Number(match[1])] : []
  })
}

async function writeTemporary(dataDir: string, owner: Owner): Promise<string> {
  const path = join(dataDir, `owner.${randomBytes(6).toString('hex')}.new`)
  await writeFile(path, `${JSON.stringify(owner)}\n`, { mode: 0o644, flag: 'wx' })
  return path
}

/** Temporary files of starters that were killed; those of starters that are just running are young. */
async function removeAbandoned(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => TEMPORARY_NAME.test(name))
  await Promise.allSettled(
    names.map(async (name) => {
      const { mtimeMs } = await stat(join(dataDir, name))
      if (Date.now() - mtimeMs > ABANDONED_MS) await rm(join(dataDir, name), { force: true })
    }),
  )
}

function parseOwner(text: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
