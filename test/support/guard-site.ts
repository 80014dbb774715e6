/** A site without a database whose guard is on: people by number, in one group that gives access, and what is held of them. */
import type { Command } from '@syncline/core/domain/command.ts'
import type { DirectoryPolicy } from '@syncline/core/domain/directory-policy.ts'
import type { GuardLimit } from '@syncline/core/domain/guard-loss.ts'
import { isLive } from '@syncline/core/domain/guard-table.ts'
import { expect } from 'vitest'
import { expectSettled } from './memory-people.ts'
import { type MemoryRequest, MemorySite } from './memory-site.ts'
import { peopleIn } from './memory-view.ts'
import { directoryPolicy, SITE_POLICY } from './policies.ts'
import { addMembers, createGroup, createUser, deleteUser, person, removeMembers, replaceUser } from './requests.ts'

/** As it is unless somebody sets it. */
export const DEFAULT_LIMIT: GuardLimit = { people: 10, percent: 20 }

export type GuardSiteOptions = {
  readonly people?: number
  readonly batchSize?: number
  readonly guard?: GuardLimit | null
  readonly siteGuard?: GuardLimit | null
  readonly directory?: Partial<DirectoryPolicy>
}

export const STAFF = '0190bbbb-0000-7000-8000-000000000001'
export const OTHER = '0190bbbb-0000-7000-8000-000000000002'

/** Of the n-th user, from 1. */
export const user = (n: number, directoryId = 1) =>
  `0190aaaa-000${directoryId}-7000-8000-${String(n).padStart(12, '0')}`
export const mail = (n: number, directoryId = 1) => `p${n}d${directoryId}@example.com`
export const off = (n: number, directoryId = 1) => of(directoryId, replaceUser(user(n, directoryId), 'active', false))
export const on = (n: number, directoryId = 1) => of(directoryId, replaceUser(user(n, directoryId), 'active', true))
export const gone = (n: number, directoryId = 1) => of(directoryId, deleteUser(user(n, directoryId)))
export const out = (...ns: readonly number[]) => removeMembers(STAFF, ...ns.map((n) => user(n)))
export const into = (group: string, ...ns: readonly number[]) => addMembers(group, ...ns.map((n) => user(n)))
export const made = (n: number, directoryId = 1) =>
  of(directoryId, createUser(user(n, directoryId), { ...numbered(n, directoryId), externalId: `x${n}` }))
const numbered = (n: number, directoryId: number) => person(`p${n}d${directoryId}`)
const of = (directoryId: number, request: MemoryRequest): MemoryRequest => ({ ...request, directoryId })

export const to = (count: number, from = 1) => Array.from({ length: count }, (_, at) => from + at)

export class GuardSite extends MemorySite {
  /** Everybody is in Staff, which gives access to the wiki; Other gives access to nothing. */
  constructor({
    people = 30,
    batchSize = 1_000,
    guard = DEFAULT_LIMIT,
    siteGuard = null,
    directory = {},
  }: GuardSiteOptions = {}) {
    const directories = [directoryPolicy({ guard, ...directory }), directoryPolicy({ id: 2, guard })]
    super({ directories, site: { ...SITE_POLICY, guard: siteGuard }, batchSize })
    const members = to(people).map((n) => user(n))
    this.apply(...to(people).map((n) => made(n)), createGroup(STAFF, 'Staff', members), createGroup(OTHER, 'Other'))
    this.command({ name: 'create-app', kind: 'app', appName: 'Wiki' })
    this.grant('Staff')
  }

  grant(name: string): void {
    const { apps, siteGroups } = this.rows
    const groupId = siteGroups.all.find((group) => group.name === name)?.id ?? ''
    this.command({ name: 'grant-access', appId: apps.all[0]?.id ?? '', groupId })
  }

  /** More people, in another directory and in no group. */
  addOthers(count: number, directoryId = 2): void {
    this.apply(...to(count).map((n) => made(n, directoryId)))
  }

  /** How many accounts are on. */
  get on(): number {
    return this.rows.accounts.all.filter(({ active }) => active).length
  }

  isOn(n: number, directoryId = 1): boolean {
    return this.rows.accounts.all.some(({ emailKey, active }) => active && emailKey === mail(n, directoryId))
  }

  /** Items that keep something: kind and whom, with the state where it is another than held. */
  get held(): string[] {
    return this.rows.guardItems.all
      .filter(isLive)
      .map(({ kind, email, name, state, people }) =>
        [kind, email ?? `${name} of ${people}`, state === 'held' ? '' : state].join(' ').trim(),
      )
  }

  /** Of items that are closed: kind and state. */
  get closed(): string[] {
    return this.rows.guardItems.all.filter((item) => !isLive(item)).map(({ kind, state }) => `${kind} ${state}`)
  }

  get itemIds(): string[] {
    return this.rows.guardItems.all.filter(isLive).map(({ id }) => id)
  }

  /** Losses that count, whenever they were. */
  get losses(): number {
    return this.rows.guardLosses.all.filter(({ counts }) => counts).length
  }

  get staff(): number {
    return new Set(peopleIn(this, 'Staff')).size
  }

  decide(name: 'release-guard' | 'reject-guard', choice: readonly string[] | { directoryId?: number }) {
    const which = Array.isArray(choice) ? { items: choice } : { filter: choice }
    return this.command({ name, ...which } as Command).resource
  }

  later(hours: number): void {
    this.now = new Date(this.now.getTime() + hours * 3_600_000)
  }

  /** Projecting again changes nothing, counters are right, and what is kept is what live items say. */
  check(): void {
    expectSettled(this)
    expectKept(this)
  }
}

/** Memberships are kept exactly for live items; records are held by the guard exactly while an item is about them. */
export function expectKept({ rows }: MemorySite): void {
  const live = rows.guardItems.all.filter(isLive)
  const kept = rows.siteMembers.all.filter(({ origin }) => origin < 0)
  const isOf = (row: (typeof kept)[number]) =>
    live.some(
      (item) =>
        item.directoryId === -row.origin &&
        (item.siteGroupKey === row.groupKey ||
          (item.accountKey === row.accountKey && item.kept.includes(row.groupKey))),
    )
  expect(kept.filter((row) => !isOf(row))).toEqual([])
  for (const item of live) {
    for (const groupKey of item.kept) {
      expect(kept).toContainEqual({ groupKey, accountKey: item.accountKey, origin: -item.directoryId })
    }
  }
  const held = rows.holds.all.filter(({ kind }) => kind === 'guard' || kind === 'guard-rejected')
  const there = live.filter(({ gone: record }) => record === null)
  expect(held.map(({ recordKey }) => recordKey).sort()).toEqual(there.map(({ recordKey }) => recordKey).sort())
}
