/** What becomes of conflicts when something else clashes, of names that are kept, and in a pause. */
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { ConflictSite, clashing, reasonsOf as reasons } from '../support/conflict-site.ts'
import { from } from '../support/group-site.ts'
import { group, rows } from '../support/import-rows.ts'
import { A, G, H, I } from '../support/record-ids.ts'
import { addMembers, createGroup, deleteGroup, renameGroup } from '../support/requests.ts'

describe('what clashes may become something else', () => {
  test.each([
    ['local-group', (it: ConflictSite) => it.setDefault('Staff', true), 'default-group', 'default-group staff'],
    ['default-group', (it: ConflictSite) => it.setDefault('Staff', false), 'local-group', 'conflict staff'],
    ['owned-by-other-directory', (it: ConflictSite) => it.detach('Staff', H), 'local-group', 'conflict staff'],
  ] as const)('%s: in place, under another version', (kind, change, now, hold) => {
    const it = clashing(kind)
    const { id } = it.conflict()
    change(it)
    it.settle()
    expect(it.conflict()).toMatchObject({ id, kind: now, state: 'open', version: 2 })
    expect(it.holds(G)).toEqual([hold])
    expect(reasons(it.choose('keep', { version: 1 }))).toEqual([0, 'changed'])
    it.expectSettled()
  })

  test.each([
    ['local-group', 'accept', (it: ConflictSite) => it.setDefault('Staff', true), 'default-group'],
    ['owned-by-other-directory', 'keep', (it: ConflictSite) => it.detach('Staff', H), 'local-group'],
  ] as const)('in review what was decided about %s is open again', (kind, decision, change, now) => {
    const it = clashing(kind, { first: { phase: 'reviewing' } })
    it.choose(decision)
    change(it)
    it.settle()
    expect(it.conflict()).toMatchObject({ kind: now, state: 'open', decision: null, decidedBy: null, version: 3 })
    it.start()
    expect(it.conflict()).toMatchObject({ kind: now, state: 'open' })
    expect(it.short().Staff).toMatch(/^- /)
    it.expectSettled()
  })

  test.each([
    ['is deleted', (it: ConflictSite) => it.deleteLocal('Staff'), []],
    ['is renamed', (it: ConflictSite) => it.renameLocal('Staff', 'Other'), []],
    ['has its name on the list of built-in ones', builtIn, []],
    [
      'gives way to another one of the name',
      (it: ConflictSite) => [it.renameLocal('Staff', 'Other'), it.createLocal('Staff')],
      ['open'],
    ],
  ] as const)('in review, when the group of the site %s it is superseded', (_, change, states) => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    it.choose('accept')
    change(it)
    it.settle()
    expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(['superseded', ...states])
  })

  test('another directory takes the group over: whoever else wants the name waits for that one', () => {
    const it = clashing()
    it.apply(from(2, createGroup(H, 'Staff')))
    const other = it.conflict(H)
    expect(reasons(it.choose('accept'))).toEqual([1])
    expect(it.conflict(H)).toMatchObject({ id: other.id, kind: 'owned-by-other-directory', version: 2 })
    it.expectSettled()
  })

  test('in review, a group of the site that comes to have the name opens one', () => {
    const it = new ConflictSite({ first: { phase: 'reviewing' } })
    it.apply(createGroup(G, 'Staff', [A]), createGroup(I, 'Crew'))
    expect(it.rows.conflicts.all).toEqual([])
    it.apply(asked(rows({ groups: [group('Staff'), group('Crew')] })))
    it.settle()
    expect(it.rows.conflicts.all.map(({ recordId, kind }) => [recordId, kind])).toEqual([
      [G, 'local-group'],
      [I, 'local-group'],
    ])
    expect(it.marks.filter(({ scope }) => scope.kind === 'names-in-review')).toHaveLength(1)
    expect(it.rows.holds.all).toEqual([])
  })

  test('no mark is made for names where no directory is in review', () => {
    const it = clashing()
    it.choose('accept')
    expect(it.marks.filter(({ scope }) => scope.kind === 'names-in-review')).toEqual([])
  })

  test('a given name that is taken meanwhile opens it again', () => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    it.choose('rename', { name: 'New' })
    it.createLocal('New')
    it.start()
    expect(it.conflict()).toMatchObject({ state: 'open', decision: null, givenName: null, version: 3 })
    expect(it.holds(G)).toEqual(['conflict staff'])
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0', New: '-' })
    it.expectSettled()
  })

  test('decided otherwise before it is carried out: the later decision counts', () => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    it.choose('keep')
    expect(reasons(it.choose('accept', { version: 1 }))).toEqual([0, 'changed'])
    expect(reasons(it.choose('accept'))).toEqual([1])
    it.start()
    expect(it.short()).toEqual({ Staff: 'G ada1 bob1' })
  })

  test('the same name in another spelling is the same conflict', () => {
    const it = clashing()
    it.apply(renameGroup(G, 'STAFF'))
    expect(it.conflict()).toMatchObject({ version: 1, name: 'STAFF', state: 'open' })
    it.choose('accept')
    expect(it.short()).toEqual({ STAFF: 'G ada1 bob1' })
    it.expectSettled()
  })
})

