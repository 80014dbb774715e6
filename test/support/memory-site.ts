/**
 * A site without a database: what one batch wrote is there for the next one, which is given what it asks for and no more, as
 * the lane's loads are. It keeps the promises of tables: a row that is inserted must not be there, one that is changed must.
 * A history goes on as long as a test wants, under other policies if it says so; `settle` does what the lane does in steps.
 */
import { firstUnits } from '@syncline/core/domain/bulk.ts'
import type { Change } from '@syncline/core/domain/change.ts'
import type { Command } from '@syncline/core/domain/command.ts'
import type { DirectoryPolicy, SitePolicy } from '@syncline/core/domain/directory-policy.ts'
import { initialNeed } from '@syncline/core/domain/initial-need.ts'
import type { Loaded } from '@syncline/core/domain/loaded.ts'
import { CHAIN_KEY, type Dirty, type Mark, type NewStart, type Waiting } from '@syncline/core/domain/mark.ts'
import type { Need } from '@syncline/core/domain/need.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import type { Outcome } from '@syncline/core/domain/outcome.ts'
import { type Planned, plan } from '@syncline/core/domain/plan.ts'
import type { PlanContext } from '@syncline/core/domain/plan-context.ts'
import type { PlanState } from '@syncline/core/domain/plan-state.ts'
import { type PlannedStep, planStep, stepNeed } from '@syncline/core/domain/plan-step.ts'
import type { Key } from '@syncline/core/domain/record.ts'
import type { Request } from './lane.ts'
import { MemoryBulks } from './memory-bulks.ts'
import { isGuarding } from './memory-guard.ts'
import { loadFrom } from './memory-load.ts'
import { markedRows } from './memory-marks.ts'
import { MemoryRows } from './memory-rows.ts'
import { directoryPolicy, SITE_POLICY } from './policies.ts'
import { memoryUuid, NOW } from './pure-plan.ts'

/** A request, and whatever else a test wants to say of its operation. */
export type MemoryRequest = Request &
  Partial<Pick<Operation, 'id' | 'bulk' | 'directoryId' | 'credentialId' | 'command' | 'actor'>>

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
  /** At most so many links of a chain of waiting records at once. Default: as the lane. */
  readonly chainLinks?: number
}

/** Ways to bring a history to a site that have to come to the same. */
export const CUTS = [
  { cut: 'in one batch', batchSize: 1_000 },
  { cut: 'one by one', batchSize: 1 },
] as const

/** As in the lane: a plan that asks for the same again and again is a fault. */
const MAX_ROUNDS = 100
/** A step may mark again what another one waits for: more than this goes round in circles. */
const MAX_STEPS = 1_000

