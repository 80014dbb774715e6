/**
 * The table of conflicts (design: Conflicts), each cell with everything that the identity provider may do before the decision and
 * after it: to a group that syncs, and to one that is in review when the decision is taken.
 */
import type { ConflictDecision } from '@syncline/core/domain/conflict.ts'
import { possibleDecisions, refusalOf } from '@syncline/core/domain/conflict-decision.ts'
import type { ConflictKind } from '@syncline/core/domain/group-conflict.ts'
import { describe, expect, test } from 'vitest'
import { ConflictSite, reasonsOf } from '../support/conflict-site.ts'
import { CUTS, type MemoryRequest } from '../support/memory-site.ts'
import { A, B, C, G } from '../support/record-ids.ts'
import { addMembers, createGroup, deleteGroup, putGroup, removeMembers, renameGroup } from '../support/requests.ts'

/** Groups of the site: who follows G or H, and the people with their origins (0: local). */
type Groups = Readonly<Record<string, string>>

type Later = 'nothing' | 'members' | 'rename' | 'delete' | 'push'

const LATER: Readonly<Record<Later, readonly MemoryRequest[]>> = {
  nothing: [],
  members: [addMembers(G, C), removeMembers(G, A)],
  rename: [renameGroup(G, 'Free')],
  delete: [deleteGroup(G)],
  // What it has already: once more, and a second group of the name, which is refused.
  push: [putGroup(G, { displayName: 'Staff' }, [A, B]), createGroup('0190bbbb-0000-7000-8000-0000000000ff', 'Staff')],
}

type Cell = {
  readonly kind: ConflictKind
  readonly decision: ConflictDecision
  /** What is left of G when it is deleted. */
  readonly after: Readonly<Record<Exclude<Later, 'push'>, Groups>>
}

const LOCAL = '- bob0 cyd0'
const OTHER = 'H dan2'

const CELLS: readonly Cell[] = [
  {
    kind: 'local-group',
    decision: 'accept',
    after: {
      nothing: { Staff: 'G ada1 bob1' },
      members: { Staff: 'G bob1 cyd1' },
      rename: { Free: 'G ada1 bob1' },
      delete: {},
    },
  },
  {
    kind: 'local-group',
    decision: 'merge',
    after: {
      nothing: { Staff: 'G ada1 bob0 bob1 cyd0' },
      members: { Staff: 'G bob0 bob1 cyd0 cyd1' },
      rename: { Free: 'G ada1 bob0 bob1 cyd0' },
      delete: { Staff: LOCAL },
    },
  },
  ...(['local-group', 'default-group'] as const).flatMap((kind): Cell[] => [
    {
      kind,
      decision: 'keep',
      after: {
        nothing: { Staff: LOCAL },
        members: { Staff: LOCAL },
        rename: { Staff: LOCAL },
        delete: { Staff: LOCAL },
      },
    },
    {
      kind,
      decision: 'rename',
      after: {
        nothing: { Staff: LOCAL, Given: 'G ada1 bob1' },
        members: { Staff: LOCAL, Given: 'G bob1 cyd1' },
        rename: { Staff: LOCAL, Free: 'G ada1 bob1' },
        delete: { Staff: LOCAL },
      },
    },
  ]),
  {
    kind: 'owned-by-other-directory',
    decision: 'keep',
    after: {
      nothing: { Staff: OTHER },
      members: { Staff: OTHER },
      rename: { Staff: OTHER },
      delete: { Staff: OTHER },
    },
  },
  {
    kind: 'owned-by-other-directory',
    decision: 'rename',
    after: {
      nothing: { Staff: OTHER, Given: 'G ada1 bob1' },
      members: { Staff: OTHER, Given: 'G bob1 cyd1' },
      rename: { Staff: OTHER, Free: 'G ada1 bob1' },
      delete: { Staff: OTHER },
    },
  },
  {
    kind: 'rename-clash',
    decision: 'keep',
    after: {
      nothing: { Staff: LOCAL, Old: 'G ada1 bob1' },
      members: { Staff: LOCAL, Old: 'G bob1 cyd1' },
      rename: { Staff: LOCAL, Free: 'G ada1 bob1' },
      delete: { Staff: LOCAL },
    },
  },
  {
    kind: 'rename-clash',
    decision: 'rename',
    after: {
      nothing: { Staff: LOCAL, Given: 'G ada1 bob1' },
      members: { Staff: LOCAL, Given: 'G bob1 cyd1' },
      rename: { Staff: LOCAL, Free: 'G ada1 bob1' },
      delete: { Staff: LOCAL },
    },
  },
]

