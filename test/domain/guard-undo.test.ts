/**
 * Decisions about conflicts that are taken back while the guard keeps people in the same group (design: Conflicts, Undo; Deprovisioning
 * guard): the undo reverses its own changes, and what the guard keeps stays until that is decided, whatever came in between.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import { isLive } from '@syncline/core/domain/guard-table.ts'
import { describe, expect, test } from 'vitest'
import { type ConflictSite, clashing } from '../support/conflict-site.ts'
import { expectKept } from '../support/guard-site.ts'
import { CUTS, type MemoryRequest } from '../support/memory-site.ts'
import { A, B, G } from '../support/record-ids.ts'
import { addMembers, deleteGroup, deleteUser, putGroup, removeMembers, replaceUser } from '../support/requests.ts'
import { undo } from '../support/undo.ts'

/** Nobody may be lost: the first is held. */
const none = { people: 0, percent: 0 }

const EMPTY = putGroup(G, { displayName: 'Staff' }, [])

const live = (it: ConflictSite) => it.rows.guardItems.all.filter(isLive)
const held = (it: ConflictSite) => live(it).map(({ kind, people }) => `${kind} ${people}`)
const states = (it: ConflictSite) => it.rows.guardItems.all.map(({ state }) => state)

function decide(it: ConflictSite, name: 'release-guard' | 'reject-guard'): void {
  it.decide({ name, items: live(it).map(({ id }) => id) } as Command)
  it.settle()
}

function expectFits(it: ConflictSite): void {
  it.expectSettled()
  expectKept(it)
}

type Case = {
  readonly what: string
  readonly loss: readonly MemoryRequest[]
  readonly held: readonly string[]
  /** Behind the loss, the undo, and each of the decisions: Staff. Before the accepted decision Bob and Cyd were in it by hand. */
  readonly staff: Readonly<Record<'lost' | 'undone' | 'released' | 'rejected', string>>
}

/** Ada and Bob come by the directory. */
const CASES: readonly Case[] = [
  {
    what: 'somebody who was taken out',
    loss: [removeMembers(G, A)],
    held: ['left-access 1'],
    staff: {
      lost: 'G ada-1 bob1',
      undone: '- ada-1 bob0 cyd0',
      released: '- bob0 cyd0',
      rejected: '- ada0 bob0 cyd0',
    },
  },
  {
    what: 'somebody who was deleted',
    loss: [deleteUser(A)],
    held: ['deleted 1'],
    staff: {
      lost: 'G ada-1 bob1',
      undone: '- ada-1 bob0 cyd0',
      released: '- bob0 cyd0',
      rejected: '- ada0 bob0 cyd0',
    },
  },
  {
    what: 'somebody who was taken out and switched off',
    loss: [removeMembers(G, A), replaceUser(A, 'active', false)],
    held: ['deactivated 1'],
    staff: {
      lost: 'G ada-1 bob1',
      undone: '- ada-1 bob0 cyd0',
      released: '- bob0 cyd0',
      rejected: '- ada0 bob0 cyd0',
    },
  },
  {
    // Stays in by the directory, so by the link: it leaves with the others, and stays on.
    what: 'somebody who was switched off',
    loss: [replaceUser(A, 'active', false)],
    held: ['deactivated 1'],
    staff: { lost: 'G ada1 bob1', undone: '- bob0 cyd0', released: '- bob0 cyd0', rejected: '- bob0 cyd0' },
  },
  {
    what: 'everybody, of whom it was emptied',
    loss: [EMPTY],
    held: ['group-emptied 2'],
    staff: {
      lost: 'G ada-1 bob-1',
      undone: '- ada-1 bob-1 bob0 cyd0',
      released: '- bob0 cyd0',
      rejected: '- ada0 bob0 cyd0',
    },
  },
  {
    what: 'everybody, for it was deleted',
    loss: [deleteGroup(G)],
    held: ['group-deleted 2'],
    staff: {
      lost: '- ada-1 bob-1',
      undone: '- ada-1 bob-1 bob0 cyd0',
      released: '- bob0 cyd0',
      rejected: '- ada0 bob0 cyd0',
    },
  },
  {
    what: 'everybody, for it was emptied and then deleted',
    loss: [EMPTY, deleteGroup(G)],
    held: ['group-deleted 2'],
    staff: {
      lost: '- ada-1 bob-1',
      undone: '- ada-1 bob-1 bob0 cyd0',
      released: '- bob0 cyd0',
      rejected: '- ada0 bob0 cyd0',
    },
  },
]

