/**
 * A site without a database: what one batch wrote is there for the next one, which is given what it asks for and no more, as
 * the lane's loads are. It keeps the promises of tables: a row that is inserted must not be there, one that is changed must.
 */
import { firstUnits } from '@syncline/core/domain/bulk.ts'
import type { Change } from '@syncline/core/domain/change.ts'
import type { DirectoryPolicy, SitePolicy } from '@syncline/core/domain/directory-policy.ts'
import { initialNeed } from '@syncline/core/domain/initial-need.ts'
import type { Loaded } from '@syncline/core/domain/loaded.ts'
import type { Mark, Waiting } from '@syncline/core/domain/mark.ts'
import type { Need } from '@syncline/core/domain/need.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import type { Outcome } from '@syncline/core/domain/outcome.ts'
import { type Planned, plan } from '@syncline/core/domain/plan.ts'
import type { Key } from '@syncline/core/domain/record.ts'
import type { Request } from './lane.ts'
import { MemoryBulks } from './memory-bulks.ts'
import { loadFrom } from './memory-load.ts'
import { MemoryRows } from './memory-rows.ts'
import { directoryPolicy, SITE_POLICY } from './policies.ts'
import { memoryUuid, NOW } from './pure-plan.ts'

/** A request, and whatever else a test wants to say of its operation. */
export type MemoryRequest = Request &
  Partial<Pick<Operation, 'id' | 'bulk' | 'directoryId' | 'credentialId' | 'command'>>

export type Applied = {
  readonly outcomes: readonly Outcome[]
  readonly changes: readonly Change[]
  /** How often was loaded, batch by batch. */
  readonly rounds: readonly number[]
}

export type MemorySiteOptions = {
  /** Default: one, with id 1. */
  readonly directories?: readonly DirectoryPolicy[]
  readonly site?: SitePolicy
  readonly droppedCredentials?: readonly number[]
  /** At most so many operations a batch. */
  readonly batchSize?: number
}

/** Ways to bring a history to a site that have to come to the same. */
export const CUTS = [
  { cut: 'in one batch', batchSize: 1_000 },
  { cut: 'one by one', batchSize: 1 },
] as const

/** More than any batch of a test needs: a plan that asks for the same again and again is a fault. */
const MAX_ROUNDS = 20

export class MemorySite {
  readonly rows = new MemoryRows()
  readonly bulks = new MemoryBulks()
  /** The time of the batches to come. */
  now = NOW
  site: SitePolicy
  directories: ReadonlyMap<number, DirectoryPolicy>
  /** What batches have marked to be projected again, and who waits for the end of a pause, by key. */
  readonly marks: Mark[] = []
  readonly waiting = new Map<Key, Waiting>()
  readonly #dropped: ReadonlySet<number>
  readonly #batchSize: number
  #seq = 0
  #nextKey = 1
  #ids = 0

  constructor({
    directories = [directoryPolicy()],
    site = SITE_POLICY,
    droppedCredentials = [],
    batchSize = 1_000,
  }: MemorySiteOptions = {}) {
    this.site = site
    this.directories = new Map(directories.map((directory) => [directory.id, directory]))
    this.#dropped = new Set(droppedCredentials)
    this.#batchSize = batchSize
  }

  apply(...requests: readonly MemoryRequest[]): Applied {
    const applied = { outcomes: [] as Outcome[], changes: [] as Change[], rounds: [] as number[] }
    let pending = requests.map((request) => this.#operation(request))
    while (pending.length > 0) {
      const batch = firstUnits(pending, this.#batchSize)
      pending = pending.filter((operation) => !batch.includes(operation))
      const { planned, rounds } = this.#plan(batch)
      this.#write(planned, batch)
      applied.outcomes.push(...planned.outcomes)
      applied.changes.push(...planned.changes)
      applied.rounds.push(rounds)
    }
    return applied
  }

  #operation(request: MemoryRequest): Operation {
    this.#seq += 1
    return {
      id: memoryUuid('e', this.#seq),
      siteId: 1,
      directoryId: 1,
      credentialId: null,
      actor: 'test',
      resourceId: memoryUuid('f', this.#seq),
      ifMatch: null,
      secretSent: false,
      seq: this.#seq,
      ...request,
    }
  }

  #plan(batch: readonly Operation[]): { planned: Planned; rounds: number } {
    const loads: Loaded[] = []
    let need: Need = initialNeed(batch, this.directories)
    for (let rounds = 1; rounds <= MAX_ROUNDS; rounds += 1) {
      loads.push(loadFrom(this.rows, need))
      // Each round begins anew, ids included.
      let ids = this.#ids
      const context = {
        now: this.now,
        nextKey: this.#nextKey,
        site: this.site,
        directories: this.directories,
        droppedCredentials: this.#dropped,
        bulks: this.bulks.of(batch),
        newId: () => memoryUuid('d', ids++),
      }
      const result = plan(context, batch, loads)
      if (result.kind === 'planned') {
        this.#ids = ids
        return { planned: result, rounds }
      }
      need = result.need
    }
    throw new Error(`the plan still misses rows after ${MAX_ROUNDS} rounds: ${JSON.stringify(need, namesOf)}`)
  }

  #write({ state, outcomes, bulks }: Planned, batch: readonly Operation[]): void {
    this.rows.write(state)
    this.bulks.advance(batch, outcomes, bulks)
    this.#nextKey = state.nextKey
    this.marks.push(...state.marks)
    for (const [key, waiting] of state.waiting) this.waiting.set(key, waiting)
  }
}

/** Sets and maps as JSON. */
function namesOf(_: string, value: unknown): unknown {
  if (!(value instanceof Set || value instanceof Map)) return value
  return value.size === 0 ? undefined : [...value.keys()]
}
