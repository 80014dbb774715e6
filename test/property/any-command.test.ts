/**
 * Everything at once (design: domain.md, "after any history, projecting every record again changes nothing"): two directories with the
 * same people and the same names of groups, guards, pauses, domains and policies that change, and whatever administrators can do.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import { CONFLICT_DECISIONS } from '@syncline/core/domain/conflict.ts'
import type { ClashingGroups, DirectoryPolicy, ExternalUsers } from '@syncline/core/domain/directory-policy.ts'
import { ERASED_RECORDS } from '@syncline/core/domain/erasure.ts'
import type { MarkScope } from '@syncline/core/domain/mark.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { wrongConflicts } from '../support/conflict-promises.ts'
import { anyHistoryOf } from '../support/history.ts'
import { recountIn } from '../support/memory-recount.ts'
import { MemorySite } from '../support/memory-site.ts'
import { setPolicy } from '../support/memory-start.ts'
import { countersIn, imageOf } from '../support/memory-view.ts'
import { merged, modelRuns } from '../support/model-runs.ts'
import { directoryPolicy, SITE_POLICY } from '../support/policies.ts'
import { brokenPromises } from '../support/site-promises.ts'

type Step = (site: MemorySite) => void

const NAMES = ['Staff', 'Ops', 'Crew'] as const
const DOMAINS = ['example.com', 'xn--rnek-4qa.tr', 'x.tr'] as const

const anyDirectory = fc.constantFrom(1, 2)
const anyPlace = fc.nat({ max: 30 })

/** The nth of the rows there are, so that most commands find what they aim at. */
const nth = <Row>(rows: readonly Row[], n: number): Row | undefined => rows[n % Math.max(rows.length, 1)]

const requestsOf = (directory: number): fc.Arbitrary<Step[]> =>
  anyHistoryOf({ directory, groupNames: NAMES, maxLength: 25 }).map((history) =>
    history.map((request) => (site) => {
      site.apply({ ...request, directoryId: directory })
    }),
  )

function commandsOf({ rows }: MemorySite, one: number, other: number): readonly Command[] {
  const user = nth(rows.users.all, one)
  const userId = user?.id ?? ''
  const group = nth(rows.groups.all, other)
  const recordId = group?.id ?? ''
  const directoryId = user?.directoryId ?? 1
  const account = nth(rows.accounts.all, other)
  const siteGroup = nth(rows.siteGroups.all, one)
  const groupId = siteGroup?.id ?? ''
  const groupName = nth([...NAMES, 'New', 'Staff 1'], other) ?? ''
  const app = nth(rows.apps.all, other)
  const link = rows.groupLinks.all.find(({ key }) => key === group?.key)
  const linkedId = rows.siteGroups.all.find(({ key }) => key === link?.siteGroupKey)?.id ?? ''
  const conflict = nth(rows.conflicts.all, one)
  const item = nth(rows.guardItems.all, one)
  const copy = nth(rows.groupCopies.all, one)
  const held = nth(rows.holds.all, other)
  const heldId = [...rows.users.all, ...rows.groups.all].find(({ key }) => key === held?.recordKey)?.id
  const decision = nth(CONFLICT_DECISIONS, other) ?? 'keep'
  return [
    { name: 'link-user', userId, accountId: account?.id ?? '' },
    { name: 'unlink-user', userId },
    { name: 'member-link-user', userId },
    { name: 'move-ownership', userId },
    { name: 'approve-users', userIds: [userId] },
    { name: 'ignore-users', directoryId, all: true },
    ...(held && heldId ? [{ name: 'dismiss-hold', recordId: heldId, hold: held.kind } as const] : []),
    { name: 'switch-account', accountId: account?.id ?? '', active: account?.active === false },
    {
      name: 'erase-person',
      personId: nth([account?.id ?? '', userId], one) ?? '',
      records: nth(ERASED_RECORDS, other) ?? 'refuse',
    },
    { name: 'create-app', kind: 'app', appName: groupName },
    { name: 'grant-access', appId: app?.id ?? '', groupId },
    { name: 'grant-access', appId: app?.id ?? '', groupId: linkedId },
    { name: 'revoke-access', appId: app?.id ?? '', groupId },
    { name: 'set-default-access', groupId, on: other % 2 === 0 },
    { name: 'create-group', groupName, audience: 'workforce' },
    { name: 'rename-group', groupId, groupName },
    { name: 'delete-group', groupId, force: true },
    { name: 'change-group-members', groupId, add: account ? [account.id] : [], remove: [] },
    { name: 'detach-group', groupId: linkedId, recordId },
    { name: 'link-group', recordId },
    { name: 'reproject-records', recordIds: [userId, recordId].filter((id) => id !== '') },
    ...(conflict
      ? ([
          {
            name: 'decide-conflicts',
            decision,
            conflicts: [{ id: conflict.id, version: conflict.version, name: groupName }],
          },
          { name: 'undo-decision', conflictId: conflict.id },
        ] as const)
      : []),
    { name: 'decide-conflicts', decision: 'accept', filter: {} },
    { name: 'decide-conflicts', decision: 'merge', filter: { directoryId } },
    ...(copy ? [{ name: 'restore-group', copyId: copy.id, groupName } as const] : []),
    ...(item
      ? ([
          { name: 'release-guard', items: [item.id] },
          { name: 'reject-guard', items: [item.id] },
        ] as const)
      : []),
    { name: 'release-guard', filter: { directoryId } },
    { name: 'reject-guard', filter: {} },
  ]
}

