/** Conflicts that are named one by one: how much is done at once, what counts as decided already, and which names may be given. */
import type { ChosenConflict } from '@syncline/core/domain/command.ts'
import type { ConflictState } from '@syncline/core/domain/conflict.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { ConflictSite, clashing, reasonsOf } from '../support/conflict-site.ts'
import { group, rows } from '../support/import-rows.ts'
import { A, B, G, H } from '../support/record-ids.ts'
import { createGroup, renameGroup } from '../support/requests.ts'
import { undo } from '../support/undo.ts'

const idOf = (n: number) => `0190bbbb-0000-7000-8000-00000000010${n}`
const reasons = (it: ConflictSite, ...said: Parameters<ConflictSite['choose']>) => reasonsOf(it.choose(...said))
/** Rows that were marked to be projected later. */
const marked = (it: ConflictSite) => it.marks.flatMap(({ scope }) => (scope.kind === 'rows' ? [scope.keys] : []))

/** Groups of a directory with so many members, each with a group of the site in its way. */
function crowded(counts: readonly number[]) {
  const it = new ConflictSite()
  const names = counts.map((_, at) => `Crowd ${at}`)
  it.apply(asked(rows({ groups: names.map((name) => group(name)) })))
  it.apply(...names.map((name, at) => createGroup(idOf(at), name, [A])))
  for (const [at, memberCount] of counts.entries()) {
    const row = it.rows.groups.all.find(({ id }) => id === idOf(at))
    // As if they had so many.
    if (row !== undefined) it.rows.groups.write({ deleted: [row], inserted: [{ ...row, memberCount }] })
  }
  const chosen = counts.map((_, at): Partial<ChosenConflict> => ({ id: it.conflict(idOf(at)).id }))
  const states = () => counts.map((_, at): ConflictState => it.conflict(idOf(at)).state)
  return { it, chosen, states }
}

describe('so many members are moved at once', () => {
  test.each([
    ['10,000 of one group', [10_000], ['resolved']],
    ['one group, however many it has', [50_000], ['resolved']],
    ['10,000 of several', [4_000, 6_000], ['resolved', 'resolved']],
    ['not one more', [4_000, 6_001], ['resolved', 'decided']],
    ['nothing beside a large one', [50_000, 1], ['resolved', 'decided']],
    ['of three those that fit one after another', [1, 9_000, 1_000], ['resolved', 'resolved', 'decided']],
  ])('%s', (_, counts, expected) => {
    const { it, chosen, states } = crowded(counts)
    const before = marked(it).length
    const [outcome] = it.apply(it.asking('accept', ...chosen)).outcomes
    expect(outcome?.resource).toEqual({ done: counts.length, notApplicable: [], notApplicableCount: 0 })
    expect(states()).toEqual(expected)
    // Those that are left, and none otherwise.
    const left = it.rows.groups.all.filter(({ id }) => it.conflict(id).state === 'decided').map(({ key }) => key)
    expect(marked(it).slice(before)).toEqual(left.length === 0 ? [] : [left])
    it.settle()
    expect(states()).toEqual(counts.map(() => 'resolved'))
  })
})

test('a thousand may be named, and one that is named again counts once', () => {
  const it = clashing()
  const { id } = it.conflict()
  const conflicts = Array.from({ length: 1_000 }, () => ({ id, version: 1 }))
  expect(it.decide({ name: 'decide-conflicts', decision: 'keep', conflicts }).resource).toEqual({
    done: 1,
    notApplicable: [],
    notApplicableCount: 0,
  })
})

describe('what is decided is what there is now', () => {
  test('in review, a change of the site that nobody has come to yet counts', () => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    it.apply(asked({ name: 'set-default-access', groupId: it.group('Staff'), on: true }), it.asking('accept'))
    expect(it.conflict()).toMatchObject({ kind: 'default-group', state: 'open', version: 2, decision: null })
  })

  test('so does the end of the clash', () => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    const { outcomes } = it.apply(
      asked({ name: 'rename-group', groupId: it.group('Staff'), groupName: 'Former' }),
      it.asking('keep'),
    )
    expect(outcomes.slice(1).map(reasonsOf)).toEqual([[0, 'closed']])
    expect(it.conflict()).toMatchObject({ state: 'superseded', decision: null })
  })

  test('in a pause it stays as it was looked at', () => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    it.set({ paused: 'hold' })
    it.apply(asked({ name: 'rename-group', groupId: it.group('Staff'), groupName: 'Former' }), it.asking('keep'))
    expect(it.conflict()).toMatchObject({ state: 'open', version: 1 })
  })
})

describe('decided already is what is decided, or was carried out', () => {
  test('not what the clash has outlived', () => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    it.choose('accept')
    it.apply(renameGroup(G, 'Free'))
    expect(it.conflict()).toMatchObject({ state: 'superseded', decision: 'accept' })
    expect(reasons(it, 'accept')).toEqual([0, 'closed'])
  })

  test('not what was taken back', () => {
    const it = clashing()
    it.choose('accept')
    undo(it)
    expect(it.conflict()).toMatchObject({ state: 'undone', decision: 'accept' })
    expect(reasons(it, 'accept')).toEqual([0, 'closed'])
  })

  test.each([
    ['in review', 'reviewing', 'decided', 'name-needed'],
    ['behind it', 'syncing', 'resolved', 'closed'],
  ] as const)('renamed, and then asked for without a name, %s', (_, phase, state, reason) => {
    const it = clashing('local-group', { first: { phase } })
    it.choose('rename', { name: 'New' })
    expect(it.conflict()).toMatchObject({ state, givenName: 'New' })
    expect(reasons(it, 'rename')).toEqual([0, reason])
    expect(reasons(it, 'rename', { name: 'New' })).toEqual([0, 'decided'])
    expect(it.conflict()).toMatchObject({ state, givenName: 'New' })
  })

  test.each([1, 2])('in review the same again changes nothing, whichever version it names (%i)', (version) => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    it.choose('merge')
    expect(reasons(it, 'merge', { version })).toEqual([0, 'decided'])
    expect(it.conflict()).toMatchObject({ state: 'decided', version: 2 })
  })
})

describe('a name that is given', () => {
  test('may be the one that its group has at the site, in another spelling', () => {
    const it = clashing('rename-clash')
    expect(reasons(it, 'rename', { name: 'OLD' })).toEqual([1])
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0', OLD: 'G ada1 bob1' })
    it.expectSettled()
  })

  test('is not that of another group that a directory fills', () => {
    const it = clashing()
    it.apply(createGroup(H, 'Crew', [B]))
    expect(reasons(it, 'rename', { name: 'Crew' })).toEqual([0, 'name-taken'])
  })

  test('may be one of the other audience', () => {
    const it = clashing()
    it.createLocal('Given', 'customers')
    expect(reasons(it, 'rename', { name: 'Given' })).toEqual([1])
  })

  test('that stands for the administration by the time of the start opens it again', () => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    it.choose('rename', { name: 'Given' })
    it.site = { ...it.site, builtInNames: new Set(['given']) }
    it.start()
    expect(it.conflict()).toMatchObject({ state: 'open', decision: null, givenName: null, decidedBy: null })
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0' })
  })
})
