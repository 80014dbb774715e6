/** Groups of the site that come, go and change hands: what is recorded, and which conflicts it opens, changes or ends. */
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { ConflictSite, clashing } from '../support/conflict-site.ts'
import { from } from '../support/group-site.ts'
import type { MemoryRequest } from '../support/memory-site.ts'
import { A, B, G, H } from '../support/record-ids.ts'
import { createGroup, deleteGroup, renameGroup } from '../support/requests.ts'

/** G wants to be called Staff, and its directory is in review. */
function reviewing() {
  const it = new ConflictSite({ first: { phase: 'reviewing' } })
  it.apply(createGroup(G, 'Staff', [A]))
  return it
}
const inReview = (it: ConflictSite) => it.marks.filter(({ scope }) => scope.kind === 'names-in-review')

describe('in review', () => {
  test('a group of the site that gets the name by a rename is in the way', () => {
    const it = reviewing()
    it.createLocal('Other')
    it.settle()
    expect(it.rows.conflicts.all).toEqual([])
    it.renameLocal('Other', 'Staff')
    it.settle()
    expect(it.conflict()).toMatchObject({ kind: 'local-group', state: 'open' })
  })

  test('a group of the site that another directory takes over belongs to that one', () => {
    const it = reviewing()
    it.createLocal('Staff')
    it.settle()
    expect(it.conflict()).toMatchObject({ kind: 'local-group', version: 1 })
    it.apply(from(2, createGroup(H, 'Staff')))
    it.choose('accept', { id: it.conflict(H).id })
    expect(it.conflict()).toMatchObject({ kind: 'owned-by-other-directory', state: 'open', version: 2 })
  })

  test('another spelling is no other name', () => {
    const it = reviewing()
    it.createLocal('Staff')
    it.settle()
    const before = inReview(it).length
    it.renameLocal('Staff', 'STAFF')
    expect(inReview(it)).toHaveLength(before)
    expect(it.short()).toEqual({ STAFF: '-' })
  })
})

test('a conflict about another name is another one, even if with the same group', () => {
  const it = clashing()
  const [{ id }, staff] = [it.conflict(), it.group('Staff')]
  it.set({ paused: 'hold' })
  it.apply(renameGroup(G, 'Crew'))
  it.renameLocal('Staff', 'Crew')
  it.set({ paused: null })
  it.settle()
  expect(it.rows.conflicts.all).toMatchObject([
    { id, name: 'Staff', state: 'superseded' },
    { name: 'Crew', siteGroupId: staff, state: 'open' },
  ])
})

describe('what is recorded of a group of the site', () => {
  const ofGroup = (it: ConflictSite, ...requests: readonly MemoryRequest[]) =>
    it
      .apply(...requests)
      .changes.filter(({ subjectType }) => subjectType === 'site-group')
      .map(({ kind, before, after }) => [kind, before, after])

  test('that a directory fills it', () => {
    const it = clashing()
    expect(ofGroup(it, it.asking('accept'))).toEqual([['linked', { source: 'local' }, { source: 'synced', group: G }]])
    expect(it.look().Staff?.[0]).toBe('synced')
  })

  test.each([
    [false, {}],
    [true, { defaultAccess: true }],
  ])('that it is gone, and that it is back (default access: %s)', (on, more) => {
    const it = new ConflictSite()
    it.createLocal('Crew')
    it.grant('Crew', 'Wiki')
    if (on) it.setDefault('Crew', true)
    const groupId = it.group('Crew')
    expect(ofGroup(it, asked({ name: 'delete-group', groupId, force: true }))).toEqual([
      ['deleted', { name: 'Crew', access: [it.app('Wiki')] }, null],
    ])
    const copyId = it.rows.groupCopies.all[0]?.id ?? ''
    const [first] = ofGroup(it, asked({ name: 'restore-group', copyId }))
    expect(first).toEqual(['restored', null, { name: 'Crew', ...more }])
    expect(it.group('Crew')).toBe(groupId)
  })

  test('that it is made, and that it is gone, without access to anything', () => {
    const it = new ConflictSite()
    expect(ofGroup(it, createGroup(G, 'Crew', [A, B]))).toEqual([['created', null, { name: 'Crew' }]])
    expect(ofGroup(it, deleteGroup(G))).toEqual([['deleted', { name: 'Crew' }, null]])
  })
})