const command = fc.tuple(fc.nat({ max: 60 }), anyPlace, anyPlace).map(
  ([kind, one, other]): Step =>
    (site) => {
      const chosen = nth(commandsOf(site, one, other), kind)
      if (chosen !== undefined) site.apply(asked(chosen))
    },
)

function mark(site: MemorySite, scope: MarkScope): void {
  site.apply(asked({ name: 'reproject', scopes: [scope] }))
}

const domainChange = fc.tuple(fc.constantFrom(...DOMAINS), fc.constantFrom(undefined, null, 1, 2)).map(
  ([domain, directory]): Step =>
    (site) => {
      const domains = new Map(site.site.domains)
      if (directory === undefined) domains.delete(domain)
      else domains.set(domain, directory)
      site.site = { ...site.site, domains }
      mark(site, { kind: 'domains', domains: [domain] })
    },
)

const anyPolicy: fc.Arbitrary<Partial<DirectoryPolicy>> = fc.oneof(
  fc.record({ clashingGroups: fc.constantFrom<ClashingGroups>('review', 'sync', 'skip', 'refuse') }),
  fc.record({ paused: fc.constantFrom('hold' as const, null) }),
  fc.record({
    guard: fc.constantFrom(null, 0, 1, 3).map((people) => (people === null ? null : { people, percent: 0 })),
  }),
  fc.record({ externalUsers: fc.constantFrom<ExternalUsers>('sync', 'review', 'ignore') }),
)

const policyChange = fc.tuple(anyDirectory, anyPolicy).map(
  ([id, policy]): Step =>
    (site) => {
      setPolicy(site, id, policy)
      if (policy.externalUsers === undefined) return
      mark(site, {
        kind: 'holds',
        directoryId: id,
        holds: ['external-review', 'external-ignored', 'inactive', 'duplicate'],
      })
    },
)

const anyActs = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: command },
    { weight: 1, arbitrary: domainChange },
    { weight: 2, arbitrary: policyChange },
  ),
  { maxLength: 40, size: 'max' },
)

test('whatever directories and administrators do, projecting every record again changes nothing, and no promise is broken', () => {
  fc.assert(
    fc.property(
      requestsOf(1),
      requestsOf(2),
      anyActs,
      fc.array(fc.constantFrom(0, 1, 2), { minLength: 40, maxLength: 100 }),
      fc.constantFrom(null, 0, 1, 3),
      fc.integer({ min: 1, max: 7 }),
      (first, second, acts, turns, people, stepSize) => {
        const guard = people === null ? null : { people, percent: 0 }
        const site = new MemorySite({
          directories: [directoryPolicy({ guard }), directoryPolicy({ id: 2, guard })],
          site: { ...SITE_POLICY, domains: new Map([['example.com', null]]) },
        })
        for (const step of merged([first, second, acts], turns)) {
          step(site)
          site.settle(stepSize)
        }
        for (const id of [1, 2]) setPolicy(site, id, { paused: null })
        site.settle(stepSize)
        const before = imageOf(site)
        expect(wrongConflicts(site)).toEqual([])
        expect(brokenPromises(site)).toEqual([])
        expect(countersIn(site)).toMatchObject(recountIn(site))
        expect(site.step()).toEqual([])
        expect(imageOf(site)).toEqual(before)
      },
    ),
    modelRuns(150),
  )
})
