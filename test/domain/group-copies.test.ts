/** What was taken from groups, as a batch knows it: by id, by the decision, who does not come back, and what has to be undone first. */

import { GroupCopies } from '@syncline/core/domain/group-copies.ts'
import type { GroupCopy } from '@syncline/core/domain/group-copy.ts'
import { nothingLoaded } from '@syncline/core/domain/loaded.ts'
import { emptyNeed } from '@syncline/core/domain/need.ts'
import { describe, expect, test } from 'vitest'
import { ConflictSite, clashing } from '../support/conflict-site.ts'
import { GuardSite, mail, out, STAFF } from '../support/guard-site.ts'
import { accountIn } from '../support/memory-people.ts'
import { NOW } from '../support/pure-plan.ts'
import { A, B, G, NOBODY } from '../support/record-ids.ts'
import { createGroup, deleteGroup } from '../support/requests.ts'

const [CONFLICT, GROUP] = [30, 20]

function copy(key: number, different: Partial<GroupCopy> = {}): GroupCopy {
  return {
    key,
    id: key === 1 ? A : B,
    kind: 'decision',
    conflictKey: CONFLICT,
    siteGroupKey: GROUP,
    siteGroupId: G,
    audience: 'workforce',
    name: 'Staff',
    source: 'local',
    defaultAccess: false,
    madeGroup: false,
    grants: [],
    operationId: NOBODY,
    madeAt: NOW,
    expiresAt: NOW,
    usedAt: null,
    ...different,
  }
}

/** A batch to which the database has given these copies, and nothing else of what it asked for. */
function batch(asked: { ids?: readonly string[]; conflicts?: readonly number[] } = {}, ...copies: GroupCopy[]) {
  const missing = emptyNeed()
  const known = new GroupCopies(missing)
  const need = emptyNeed()
  for (const id of asked.ids ?? []) need.groupCopyIds.add(id)
  for (const key of asked.conflicts ?? []) {
    need.copiesOfConflicts.add(key)
    need.decisionsBehind.add(key)
  }
  known.asked(need)
  known.load({ ...nothingLoaded(need), groupCopies: copies })
  return { missing, copies: known }
}

describe('a copy', () => {
  test('is found by its id and by its decision', () => {
    const { missing, copies } = batch({ ids: [A], conflicts: [CONFLICT] }, copy(1))
    expect([copies.byId(A)?.key, copies.ofConflict(CONFLICT)?.key]).toEqual([1, 1])
    expect([missing.groupCopyIds.size, missing.copiesOfConflicts.size]).toEqual([0, 0])
  })

  test('that nobody asked for is asked for, and what is no id is not', () => {
    const { missing, copies } = batch()
    expect([copies.byId(A), copies.byId('x'), copies.ofConflict(CONFLICT)]).toEqual([undefined, undefined, undefined])
    expect([[...missing.groupCopyIds], [...missing.copiesOfConflicts]]).toEqual([[A], [CONFLICT]])
  })

  test('that is not there is not asked for again', () => {
    const { missing, copies } = batch({ ids: [A], conflicts: [CONFLICT] })
    expect([copies.byId(A), copies.ofConflict(CONFLICT)]).toEqual([undefined, undefined])
    expect([missing.groupCopyIds.size, missing.copiesOfConflicts.size]).toEqual([0, 0])
  })

  test('of a deletion belongs to no decision', () => {
    const { copies } = batch({ ids: [A], conflicts: [CONFLICT] }, copy(1, { kind: 'deleted', conflictKey: null }))
    expect([copies.byId(A)?.key, copies.ofConflict(CONFLICT)]).toEqual([1, undefined])
  })

  test('that the batch makes is found like any other, and written', () => {
    const { missing, copies } = batch()
    const [decided, deleted] = [copy(1), copy(2, { kind: 'deleted', conflictKey: null })]
    copies.put(decided)
    copies.put(deleted)
    expect([copies.byId(A), copies.byId(B), copies.ofConflict(CONFLICT)]).toEqual([decided, deleted, decided])
    expect([missing.groupCopyIds.size, missing.copiesOfConflicts.size]).toEqual([0, 0])
    expect(copies.written()).toEqual({ deleted: [], updated: [], inserted: [decided, deleted] })
  })

  test('that is used is written as such', () => {
    const { copies } = batch({ ids: [A] }, copy(1))
    copies.put(copy(1, { usedAt: NOW }))
    expect(copies.byId(A)?.usedAt).toBe(NOW)
    expect(copies.written().updated).toEqual([{ before: copy(1), after: copy(1, { usedAt: NOW }) }])
  })
})