describe('a name that is kept', () => {
  test.each(['keep', 'rename'] as const)('by %s, until the next rename', (decision) => {
    const it = clashing('rename-clash')
    it.choose(decision, { name: 'Given' })
    const own = decision === 'keep' ? 'Old' : 'Given'
    it.apply(addMembers(G, '0190aaaa-0000-7000-8000-00000000000c'), renameGroup(G, 'sTaff'))
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0', [own]: 'G ada1 bob1 cyd1' })
    it.deleteLocal('Staff')
    expect(it.short()).toEqual({ [own]: 'G ada1 bob1 cyd1' })
    it.createLocal('Staff')
    expect(it.rows.conflicts.all).toHaveLength(1)
    it.apply(renameGroup(G, 'Free'), renameGroup(G, 'Staff'))
    expect(it.conflict()).toMatchObject({ kind: 'rename-clash', state: 'open', version: 1 })
    expect(it.short()).toEqual({ Staff: '-', Free: 'G ada1 bob1 cyd1' })
    it.expectSettled()
  })
})

describe('detached', () => {
  test('by keep: says by whom, and linked again it is a new conflict, whatever the policy', () => {
    const it = clashing()
    it.choose('keep')
    expect(it.holds(G)).toEqual(['detached kept test'])
    it.set({ clashingGroups: 'sync' })
    expect(it.decide({ name: 'link-group', recordId: G }).resource).toEqual({ linked: false, holds: ['conflict'] })
    expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(['resolved', 'open'])
    it.expectSettled()
    expect(it.conflict().state).toBe('open')
  })

  test('by hand, while its new name clashes: nobody waits for a decision any more', () => {
    const it = clashing('rename-clash')
    it.detach('Old', G)
    expect(it.conflict().state).toBe('superseded')
    it.expectSettled()
  })
})

describe('in a pause', () => {
  test('nothing is opened, and what is open is brought up to date at its end', () => {
    const it = clashing()
    it.set({ paused: 'hold' })
    it.apply(renameGroup(G, 'Crew'))
    it.createLocal('Crew')
    it.createLocal('Ops')
    it.apply(createGroup(I, 'Ops'))
    expect(it.rows.conflicts.all.map(({ state, name }) => [state, name])).toEqual([['open', 'Staff']])
    it.set({ paused: null })
    it.settle()
    expect(it.rows.conflicts.all.map(({ state, name }) => [state, name])).toEqual([
      ['superseded', 'Staff'],
      ['open', 'Crew'],
      ['open', 'Ops'],
    ])
    it.expectSettled()
  })

  test.each(['local-group', 'rename-clash'] as const)('a group that is deleted has no %s any more', (kind) => {
    const it = clashing(kind)
    it.set({ paused: 'hold' })
    it.apply(deleteGroup(G))
    expect(it.conflict().state).toBe('superseded')
    it.set({ paused: null })
    it.settle()
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0' })
  })
})

function builtIn(it: ConflictSite): void {
  it.site = { ...it.site, builtInNames: new Set(['staff']) }
  it.decide({ name: 'reproject', scopes: [{ kind: 'group-names', names: ['staff'] }] })
}
