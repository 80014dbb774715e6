/**
 * What holds of conflicts whatever two directories with the same group names and the administrators of a site do: each clash has
 * its row as it is today, a group that waits for a decision does not change, and nobody gets in whom neither has put there.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import { CONFLICT_DECISIONS, type ConflictDecision } from '@syncline/core/domain/conflict.ts'
import type { ClashingGroups } from '@syncline/core/domain/directory-policy.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { broughtByDecision, broughtByRequest, lookAt, wrongConflicts } from '../support/conflict-promises.ts'
import { anyHistoryOf } from '../support/history.ts'
import { recountIn } from '../support/memory-recount.ts'
import { MemorySite } from '../support/memory-site.ts'
import { setPolicy, startIn } from '../support/memory-start.ts'
import { countersIn, imageOf } from '../support/memory-view.ts'
import { merged } from '../support/model-runs.ts'
import { directoryPolicy } from '../support/policies.ts'
import { brokenPromises } from '../support/site-promises.ts'

const NAMES = ['Staff 1', 'Ops', 'Crew'] as const
const RUNS = { numRuns: Number(process.env.SYNCLINE_TEST_RUNS ?? 150) }

/** `broken`: promises. */
type Did = { readonly did: string; readonly broken: readonly string[] }
type Step = (site: MemorySite, stepSize: number) => Did

const nth = <Row>(rows: readonly Row[], n: number): Row | undefined => rows[n % Math.max(rows.length, 1)]

function requestsOf(directory: number): fc.Arbitrary<Step[]> {
  return anyHistoryOf({ directory, groupNames: ['Staff', ...NAMES], maxLength: 25 }).map((history) =>
    history.map((request) => (site, stepSize) => {
      const before = lookAt(site)
      site.apply({ ...request, directoryId: directory })
      const broken = broughtByRequest(before, lookAt(site), directory)
      site.settle(stepSize)
      return { did: `directory ${directory}: ${JSON.stringify(request)}`, broken }
    }),
  )
}

const anyName = fc.constantFrom(...NAMES, 'New')

/** What administrators do to groups, whether they clash or not. */
const byHand = fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 30 }), fc.nat({ max: 30 }), anyName).map(
  ([kind, one, other, groupName]): Step =>
    (site, stepSize) => {
      const { siteGroups, accounts, groups, groupLinks } = site.rows
      const groupId = nth(siteGroups.all, one)?.id ?? ''
      const accountId = nth(accounts.all, other)?.id ?? ''
      const group = nth(groups.all, other)
      const link = groupLinks.all.find(({ key }) => key === group?.key)
      const linkedId = siteGroups.all.find(({ key }) => key === link?.siteGroupKey)?.id ?? ''
      const recordId = group?.id ?? ''
      const commands: readonly Command[] = [
        { name: 'create-group', groupName, audience: 'workforce' },
        { name: 'rename-group', groupId, groupName },
        { name: 'delete-group', groupId, force: true },
        { name: 'change-group-members', groupId, add: [accountId], remove: [] },
        { name: 'set-default-access', groupId, on: other % 2 === 0 },
        { name: 'detach-group', groupId: linkedId, recordId },
        { name: 'link-group', recordId },
        { name: 'reproject-records', recordIds: recordId === '' ? [] : [recordId] },
      ]
      const command = commands[kind]
      if (command !== undefined) site.apply(asked(command))
      site.settle(stepSize)
      return { did: JSON.stringify(command), broken: [] }
    },
)

const anyDecision = fc.constantFrom<ConflictDecision>(...CONFLICT_DECISIONS)

const decided = fc.tuple(anyDecision, fc.nat({ max: 30 }), anyName, fc.boolean(), fc.boolean()).map(
  ([decision, n, name, isBulk, isStale]): Step =>
    (site, stepSize) => {
      const before = lookAt(site)
      const live = site.rows.conflicts.all.filter(({ state }) => state === 'open' || state === 'decided')
      const { id = '', version = 0 } = nth(n % 5 === 0 ? site.rows.conflicts.all : live, n) ?? {}
      const seen = isStale && n % 3 === 0 ? version - 1 : version
      const command: Command =
        isBulk && decision !== 'rename'
          ? { name: 'decide-conflicts', decision, filter: n % 2 === 0 ? {} : { directoryId: 1 + ((n % 3) % 2) } }
          : { name: 'decide-conflicts', decision, conflicts: [{ id, version: seen, name }] }
      site.apply(asked(command))
      site.settle(stepSize)
      return { did: JSON.stringify(command), broken: broughtByDecision(before, lookAt(site)) }
    },
)

const policy = fc.tuple(fc.constantFrom(1, 2), fc.constantFrom<ClashingGroups>('review', 'sync', 'skip', 'refuse')).map(
  ([id, clashingGroups]): Step =>
    (site) => {
      setPolicy(site, id, { clashingGroups })
      return { did: `directory ${id}: ${clashingGroups}`, broken: [] }
    },
)

/** The second directory may begin in review. */
const started: Step = (site, stepSize) => {
  if (site.directories.get(2)?.phase === 'reviewing') startIn(site, 2, stepSize)
  return { did: 'start', broken: [] }
}

const anySteps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: byHand },
    { weight: 5, arbitrary: decided },
    { weight: 1, arbitrary: policy },
    { weight: 1, arbitrary: fc.constant(started) },
  ),
  { maxLength: 40, size: 'max' },
)

test('every clash has its row, no group changes that waits for a decision, and nobody gets in by one', () => {
  fc.assert(
    fc.property(
      requestsOf(1),
      requestsOf(2),
      anySteps,
      fc.array(fc.constantFrom(0, 1, 2), { minLength: 40, maxLength: 100 }),
      fc.constantFrom('reviewing', 'syncing'),
      fc.integer({ min: 1, max: 7 }),
      (first, second, others, turns, phase, stepSize) => {
        const site = new MemorySite({ directories: [directoryPolicy(), directoryPolicy({ id: 2, phase })] })
        const log: string[] = []
        for (const step of merged([first, second, others], turns)) {
          const { did, broken } = step(site, stepSize)
          log.push(did)
          expect([...broken, ...wrongConflicts(site)], `after ${log.slice(-12).join('\n')}`).toEqual([])
        }
        started(site, stepSize)
        const before = imageOf(site)
        expect(wrongConflicts(site)).toEqual([])
        expect(brokenPromises(site)).toEqual([])
        expect(countersIn(site)).toMatchObject(recountIn(site))
        expect(site.step()).toEqual([])
        expect(imageOf(site)).toEqual(before)
      },
    ),
    RUNS,
  )
}, 600_000)