/** As the site's group is while nothing is decided. */
const UNDECIDED: Readonly<Record<ConflictKind, Groups>> = {
  'local-group': { Staff: LOCAL },
  'default-group': { Staff: LOCAL },
  'owned-by-other-directory': { Staff: OTHER },
  'rename-clash': { Staff: LOCAL, Old: 'G ada1 bob1' },
}

const KINDS = ['local-group', 'owned-by-other-directory', 'default-group', 'rename-clash'] as const
const DECISIONS = ['accept', 'merge', 'keep', 'rename'] as const
const ALL_LATER = ['nothing', 'members', 'push', 'rename', 'delete'] as const

const given = { rename: [{ name: 'Given' }] } as const
const choose = (it: ConflictSite, decision: ConflictDecision) =>
  it.choose(decision, ...(decision === 'rename' ? given.rename : []))

/** It keeps its grants, whoever fills it; unless it went with its last members. */
const wiki = (groups: Groups) => [`Wiki: ${groups.Staff === undefined ? (groups.Free ?? '') && 'Free' : 'Staff'}`]

const expectGroups = (it: ConflictSite, groups: Groups) => {
  expect(it.short()).toEqual(groups)
  expect(it.grants()).toEqual(wiki(groups))
  it.expectSettled()
}

test('the cells are all that are possible', () => {
  const possible = KINDS.flatMap((kind) => possibleDecisions(kind).map((decision) => `${kind} ${decision}`))
  expect(CELLS.map(({ kind, decision }) => `${kind} ${decision}`).sort()).toEqual(possible.sort())
})