describe('what is asked beside it', () => {
  test('who does not come back: not known before it is loaded', () => {
    const { missing, copies } = batch()
    expect(copies.lossesOf(1)).toBeUndefined()
    expect([...missing.copyLosses]).toEqual([1])
    const losses = { copyKey: 2, people: 3, gone: 1, switchedOff: 0, named: [] }
    copies.load({ ...nothingLoaded(emptyNeed()), copyLosses: [losses] })
    expect(copies.lossesOf(2)).toBe(losses)
    expect([...missing.copyLosses]).toEqual([1])
  })

  test('which decision has to be undone first: another one, or none', () => {
    const { missing, copies } = batch({ conflicts: [CONFLICT, 31] })
    copies.load({ ...nothingLoaded(emptyNeed()), decisionsBehind: [{ of: 31, conflictId: B }] })
    expect([copies.decisionBehind(CONFLICT), copies.decisionBehind(31)]).toEqual([null, B])
    expect(missing.decisionsBehind.size).toBe(0)
    expect(copies.decisionBehind(32)).toBeNull()
    expect([...missing.decisionsBehind]).toEqual([32])
  })
})

describe('what a copy says', () => {
  const month = (at: Date) => new Date(at.getTime() + 30 * 86_400_000)

  test('of a decision: the group as it was, and only those whom it takes away', () => {
    const it = clashing()
    const before = it.rows.siteGroups.all.find(({ name }) => name === 'Staff')
    it.choose('accept')
    expect(it.rows.groupCopies.all).toEqual([
      {
        key: expect.any(Number),
        id: expect.any(String),
        kind: 'decision',
        conflictKey: it.conflict().key,
        siteGroupKey: before?.key,
        siteGroupId: before?.id,
        audience: 'workforce',
        name: 'Staff',
        source: 'local',
        defaultAccess: false,
        madeGroup: false,
        grants: [],
        operationId: it.conflict().decidedIn,
        madeAt: it.now,
        expiresAt: month(it.now),
        usedAt: null,
      },
    ])
    expect(it.rows.copiedMembers.all.map(({ origin }) => origin)).toEqual([0, 0])
  })

  test.each([
    ['local-group', 'merge', false],
    ['local-group', 'rename', true],
    ['rename-clash', 'rename', false],
  ] as const)('of %s, %s: nobody', (kind, decision, madeGroup) => {
    const it = clashing(kind)
    it.choose(decision, { name: 'Given' })
    expect(it.rows.groupCopies.all).toMatchObject([{ kind: 'decision', madeGroup }])
    expect(it.rows.copiedMembers.all).toEqual([])
  })

  test('of a deletion: everybody, and what it gave access to, since when and by whom', () => {
    const it = new ConflictSite()
    it.apply(createGroup(G, 'Crew', [A, B]))
    it.createLocal('Empty')
    it.grant('Crew', 'Wiki')
    const { now } = it
    it.now = month(now)
    it.apply(deleteGroup(G))
    it.deleteLocal('Empty')
    expect(it.rows.groupCopies.all).toMatchObject([
      {
        kind: 'deleted',
        conflictKey: null,
        name: 'Crew',
        source: 'synced',
        madeGroup: false,
        grants: [{ app: it.app('Wiki'), grantedAt: now.toISOString(), grantedBy: 'test' }],
        madeAt: month(now),
        expiresAt: month(month(now)),
      },
      { kind: 'deleted', name: 'Empty', source: 'local', grants: [] },
    ])
    expect(it.rows.copiedMembers.all.map(({ origin }) => origin)).toEqual([1, 1])
  })

  test('of a deletion also those whom the guard keeps in it', () => {
    const site = new GuardSite({ people: 2, guard: { people: 0, percent: 0 } })
    site.apply(out(1))
    expect(new Set(site.rows.siteMembers.all.map(({ origin }) => origin))).toEqual(new Set([-1, 1]))
    const groupId = site.rows.siteGroups.all.find(({ name }) => name === 'Staff')?.id ?? ''
    site.command({ name: 'detach-group', groupId, recordId: STAFF })
    site.command({ name: 'delete-group', groupId, force: true })
    const keys = [1, 2].map((n) => accountIn(site, mail(n)).key)
    expect(new Set(site.rows.copiedMembers.all.map(({ accountKey }) => accountKey))).toEqual(new Set(keys))
  })

  test('of a decision, nothing that could be restored', () => {
    const it = clashing()
    it.choose('accept')
    const copyId = it.rows.groupCopies.all[0]?.id ?? ''
    expect(it.decide({ name: 'restore-group', copyId })).toMatchObject({
      status: 404,
      resource: { fault: 'not-found' },
    })
  })
})
