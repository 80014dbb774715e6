/** What change rows say of conflicts in the course of their lives, and what a decision costs. */
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { ConflictSite, clashing } from '../support/conflict-site.ts'
import { group, rows } from '../support/import-rows.ts'
import type { Applied, MemoryRequest } from '../support/memory-site.ts'
import { A, B, C, G, H } from '../support/record-ids.ts'
import { createGroup, deleteGroup, renameGroup } from '../support/requests.ts'

const ofConflicts = ({ changes }: Pick<Applied, 'changes'>) =>
  changes
    .filter(({ subjectType }) => subjectType === 'conflict')
    .map(({ kind, before, after }) => [kind, before, after])

describe('what is recorded of a conflict', () => {
  const start = (phase: 'syncing' | 'reviewing' = 'syncing') => {
    const it = clashing('local-group', { first: { phase } })
    const open = { state: 'open', kind: 'local-group', record: G, group: it.group('Staff') }
    return { it, open }
  }

  test('that it is about something else now', () => {
    const { it, open } = start()
    it.setDefault('Staff', true)
    expect(ofConflicts({ changes: it.settle() })).toEqual([['updated', open, { ...open, kind: 'default-group' }]])
  })

  test('that what was decided cannot be done, and waits again', () => {
    const { it, open } = start('reviewing')
    it.choose('rename', { name: 'Given' })
    it.createLocal('Given')
    const decided = { ...open, state: 'decided', decision: 'rename', givenName: 'Given' }
    it.set({ phase: 'syncing' })
    expect(ofConflicts(it.apply(asked({ name: 'reproject-records', recordIds: [G] })))).toEqual([
      ['updated', decided, open],
    ])
  })

  test.each([
    ['a rename', renameGroup(G, 'Free')],
    ['a deletion', deleteGroup(G)],
  ] as const)('that %s has ended it', (_, request) => {
    const { it, open } = start()
    expect(ofConflicts(it.apply(request))).toEqual([['superseded', open, { ...open, state: 'superseded' }]])
  })

  test('the name that was given, and that it was taken back', () => {
    const { it, open } = start()
    const decided = { ...open, state: 'decided', decision: 'rename', givenName: 'Given' }
    const resolved = { ...decided, state: 'resolved' }
    expect(ofConflicts(it.apply(it.asking('rename', { name: 'Given' })))).toEqual([
      ['decided', open, decided],
      ['resolved', decided, resolved],
    ])
    const command = asked({ name: 'undo-decision', conflictId: it.conflict().id })
    expect(ofConflicts(it.apply(command))).toEqual([['undone', resolved, { ...resolved, state: 'undone' }]])
  })

  test('nothing, where only the spelling of the name is another', () => {
    const { it } = start()
    expect(ofConflicts(it.apply(renameGroup(G, 'STAFF')))).toEqual([])
    expect(it.conflict()).toMatchObject({ name: 'STAFF', version: 1 })
  })
})

describe('whoever joins by a decision', () => {
  /** How often was loaded to accept one. */
  function loadsOf(members: readonly string[]): number {
    const it = new ConflictSite()
    it.apply(asked(rows({ groups: [group('Staff')] })))
    it.apply(createGroup(G, 'Staff', members))
    const { rounds } = it.apply(it.asking('accept'))
    expect(it.look().Staff?.[2]).toHaveLength(members.length)
    return rounds.reduce((sum, count) => sum + count, 0)
  }

  test('is not loaded', () => {
    expect(loadsOf([A, B, C])).toBe(loadsOf([]))
  })

  test('is known where the batch has made the group: what comes behind it needs no other batch', () => {
    const it = new ConflictSite()
    const { rounds } = it.apply(createGroup(G, 'Crew', [A, B]), deleteGroup(G), createGroup(H, 'Crew', [C]))
    expect(rounds).toHaveLength(1)
    expect(it.short()).toEqual({ Crew: 'H cyd1' })
  })

  test.each<[string, (it: ConflictSite) => MemoryRequest, string]>([
    ['deleted', (it) => asked({ name: 'delete-group', groupId: it.group('Staff'), force: true }), 'Staff'],
    ['renamed', (it) => asked({ name: 'rename-group', groupId: it.group('Staff'), groupName: 'Former' }), 'Staff'],
  ])('joins when in the batch that opened it the group in its way is %s', (_, request, name) => {
    const it = new ConflictSite()
    it.apply(asked(rows({ groups: [group('Staff', ['cyd@example.com'])] })))
    it.apply(createGroup(G, 'Staff', [A, B]), request(it))
    expect(it.short()[name]).toBe('G ada1 bob1')
    expect(it.conflict()).toMatchObject({ state: 'superseded' })
    it.expectSettled()
  })
})