/** What is said of a request means nothing in a command. */
const COMMAND = { method: 'POST', resourceType: 'User', directoryId: 0, body: null } as const

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
  /** What commands have begun: starts, and ends of directories by id. */
  readonly starts: NewStart[] = []
  readonly disconnected: number[] = []
  readonly #dirty = new Map<Key, Dirty>()
  readonly #dropped: ReadonlySet<number>
  readonly #batchSize: number
  readonly #chainLinks: number | undefined
  /** When each was changed last, in batches and steps. */
  readonly #conflictChanges = new Map<string, number>()
  #seq = 0
  #nextKey = 1
  #written = 0
  #ids = 0
  /** Ids that the plan has made which is written next. */
  #made = 0

  constructor({
    directories = [directoryPolicy()],
    site = SITE_POLICY,
    droppedCredentials = [],
    batchSize = 1_000,
    chainLinks,
  }: MemorySiteOptions = {}) {
    this.site = site
    this.directories = new Map(directories.map((directory) => [directory.id, directory]))
    this.#dropped = new Set(droppedCredentials)
    this.#batchSize = batchSize
    this.#chainLinks = chainLinks
  }

  apply(...requests: readonly MemoryRequest[]): Applied {
    const applied = { outcomes: [] as Outcome[], changes: [] as Change[], rounds: [] as number[] }
    let pending = requests.map((request) => this.#operation(request))
    while (pending.length > 0) {
      this.#settleFirst(applied.changes)
      const claimed = firstUnits(pending, this.#batchSize)
      const { planned, rounds } = this.#plan(claimed)
      const batch = claimed.slice(0, planned.outcomes.length)
      pending = pending.filter((operation) => !batch.includes(operation))
      this.#write(planned.state)
      this.bulks.advance(batch, planned.outcomes, planned.bulks)
      applied.outcomes.push(...planned.outcomes)
      applied.changes.push(...planned.changes)
      applied.rounds.push(rounds)
    }
    return applied
  }

  /** How many batches and steps it has had: as which it was looked at. */
  get asOf(): number {
    return this.#written
  }

  #changedSince(asOf: number): ReadonlySet<string> {
    return new Set([...this.#conflictChanges].flatMap(([id, at]) => (at > asOf ? [id] : [])))
  }

  /** By an administrator, with all that it marks. */
  command(command: Command, actor = 'admin'): Outcome {
    const { outcomes } = this.apply({ ...COMMAND, command, actor })
    this.settle()
    const [outcome] = outcomes
    if (outcome === undefined) throw new Error('the command has no outcome')
    return outcome
  }

  /** Works off what is marked, and what has waited for the end of a pause, until nothing is left. */
  settle(stepSize = 1_000): Change[] {
    const changes: Change[] = []
    for (let turns = 0; turns < MAX_STEPS; turns += 1) {
      const due = this.#due()
      const first = due.filter(goesFirst)
      const entries = (first.length > 0 ? first : due).slice(0, stepSize)
      if (entries.length === 0) return changes
      changes.push(...this.#settleStep(entries))
    }
    throw new Error(`rows are still marked after ${MAX_STEPS} steps: ${JSON.stringify([...this.#dirty.values()])}`)
  }

  /** Who was deleted in a pause that is over, and what is left of a chain, goes before any operation. */
  #settleFirst(changes: Change[]): void {
    for (let first = this.#due().filter(goesFirst); first.length > 0; first = this.#due().filter(goesFirst)) {
      changes.push(...this.#settleStep(first))
    }
  }

  /** Of directories that are not paused, in the order of the lane. */
  #due(): Dirty[] {
    const due = [...this.#dirty.values()].filter(
      ({ directoryId }) => this.directories.get(directoryId)?.paused !== 'hold',
    )
    return due.sort((a, b) => a.key - b.key)
  }

  #settleStep(entries: readonly Dirty[]): readonly Change[] {
    for (const { key } of entries) this.#dirty.delete(key)
    return this.step(entries)
  }

  /** Projects these again; unless said, every record, account and group of the site. */
  step(entries: readonly Dirty[] = this.#all()): readonly Change[] {
    const { planned } = this.#load<PlannedStep>(stepNeed(entries), [], (context, loads) =>
      planStep(context, entries, loads),
    )
    this.#write(planned.state)
    const changes = [...planned.changes]
    this.#settleFirst(changes)
    const rest = entries.slice(planned.entries.length)
    return rest.length === 0 ? changes : [...changes, ...this.step(rest)]
  }

  #all(): Dirty[] {
    const { users, groups, accounts, siteGroups } = this.rows
    const keys = [...users.all, ...groups.all, ...accounts.all, ...siteGroups.all].map(({ key }) => key)
    return markedRows(this.rows, { operationId: memoryUuid('e', 0), scope: { kind: 'rows', keys }, guarded: true })
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
    const result = this.#load<Planned>(initialNeed(batch, this.directories), batch, (context, loads) =>
      plan(context, batch, loads),
    )
    const { length } = result.planned.outcomes
    // As if the others had not been claimed, so that ids are the same however a history is cut.
    return length === batch.length ? result : this.#plan(batch.slice(0, length))
  }

  #load<Result extends { readonly kind: 'planned' }>(
    first: Need,
    batch: readonly Operation[],
    planWith: (context: PlanContext, loads: readonly Loaded[]) => Result | { kind: 'missing'; need: Need },
  ): { planned: Result; rounds: number } {
    const loads: Loaded[] = []
    let need = first
    for (let rounds = 1; rounds <= MAX_ROUNDS; rounds += 1) {
      loads.push(loadFrom(this.rows, need, this.now, (asOf) => this.#changedSince(asOf)))
      // Each round begins anew, ids included.
      let ids = this.#ids
      const context = {
        now: this.now,
        nextKey: this.#nextKey,
        site: this.site,
        directories: this.directories,
        droppedCredentials: this.#dropped,
        bulks: this.bulks.of(batch),
        guarding: isGuarding(this.rows, this.now),
        chainLinks: this.#chainLinks,
        newId: () => memoryUuid('d', ids++),
      }
      const result = planWith(context, loads)
      if (result.kind === 'planned') {
        this.#made = ids
        return { planned: result, rounds }
      }
      need = result.need
    }
    throw new Error(`the plan still misses rows after ${MAX_ROUNDS} rounds: ${JSON.stringify(need, namesOf)}`)
  }

  #write(state: PlanState): void {
    const members = state.marks.filter(({ scope }) => scope.kind === 'members')
    const before = members.flatMap((mark) => markedRows(this.rows, mark))
    this.rows.write(state)
    this.#written += 1
    for (const { subjectType, subjectId } of state.changes) {
      if (subjectType === 'conflict') this.#conflictChanges.set(subjectId, this.#written)
    }
    for (const { recordKeys, accountKey } of state.erased) {
      for (const key of accountKey === null ? recordKeys : [...recordKeys, accountKey]) this.#dirty.delete(key)
    }
    this.#ids = this.#made
    this.#nextKey = state.nextKey
    this.marks.push(...state.marks)
    this.starts.push(...state.starts)
    this.disconnected.push(...state.disconnected.map(({ directoryId }) => directoryId))
    const rest = state.marks.filter(({ scope }) => scope.kind !== 'members')
    const waiting = [...state.waiting.values()].map((each) => ({ ...each, begins: false, freed: null }))
    const after = rest.flatMap((mark) => markedRows(this.rows, mark))
    for (const each of [...before, ...after, ...waiting]) {
      // What was deleted stays so, however often it is marked.
      const before = this.#dirty.get(each.key)
      const guarded = each.guarded || before?.guarded === true
      const directoryId = before?.directoryId ?? each.directoryId
      this.#dirty.set(each.key, { ...each, directoryId, gone: each.gone ?? before?.gone ?? null, guarded })
    }
    for (const [key, each] of state.waiting) this.waiting.set(key, each)
    const { left } = state
    if (left === null) return
    this.#dirty.set(CHAIN_KEY, { ...left, key: CHAIN_KEY, directoryId: 0, begins: false, gone: null })
  }
}

function goesFirst({ gone, freed }: Dirty): boolean {
  return gone !== null || freed !== null
}

/** Sets and maps as JSON. */
function namesOf(_: string, value: unknown): unknown {
  if (!(value instanceof Set || value instanceof Map)) return value
  return value.size === 0 ? undefined : [...value.keys()]
}