describe.each(CUTS)('$cut', ({ batchSize }) => {
  const clashing = (kind: ConflictKind) => {
    const it = new ConflictSite({ batchSize })
    it.clash(kind)
    return it
  }

  describe.each(KINDS)('%s', (kind) => {
    test('is open, changes nothing of the site, and projecting again opens none', () => {
      const it = clashing(kind)
      expect(it.conflict()).toMatchObject({ kind, state: 'open', version: 1, name: 'Staff', nameKey: 'staff' })
      expect(it.conflict().siteGroupId).toBe(it.group('Staff'))
      expectGroups(it, UNDECIDED[kind])
      expect(it.rows.conflicts.all).toHaveLength(1)
    })

    const refused = DECISIONS.filter((decision) => !possibleDecisions(kind).includes(decision))
    test.skipIf(refused.length === 0).each(refused)('%s is refused, with what to do', (decision) => {
      const it = clashing(kind)
      expect(reasonsOf(choose(it, decision))).toEqual([0, 'not-possible'])
      expect(refusalOf(kind, decision)).toMatch(/\. /)
      expect(it.conflict()).toMatchObject({ state: 'open', version: 1 })
      expectGroups(it, UNDECIDED[kind])
    })

    test.each(['rename', 'delete'] as const)(
      'is superseded by a %s of the group, and cannot be decided then',
      (later) => {
        const it = clashing(kind)
        const { id } = it.conflict()
        it.apply(...LATER[later])
        expect(it.conflict()).toMatchObject({ id, state: 'superseded', decision: null, closedAt: it.now })
        const free = kind === 'rename-clash' ? 'Old' : 'Free'
        const { [free]: _, ...rest } = UNDECIDED[kind]
        const groups = later === 'delete' ? rest : { ...rest, Free: 'G ada1 bob1' }
        expectGroups(it, groups)
        expect(reasonsOf(choose(it, 'keep'))).toEqual([0, 'closed'])
        expectGroups(it, groups)
      },
    )
  })

  describe.each(CELLS)('$kind, $decision', ({ kind, decision, after }) => {
    test.each(ALL_LATER)('and then %s', (later) => {
      const it = clashing(kind)
      const { id } = it.conflict()
      const staff = it.group('Staff')
      expect(choose(it, decision).resource).toEqual({ done: 1, notApplicable: [], notApplicableCount: 0 })
      expect(it.conflict()).toMatchObject({ id, state: 'resolved', decision, decidedBy: 'test', closedAt: it.now })
      expectGroups(it, after.nothing)
      it.apply(...LATER[later])
      expectGroups(it, after[later === 'push' ? 'nothing' : later])
      // Decided is decided: no conflict opens again.
      expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(['resolved'])
      if (later !== 'delete') expect(Object.values(it.rows.siteGroups.all).map((group) => group.id)).toContain(staff)
    })

    test.each(['members', 'push'] as const)('when before that %s', (later) => {
      const it = clashing(kind)
      it.apply(...LATER[later])
      expectGroups(
        it,
        kind === 'rename-clash' && later === 'members' ? { Staff: LOCAL, Old: 'G bob1 cyd1' } : UNDECIDED[kind],
      )
      expect(choose(it, decision).resource).toEqual({ done: 1, notApplicable: [], notApplicableCount: 0 })
      expectGroups(it, after[later === 'push' ? 'nothing' : later])
    })

    test.each(ALL_LATER)('and %s at the same time', (later) => {
      const it = clashing(kind)
      it.apply(it.asking(decision, ...(decision === 'rename' ? given.rename : [])), ...LATER[later])
      expectGroups(it, after[later === 'push' ? 'nothing' : later])
      expect(it.conflict().state).toBe('resolved')
    })

    test.each(['members', 'push'] as const)('when at the same time before that %s', (later) => {
      const it = clashing(kind)
      it.apply(...LATER[later], it.asking(decision, ...(decision === 'rename' ? given.rename : [])))
      expectGroups(it, after[later === 'push' ? 'nothing' : later])
    })

    test('said twice, changes nothing more', () => {
      const it = clashing(kind)
      choose(it, decision)
      const before = it.short()
      const rows = it.rows.conflicts.all
      expect(reasonsOf(choose(it, decision))).toEqual([0, 'decided'])
      expect([it.short(), it.rows.conflicts.all]).toEqual([before, rows])
    })
  })

  describe.each(CELLS.filter(({ kind }) => kind !== 'rename-clash'))(
    'in review: $kind, $decision',
    ({ kind, decision, after }) => {
      const reviewing = () => {
        const it = new ConflictSite({ batchSize, first: { phase: 'reviewing' } })
        it.clash(kind)
        return it
      }

      test('waits for the start, and is carried out by it', () => {
        const it = reviewing()
        expect([it.holds(G), it.conflict().state]).toEqual([[], 'open'])
        expect(choose(it, decision).resource).toEqual({ done: 1, notApplicable: [], notApplicableCount: 0 })
        expect(it.conflict()).toMatchObject({ state: 'decided', decision, closedAt: null })
        expectGroups(it, UNDECIDED[kind])
        it.start(2)
        expectGroups(it, after.nothing)
        expect(it.conflict()).toMatchObject({ state: 'resolved', decision, decidedBy: 'test' })
      })

      test.each(ALL_LATER)('%s between the decision and the start', (later) => {
        const it = reviewing()
        choose(it, decision)
        it.apply(...LATER[later])
        it.settle()
        expectGroups(it, UNDECIDED[kind])
        const isOver = later === 'rename' || later === 'delete'
        expect(it.conflict().state).toBe(isOver ? 'superseded' : 'decided')
        it.start(3)
        const { Free: _, ...site } = UNDECIDED[kind]
        if (later === 'rename') expectGroups(it, { ...site, Free: 'G ada1 bob1' })
        else if (later === 'delete') expectGroups(it, site)
        else expectGroups(it, after[later === 'push' ? 'nothing' : later])
      })

      test.each(['nothing', 'members', 'push', 'rename', 'delete'] as const)('and %s behind the start', (later) => {
        const it = reviewing()
        choose(it, decision)
        it.start()
        it.apply(...LATER[later])
        expectGroups(it, after[later === 'push' ? 'nothing' : later])
      })
    },
  )
})
