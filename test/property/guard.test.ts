/**
 * The guard keeps back and changes nothing (design: Deprovisioning guard): whatever directories do, paused at times or not, once all is
 * released the site is what it would be without a guard.
 */
import { isLive } from '@syncline/core/domain/guard-table.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CalmHistory, calmHistory } from '../support/calm-history.ts'
import { recountIn } from '../support/memory-recount.ts'
import { MemorySite } from '../support/memory-site.ts'
import { countersIn } from '../support/memory-view.ts'
import { modelRuns } from '../support/model-runs.ts'
import { directoryPolicy, SITE_POLICY } from '../support/policies.ts'
import { brokenPromises } from '../support/site-promises.ts'

/** The first requests of a calm history make everybody and every group. */
const PROLOGUE = 8

/** Behind the nth operation, of the items that there are the nth. */
type Release = { readonly behind: number; readonly item: number | 'all' }

type Course = {
  /** Of a directory each, with ids from 1. */
  readonly histories: readonly CalmHistory[]
  /** Whose operation is next, by place; what is left comes behind, directory by directory. */
  readonly turns: readonly number[]
  /** Whether the domain of everybody is; else they are external, and only their groups count. */
  readonly isVerified: boolean
  readonly batchSize: number
  readonly stepSize: number
  /** Who is in these groups of the site, by place, has access. */
  readonly granted: readonly number[]
  readonly releases: readonly Release[]
}

/** A directory under way. */
type Source = { readonly history: CalmHistory; readonly id: number; at: number; isPaused: boolean }

/** @param most people who may be lost in a day; null: any number */
function siteOf(course: Course, most: number | null): MemorySite {
  const { turns, isVerified, batchSize, stepSize } = course
  const guard = most === null ? null : { people: most, percent: 0 }
  const sources = course.histories.map((history, n): Source => ({ history, id: n + 1, at: PROLOGUE, isPaused: false }))
  const policies = () =>
    sources.map(({ id, isPaused }) => directoryPolicy({ id, guard, paused: isPaused ? 'hold' : null }))
  const domains = isVerified ? SITE_POLICY.domains : new Map()
  const site = new MemorySite({ batchSize, directories: policies(), site: { ...SITE_POLICY, domains } })
  const pause = (source: Source, isPaused: boolean) => {
    source.isPaused = isPaused
    site.directories = new Map(policies().map((policy) => [policy.id, policy]))
    site.settle(stepSize)
  }
  begin(site, course)
  const order = [...turns, ...sources.flatMap(({ history }, n) => history.requests.map(() => n))]
  for (const [done, n] of order.entries()) {
    const source = sources[n % sources.length]
    const request = source?.history.requests[source.at]
    if (source === undefined || request === undefined) continue
    const isPaused = source.history.paused[source.at] === true
    if (isPaused !== source.isPaused) pause(source, isPaused)
    source.at += 1
    site.apply({ ...request, directoryId: source.id })
    site.settle(stepSize)
    for (const { item } of course.releases.filter(({ behind }) => behind === done)) release(site, item)
  }
  for (const source of sources) pause(source, false)
  release(site, 'all')
  return site
}

/** Everybody is there, some by two directories, and groups give access. */
function begin(site: MemorySite, { histories, granted }: Course): void {
  for (const [n, { requests }] of histories.entries()) {
    site.apply(...requests.slice(0, PROLOGUE).map((request) => ({ ...request, directoryId: n + 1 })))
  }
  const others = site.rows.users.all.filter(({ directoryId }) => directoryId === 2)
  for (const { id } of others.slice(0, 3)) site.command({ name: 'member-link-user', userId: id })
  site.command({ name: 'create-app', kind: 'app', appName: 'Wiki' })
  const [app] = site.rows.apps.all
  for (const at of granted) {
    const group = site.rows.siteGroups.all[at]
    if (group && app) site.command({ name: 'grant-access', appId: app.id, groupId: group.id })
  }
}

function release(site: MemorySite, which: Release['item']): void {
  const live = site.rows.guardItems.all.filter(isLive)
  const item = which === 'all' ? undefined : live[which]
  if (which === 'all') site.command({ name: 'release-guard', filter: {} })
  else if (item !== undefined) site.command({ name: 'release-guard', items: [item.id] })
}

/** By addresses and names: ids tell how a site came about. */
function viewOf({ rows }: MemorySite) {
  const emails = new Map(rows.accounts.all.map(({ key, emailKey }) => [key, emailKey]))
  const groups = new Map(rows.siteGroups.all.map(({ key, name }) => [key, name]))
  const { accounts, siteMembers, grants, userLinks } = rows
  return {
    accounts: accounts.all.map(({ emailKey, active, class: of }) => `${emailKey} ${of} ${active}`).sort(),
    groups: [...groups.values()].sort(),
    members: siteMembers.all
      .map((row) => `${groups.get(row.groupKey)} ${emails.get(row.accountKey)} ${row.origin}`)
      .sort(),
    grants: grants.all.map(({ siteGroupKey }) => groups.get(siteGroupKey)).sort(),
    // Of whoever is off: nobody new is linked, and who was there first is told by when a loss took effect.
    links: userLinks.all.flatMap((row) => (row.joins ? [`${emails.get(row.accountKey)} ${row.kind}`] : [])).sort(),
  }
}

/** Written another way, as text. */
function rewritten(history: CalmHistory, ...changes: readonly (readonly [string, string])[]): CalmHistory {
  const text = changes.reduce((before, [from, to]) => before.replaceAll(from, to), JSON.stringify(history.requests))
  return { ...history, requests: JSON.parse(text) }
}

/** Nobody's address changes: whom another directory still has by the old one is told by when the loss took effect. */
const SAME_ADDRESS = ['second-', 'first-'] as const
/** The same people, by ids and groups of its own. */
const OTHER_IDS = [
  ['01900001-', '01900003-'],
  ['01900002-', '01900004-'],
  [' group ', ' team '],
] as const

const one = calmHistory.map((history) => [history])
const two = fc
  .tuple(calmHistory, calmHistory)
  .map(([first, second]) => [rewritten(first, SAME_ADDRESS), rewritten(second, SAME_ADDRESS, ...OTHER_IDS)])

function expectSameAsWithout(anyHistories: fc.Arbitrary<CalmHistory[]>): void {
  const anyCourse = fc.record({
    histories: anyHistories,
    turns: fc.array(fc.nat({ max: 1 }), { maxLength: 80, size: 'max' }),
    isVerified: fc.boolean(),
    batchSize: fc.constantFrom(1, 3, 1_000),
    stepSize: fc.integer({ min: 1, max: 5 }),
    granted: fc.subarray([0, 1, 2, 3, 4, 5]),
    releases: fc.array(
      fc.record({ behind: fc.nat({ max: 100 }), item: fc.oneof(fc.nat({ max: 5 }), fc.constant('all' as const)) }),
      { maxLength: 6 },
    ),
  })
  fc.assert(
    fc.property(anyCourse, fc.constantFrom(0, 1, 2), (course, most) => {
      const site = siteOf(course, most)
      expect(site.rows.guardItems.all.filter(isLive)).toEqual([])
      expect(brokenPromises(site)).toEqual([])
      expect(countersIn(site)).toMatchObject(recountIn(site))
      expect(viewOf(site)).toEqual(viewOf(siteOf(course, null)))
    }),
    modelRuns(150),
  )
}

test('once all is released, a site is what it would be without a guard', () => expectSameAsWithout(one))

test('and so is one with the same people in two directories', () => expectSameAsWithout(two))
