/**
 * A random history, a decision about a conflict, more of the history, undo (design: Conflicts, Undo): rows that the decision removed
 * are back, rows that its link brought are gone, and nothing else has changed. Where only the identity provider acts, the site is
 * what it would be had the group been left alone.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import type { ConflictDecision } from '@syncline/core/domain/conflict.ts'
import type { Key, SiteMember } from '@syncline/core/domain/record.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { anyHistoryOf } from '../support/history.ts'
import { account, group, rows } from '../support/import-rows.ts'
import type { Request } from '../support/lane.ts'
import { recountIn } from '../support/memory-recount.ts'
import { MemorySite } from '../support/memory-site.ts'
import { countersIn } from '../support/memory-view.ts'
import { directoryPolicy } from '../support/policies.ts'
import { brokenPromises } from '../support/site-promises.ts'

/** The first five requests are people, the sixth is the group of the directory that clashes. */
const PROLOGUE = 6
const STAFF = 'Staff 0'
const LOCAL_PEOPLE = ['a@example.com', 'b@example.com', 'only.here@example.com']

const anyRequests = anyHistoryOf({ groupNames: ['Staff', 'Ops', 'Crew'], maxLength: 40 })
const anyDecision = fc.constantFrom<ConflictDecision>('accept', 'merge', 'keep', 'rename')

type World = { readonly site: MemorySite; readonly staff: Key; readonly conflictId: string }

/** Until the decision, and what comes behind it. @param most people who may lose access in a day; null: any number */
function decided(
  history: readonly Request[],
  decision: ConflictDecision,
  batchSize: number,
  most: number | null = null,
): World {
  const guard = most === null ? null : { people: most, percent: 0 }
  const site = new MemorySite({ batchSize, directories: [directoryPolicy({ guard })] })
  site.apply(
    asked(rows({ accounts: LOCAL_PEOPLE.map((email) => account(email)), groups: [group(STAFF, LOCAL_PEOPLE)] })),
  )
  const { key: staff = 0, id: groupId = '' } = site.rows.siteGroups.all[0] ?? {}
  if (guard !== null) {
    site.apply(asked({ name: 'create-app', kind: 'app', appName: 'Wiki' }))
    site.apply(asked({ name: 'grant-access', groupId, appId: site.rows.apps.all[0]?.id ?? '' }))
  }
  site.apply(...history.slice(0, PROLOGUE))
  const [conflict] = site.rows.conflicts.all
  if (conflict === undefined) throw new Error('nothing clashes')
  const { id, version } = conflict
  const chosen = { id, version, ...(decision === 'rename' ? { name: 'Given' } : {}) }
  site.apply(asked({ name: 'decide-conflicts', decision, conflicts: [chosen] }), ...history.slice(PROLOGUE))
  site.settle()
  return { site, staff, conflictId: id }
}

function undone({ site, conflictId }: World): boolean {
  const { resource } = site.command({ name: 'undo-decision', conflictId })
  return (resource as { undone?: boolean } | null)?.undone === true
}

const sorted = (members: readonly SiteMember[]) =>
  members.map(({ groupKey, accountKey, origin }) => `${groupKey}/${accountKey}/${origin}`).sort()

/** Whom an undo removes and brings back, by the definition and from rows alone. */
function expectedMembers({ site, conflictId }: World): string[] {
  const { conflicts, groupCopies, copiedMembers, groupLinks, siteMembers, accounts } = site.rows
  const conflict = conflicts.all.find(({ id }) => id === conflictId)
  const copy = groupCopies.all.find(({ conflictKey }) => conflictKey === conflict?.key)
  if (conflict === undefined || copy === undefined) return sorted(siteMembers.all)
  const isLinked = groupLinks.all.some(
    ({ key, siteGroupKey }) => key === conflict.recordKey && siteGroupKey === copy.siteGroupKey,
  )
  const left = siteMembers.all.filter(
    ({ groupKey, origin }) => !(isLinked && groupKey === copy.siteGroupKey && origin === conflict.directoryId),
  )
  const back = copiedMembers.all
    .filter((row) => row.copyKey === copy.key && accounts.all.some(({ key }) => key === row.accountKey))
    .map(({ accountKey }) => ({ groupKey: copy.siteGroupKey, accountKey, origin: 0 }))
  return [...new Set(sorted([...left, ...back]))]
}

const nameOf = ({ site, staff }: World) => site.rows.siteGroups.all.find(({ key }) => key === staff)?.name