describe.each(CUTS)('accepted, undone while the guard keeps, $cut', ({ batchSize }) => {
  describe.each(CASES)('$what', ({ loss, held: items, staff }) => {
    function undone() {
      const it = clashing('local-group', { batchSize, first: { guard: none } })
      it.choose('accept')
      const { id } = it.conflict()
      it.apply(...loss)
      expect([it.short().Staff, held(it)]).toEqual([staff.lost, items])
      expectFits(it)
      expect(undo(it, id)).toMatchObject({ status: 200, resource: { undone: true } })
      return it
    }

    test('who is kept stays, and is all that is there beside the group as it was', () => {
      const it = undone()
      expect([it.short().Staff, held(it)]).toEqual([staff.undone, items])
      expect(it.grants()).toEqual(['Wiki: Staff'])
      expectFits(it)
    })

    test.each([
      ['release-guard', 'released'],
      ['reject-guard', 'rejected'],
    ] as const)('%s', (name, as) => {
      const it = undone()
      decide(it, name)
      expect(it.short().Staff).toBe(staff[as])
      expect(it.rows.siteMembers.all.filter(({ origin }) => origin < 0)).toEqual([])
      expect(states(it).at(-1)).toBe(as)
      expectFits(it)
    })
  })

  test('everything in its order at once', () => {
    const it = clashing('local-group', { batchSize, first: { guard: none } })
    const { id: conflictId } = it.conflict()
    const asked = { method: 'POST', resourceType: 'User', body: null, directoryId: 0 } as const
    it.apply(
      it.asking('accept'),
      EMPTY,
      { ...asked, command: { name: 'undo-decision', conflictId } },
      addMembers(G, A),
      deleteGroup(G),
      { ...asked, command: { name: 'release-guard', filter: {} } },
    )
    it.settle()
    expect([it.short().Staff, held(it), states(it)]).toEqual(['- bob0 cyd0', [], ['released']])
    expectFits(it)
  })

  describe('a group that the guard keeps people in, undone', () => {
    const emptied = () => {
      const it = clashing('local-group', { batchSize, first: { guard: none } })
      it.choose('accept')
      it.apply(EMPTY)
      undo(it)
      return it
    }

    test.each([
      ['release-guard', '- bob0 cyd0'],
      ['reject-guard', '- ada0 bob0 cyd0'],
    ] as const)('and deleted in the directory is decided all the same: %s', (name, staff) => {
      const it = emptied()
      it.apply(deleteGroup(G))
      expect([it.short().Staff, held(it)]).toEqual(['- ada-1 bob-1 bob0 cyd0', ['group-emptied 2']])
      expectFits(it)
      decide(it, name)
      expect(it.short().Staff).toBe(staff)
      expectFits(it)
    })

    test('is not linked again before that is decided', () => {
      const it = emptied()
      const link = () => it.decide({ name: 'link-group', recordId: G })
      expect(link()).toMatchObject({ status: 409, resource: { fault: 'refused' } })
      expect(it.short().Staff).toBe('- ada-1 bob-1 bob0 cyd0')
      decide(it, 'release-guard')
      expect(link()).toMatchObject({ status: 200 })
      expect(it.conflict()).toMatchObject({ state: 'open', kind: 'local-group' })
      expectFits(it)
    })

    test('and deleted at the site keeps nobody', () => {
      const it = emptied()
      it.deleteLocal('Staff')
      expect([it.short(), held(it), states(it)]).toEqual([{}, [], ['superseded']])
      expect(it.rows.siteMembers.all).toEqual([])
      expectFits(it)
    })

    test('and given to another group of the directory: it is decided about those who are kept, and nobody else', () => {
      const it = emptied()
      it.apply(deleteGroup(G))
      it.apply({ ...putGroup(B, { displayName: 'Staff' }, []), method: 'POST', resourceId: NEXT }, addMembers(NEXT, B))
      it.choose('accept', { id: it.conflict(NEXT).id })
      expect(it.look().Staff?.[2]).toEqual(['ada@example.com -1', 'bob@example.com -1', 'bob@example.com 1'])
      decide(it, 'release-guard')
      expect(it.look().Staff?.[2]).toEqual(['bob@example.com 1'])
      expectFits(it)
    })
  })

  test('a group that the decision made stays for those whom the guard keeps in it', () => {
    const it = clashing('local-group', { batchSize, first: { guard: none } })
    it.choose('rename', { name: 'Given' })
    it.grant('Given', 'Wiki')
    it.apply(removeMembers(G, A))
    it.decide({ name: 'revoke-access', groupId: it.group('Given'), appId: it.app('Wiki') })
    expect(undo(it).resource).toMatchObject({ undone: true, name: 'Given' })
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0', Given: '- ada-1' })
    expectFits(it)
    decide(it, 'release-guard')
    expect(it.short().Given).toBe('-')
    expectFits(it)
  })

  test('a decision about a name waits for the group that the guard holds', () => {
    const it = clashing('rename-clash', { batchSize, first: { guard: none } })
    it.grant('Old', 'Wiki')
    it.choose('keep')
    it.apply(deleteGroup(G))
    expect(held(it)).toEqual(['group-deleted 1'])
    expect(undo(it)).toMatchObject({ status: 409, resource: { fault: 'refused' } })
    expectFits(it)
  })
})

const NEXT = '0190bbbb-0000-7000-8000-00000000000f'
