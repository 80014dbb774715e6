/**
 * Decisions taken back (design: Conflicts, Undo): each cell of the table of conflicts, with everything that the identity provider may
 * have done since, ends as before the decision; what others did since stays.
 */
import type { ConflictDecision } from '@syncline/core/domain/conflict.ts'
import { possibleDecisions } from '@syncline/core/domain/conflict-decision.ts'
import type { ConflictKind } from '@syncline/core/domain/group-conflict.ts'
import { describe, expect, test } from 'vitest'
import { ConflictSite } from '../support/conflict-site.ts'
import { CUTS, type MemoryRequest } from '../support/memory-site.ts'
import { A, B, C, G } from '../support/record-ids.ts'
import { addMembers, deleteGroup, putGroup, removeMembers, renameGroup } from '../support/requests.ts'

type Groups = Readonly<Record<string, string>>
type Later = 'nothing' | 'members' | 'push' | 'rename' | 'delete'

const LATER: Readonly<Record<Later, readonly MemoryRequest[]>> = {
  nothing: [],
  members: [addMembers(G, C), removeMembers(G, A)],
  push: [putGroup(G, { displayName: 'Staff' }, [A, B])],
  rename: [renameGroup(G, 'Free')],
  delete: [deleteGroup(G)],
}

/** What the record has at the end: it is detached, clashes anew, reaches the site, or is gone. */
type Ends = 'detached' | 'clashes' | 'syncs' | 'gone'
type End = { readonly groups: Groups; readonly record: Ends } | 'group-deleted'

type Cell = {
  readonly kind: ConflictKind
  readonly decision: ConflictDecision
  readonly after: Readonly<Record<Exclude<Later, 'push'>, End>>
}

const LOCAL = '- bob0 cyd0'
const THEIRS: Readonly<Record<Exclude<ConflictKind, 'rename-clash'>, string>> = {
  'local-group': LOCAL,
  'default-group': LOCAL,
  'owned-by-other-directory': 'H dan2',
}

const end = (record: Ends, groups: Groups): End => ({ record, groups })

const CELLS: readonly Cell[] = [
  ...(['accept', 'merge'] as const).map(
    (decision): Cell => ({
      kind: 'local-group',
      decision,
      after: {
        nothing: end('detached', { Staff: LOCAL }),
        members: end('detached', { Staff: LOCAL }),
        // The name is today's.
        rename: end('detached', { Free: LOCAL }),
        // Merged it had people of its own, and stayed.
        delete: decision === 'accept' ? 'group-deleted' : end('gone', { Staff: LOCAL }),
      },
    }),
  ),
  ...(['local-group', 'default-group', 'owned-by-other-directory'] as const).flatMap((kind): Cell[] => [
    {
      kind,
      decision: 'keep',
      after: {
        nothing: end('clashes', { Staff: THEIRS[kind] }),
        members: end('clashes', { Staff: THEIRS[kind] }),
        rename: end('syncs', { Staff: THEIRS[kind], Free: 'G ada1 bob1' }),
        delete: end('gone', { Staff: THEIRS[kind] }),
      },
    },
    {
      kind,
      decision: 'rename',
      after: {
        nothing: end('detached', { Staff: THEIRS[kind] }),
        members: end('detached', { Staff: THEIRS[kind] }),
        rename: end('detached', { Staff: THEIRS[kind] }),
        delete: 'group-deleted',
      },
    },
  ]),
  ...(['keep', 'rename'] as const).map(
    (decision): Cell => ({
      kind: 'rename-clash',
      decision,
      after: {
        nothing: end('clashes', { Staff: LOCAL, Old: 'G ada1 bob1' }),
        members: end('clashes', { Staff: LOCAL, Old: 'G bob1 cyd1' }),
        // The decision about the name had come to its end.
        rename: end('syncs', { Staff: LOCAL, Free: 'G ada1 bob1' }),
        delete: decision === 'keep' ? end('gone', { Staff: LOCAL }) : 'group-deleted',
      },
    }),
  ),
]

const HOLDS: Readonly<Record<Ends, readonly string[]>> = {
  detached: ['detached undone test'],
  clashes: ['conflict staff'],
  syncs: [],
  gone: [],
}

const choose = (it: ConflictSite, decision: ConflictDecision) =>
  it.choose(decision, ...(decision === 'rename' ? [{ name: 'Given' }] : []))

function undo(it: ConflictSite, conflictId: string) {
  const outcome = it.decide({ name: 'undo-decision', conflictId })
  it.settle()
  return outcome
}

const KINDS = ['local-group', 'owned-by-other-directory', 'default-group', 'rename-clash'] as const

test('the cells are all decisions that are possible', () => {
  const possible = KINDS.flatMap((kind) => possibleDecisions(kind).map((decision) => `${kind} ${decision}`))
  expect(CELLS.map(({ kind, decision }) => `${kind} ${decision}`).sort()).toEqual(possible.sort())
})

describe.each(CUTS)('$cut', ({ batchSize }) => {
  describe.each(CELLS)('$kind, $decision', ({ kind, decision, after }) => {
    test.each(['nothing', 'members', 'push', 'rename', 'delete'] as const)('and then %s, undone', (later) => {
      const it = new ConflictSite({ batchSize })
      it.clash(kind)
      choose(it, decision)
      const { id } = it.conflict()
      it.apply(...LATER[later])
      const before = [it.short(), it.grants(), it.holds(G)]
      const expected = after[later === 'push' ? 'nothing' : later]
      const outcome = undo(it, id)
      const states = it.rows.conflicts.all.map(({ state }) => state)
      if (expected === 'group-deleted') {
        expect(outcome).toMatchObject({ status: 409, resource: { fault: 'refused' } })
        expect([it.short(), it.grants(), it.holds(G), states]).toEqual([...before, ['resolved']])
        return
      }
      expect(outcome).toMatchObject({ status: 200, resource: { undone: true, notRestoredCount: 0, offCount: 0 } })
      expect(it.short()).toEqual(expected.groups)
      expect(it.grants()).toEqual([`Wiki: ${expected.groups.Staff === undefined ? 'Free' : 'Staff'}`])
      const holds = HOLDS[expected.record].map((each) =>
        kind === 'default-group' ? each.replace('conflict', 'default-group') : each,
      )
      expect(it.holds(G)).toEqual(holds)
      expect(states).toEqual(expected.record === 'clashes' ? ['undone', 'open'] : ['undone'])
      it.expectSettled()
      expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(states)

      // Once more has no effect.
      const again = undo(it, id)
      expect(again).toMatchObject({ status: 200, resource: { undone: false } })
      expect(it.short()).toEqual(expected.groups)
    })
  })
})