/** People of the group that was left alone; other groups by name; accounts. */
function viewOf({ site, staff }: World) {
  const { siteGroups, siteMembers, accounts } = site.rows
  const emailOf = new Map(accounts.all.map(({ key, emailKey }) => [key, emailKey]))
  const peopleOf = (of: Key) =>
    siteMembers.all
      .filter(({ groupKey }) => groupKey === of)
      .map(({ accountKey, origin }) => `${emailOf.get(accountKey)} ${origin}`)
      .sort()
  return {
    staff: peopleOf(staff),
    others: siteGroups.all
      .filter(({ key }) => key !== staff)
      .map(({ key, name, source }) => JSON.stringify([name, source, peopleOf(key)]))
      .sort(),
    accounts: accounts.all
      .map(({ emailKey, active, switchedOffBy }) => `${emailKey} ${active} ${switchedOffBy}`)
      .sort(),
  }
}

const runs = (count: number) => ({ numRuns: Number(process.env.SYNCLINE_TEST_RUNS ?? count) })
const anyBatch = fc.constantFrom(1, 3, 1_000)

test('an undo removes what the link brought, brings back what the decision removed, and changes no other row', () => {
  fc.assert(
    fc.property(anyRequests, anyDecision, anyBatch, (history, decision, batchSize) => {
      const world = decided(history, decision, batchSize)
      const { site } = world
      const before = { members: sorted(site.rows.siteMembers.all), expected: expectedMembers(world) }
      const records = JSON.stringify([site.rows.users.all, site.rows.members.all, site.rows.userLinks.all])
      const people = JSON.stringify(site.rows.accounts.all)
      const isUndone = undone(world)
      // Reopened it may link, if nothing is in its way any more.
      if (!(isUndone && decision === 'keep')) {
        expect(sorted(site.rows.siteMembers.all)).toEqual((isUndone ? before.expected : before.members).sort())
      }
      expect(JSON.stringify([site.rows.users.all, site.rows.members.all, site.rows.userLinks.all])).toBe(records)
      expect(JSON.stringify(site.rows.accounts.all)).toBe(people)
      expect(brokenPromises(site)).toEqual([])
      expect(countersIn(site)).toMatchObject(recountIn(site))
      expect(site.step()).toEqual([])
      // Once more has no effect.
      const after = sorted(site.rows.siteMembers.all)
      expect(undone(world)).toBe(false)
      expect(sorted(site.rows.siteMembers.all)).toEqual(after)
    }),
    runs(150),
  )
})

test('where only the identity provider acts, the site is as if the group had been left alone', () => {
  fc.assert(
    fc.property(
      anyRequests,
      fc.constantFrom<ConflictDecision>('accept', 'merge', 'rename'),
      anyBatch,
      (history, decision, batchSize) => {
        const world = decided(history, decision, batchSize)
        fc.pre(undone(world))
        // Under a name that the directory gave it, it is in the way of others.
        fc.pre(decision === 'rename' || nameOf(world) === STAFF)
        expect(viewOf(world)).toEqual(viewOf(decided(history, 'keep', batchSize)))
      },
    ),
    runs(150),
  )
})

test('beside what the guard keeps it reverses the same, and that stays until it is decided', () => {
  const isKept = ({ origin }: SiteMember) => origin < 0
  fc.assert(
    fc.property(
      anyRequests,
      fc.constantFrom<ConflictDecision>('accept', 'merge', 'rename'),
      anyBatch,
      fc.constantFrom(0, 1, 2),
      fc.constantFrom<Command['name']>('release-guard', 'reject-guard'),
      (history, decision, batchSize, most, name) => {
        const world = decided(history, decision, batchSize, most)
        const { site } = world
        const { siteMembers } = site.rows
        const expected = expectedMembers(world).filter((row) => !row.includes('/-'))
        const before = sorted(siteMembers.all.filter(isKept))
        fc.pre(undone(world))
        expect(sorted(siteMembers.all.filter((row) => !isKept(row)))).toEqual(expected.sort())
        expect(before).toEqual(expect.arrayContaining(sorted(siteMembers.all.filter(isKept))))
        expect(brokenPromises(site)).toEqual([])
        expect(site.step()).toEqual([])
        site.command({ name, filter: {} } as Command)
        expect(siteMembers.all.filter(isKept)).toEqual([])
        expect(brokenPromises(site)).toEqual([])
        expect(countersIn(site)).toMatchObject(recountIn(site))
        expect(site.step()).toEqual([])
      },
    ),
    runs(150),
  )
})
