/**
 * Decisions taken back on today's state (design: Conflicts, Undo): what became of names and links since is left alone, what the answer
 * says, and what the changes tell.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { ConflictSite, clashing } from '../support/conflict-site.ts'
import { A, B, G } from '../support/record-ids.ts'
import { createGroup, deleteGroup, removeMembers, renameGroup } from '../support/requests.ts'
import { undo } from '../support/undo.ts'

const LOCAL = '- bob0 cyd0'
const answerOf = (it: ConflictSite, id?: string) => undo(it, id).resource as Record<string, unknown>
const unlinkedIn = (it: ConflictSite) => {
  const { changes } = it.apply(asked({ name: 'undo-decision', conflictId: it.conflict().id }))
  return changes.filter(({ subjectType, kind }) => subjectType === 'site-group' && kind === 'unlinked')
}
const relink = (it: ConflictSite) => it.decide({ name: 'link-group', recordId: G })

describe('a group that is kept', () => {
  const kept = () => {
    const it = clashing()
    it.choose('keep')
    return it
  }

  test('is what the answer names', () => {
    const it = kept()
    expect(answerOf(it)).toEqual({
      ...{ undone: true, group: it.group('Staff'), name: 'Staff', formerName: null },
      ...{ members: 0, notRestored: [], notRestoredCount: 0, off: [], offCount: 0 },
    })
  })

  test('is gone meanwhile: the name is free, and the answer names none', () => {
    const it = kept()
    it.deleteLocal('Staff')
    expect(answerOf(it)).toMatchObject({ undone: true, group: null, name: null })
    expect([it.short(), it.holds(G)]).toEqual([{ Staff: 'G ada1 bob1' }, []])
    it.expectSettled()
  })

  test('is gone, and the record was linked again since: that stays', () => {
    const it = kept()
    it.deleteLocal('Staff')
    relink(it)
    const before = [it.short(), it.holds(G)]
    expect(before).toEqual([{ Staff: 'G ada1 bob1' }, []])
    expect(answerOf(it)).toMatchObject({ undone: true })
    expect([it.short(), it.holds(G)]).toEqual(before)
    it.expectSettled()
  })

  test('is gone, and the record was cut off by an administrator since: that stays', () => {
    const it = kept()
    it.deleteLocal('Staff')
    relink(it)
    it.detach('Staff', G)
    expect(answerOf(it)).toMatchObject({ undone: true })
    expect([it.short(), it.holds(G)]).toEqual([{ Staff: '- ada0 bob0' }, ['detached test']])
    it.expectSettled()
  })
})

describe('a group that was linked', () => {
  test.each(['accept', 'merge'] as const)('%s: the change says which record it followed', (decision) => {
    const it = clashing()
    it.choose(decision)
    expect(unlinkedIn(it)).toMatchObject([{ before: { source: 'synced', group: G }, after: { source: 'local' } }])
  })

  test.each([
    ['Staff', null, 'Staff'],
    ['STAFF', null, 'Staff'],
    ['Crew', 'Staff', 'Crew'],
  ])('and is called %s since: the former name is said where it does not come back', (name, formerName, now) => {
    const it = clashing()
    it.choose('accept')
    it.apply(renameGroup(G, name))
    expect(answerOf(it)).toMatchObject({ undone: true, name: now, formerName })
    expect([it.look()[now]?.[0], it.short()]).toEqual(['local', { [now]: LOCAL }])
    it.expectSettled()
  })

  test('and wants a name since that another group has: waits for nothing any more', () => {
    const it = clashing()
    it.choose('accept')
    const first = it.conflict().id
    it.createLocal('Crew')
    it.apply(renameGroup(G, 'Crew'))
    expect(it.holds(G)).toEqual(['conflict crew'])
    expect(answerOf(it, first)).toMatchObject({ undone: true })
    expect([it.short(), it.holds(G)]).toEqual([{ Staff: LOCAL, Crew: '-' }, ['detached undone test']])
    expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(['undone', 'superseded'])
    it.expectSettled()
  })

  test('and is called since as no group may be: waits for nothing any more', () => {
    const it = clashing()
    it.choose('accept')
    it.apply(renameGroup(G, 'administrators'))
    expect(it.holds(G)).toEqual(['built-in-name administrators'])
    expect(answerOf(it)).toMatchObject({ undone: true })
    expect([it.short(), it.holds(G)]).toEqual([{ Staff: LOCAL }, ['detached undone test']])
    it.expectSettled()
  })

  test('and of which no copy is left is not undone', () => {
    const it = clashing()
    it.choose('accept')
    it.rows.groupCopies.clear(() => true)
    const before = it.short()
    expect(undo(it)).toMatchObject({ status: 409, detail: 'The group was deleted since. Restore it instead.' })
    expect(it.short()).toEqual(before)
  })

  test('merged: nobody comes back, whoever left it by hand since', () => {
    const it = clashing()
    it.choose('merge')
    it.apply(removeMembers(G, B))
    expect(answerOf(it)).toMatchObject({ members: 0 })
    expect(it.short()).toEqual({ Staff: LOCAL })
    it.expectSettled()
  })
})

describe('a group that was linked, whose deletion the guard holds', () => {
  test.each([
    ['release-guard', '-'],
    ['reject-guard', '- ada0'],
  ] as const)("is the site's again, whoever is left in it: %s", (name, staff) => {
    const it = new ConflictSite({ first: { guard: { people: 0, percent: 0 } } })
    it.createLocal('Staff')
    it.grant('Staff', 'Wiki')
    it.apply(createGroup(G, 'Staff', [A]))
    it.choose('accept')
    const { id } = it.conflict()
    it.apply(deleteGroup(G))
    expect(answerOf(it, id)).toMatchObject({ undone: true, name: 'Staff' })
    it.decide({ name, filter: {} } as Command)
    it.settle()
    expect([it.short(), it.grants()]).toEqual([{ Staff: staff }, ['Wiki: Staff']])
    expect(it.rows.guardItems.all).toMatchObject([{ kind: 'group-deleted', closedAt: it.now }])
    it.expectSettled()
  })
})

describe('a group that the decision made', () => {
  const made = () => {
    const it = clashing()
    it.choose('rename', { name: 'Given' })
    return it
  }

  test('stays with access as a local one: the change says which record it followed', () => {
    const it = made()
    it.grant('Given', 'Wiki')
    expect(unlinkedIn(it)).toMatchObject([{ before: { source: 'synced', group: G }, after: { source: 'local' } }])
  })

  test('and that was cut off since stays as it is', () => {
    const it = made()
    it.detach('Given', G)
    expect(answerOf(it)).toMatchObject({ undone: true, name: 'Given', formerName: null })
    expect([it.short(), it.holds(G)]).toEqual([{ Staff: LOCAL, Given: '- ada0 bob0' }, ['detached test']])
    it.expectSettled()
  })

  test('and that was cut off since stays as it is, and so does the one that its record is linked to now', () => {
    const it = made()
    it.detach('Given', G)
    it.deleteLocal('Staff')
    relink(it)
    const groups = { Given: '- ada0 bob0', Staff: 'G ada1 bob1' }
    expect(it.short()).toEqual(groups)
    expect(answerOf(it)).toMatchObject({ undone: true, name: 'Given' })
    expect(it.short()).toEqual(groups)
    it.expectSettled()
  })
})

describe('a name that was given', () => {
  test.each([
    ['Given', 'Old'],
    ['OLD', 'Old'],
  ])('as %s: the group is called as before', (name, before) => {
    const it = clashing('rename-clash')
    it.choose('rename', { name })
    expect(it.short()).toEqual({ Staff: LOCAL, [name]: 'G ada1 bob1' })
    expect(answerOf(it)).toMatchObject({ undone: true, name: before, formerName: null })
    expect([it.short(), it.holds(G)]).toEqual([{ Staff: LOCAL, [before]: 'G ada1 bob1' }, ['conflict staff']])
    it.expectSettled()
  })

  test.each([
    ['as another group is called', (it: ConflictSite) => it.createLocal('Crew'), 'Given', ['conflict crew']],
    ['as nobody is called', () => undefined, 'Crew', []],
  ])('is left alone where the directory calls its group otherwise since, %s', (_, before, now, holds) => {
    const it = clashing('rename-clash')
    it.choose('rename', { name: 'Given' })
    const first = it.conflict().id
    before(it)
    it.createLocal('Old')
    it.apply(renameGroup(G, 'Crew'))
    expect([it.short()[now], it.holds(G)]).toEqual(['G ada1 bob1', holds])
    expect(answerOf(it, first)).toMatchObject({ undone: true, name: now })
    expect([it.short()[now], it.holds(G)]).toEqual(['G ada1 bob1', holds])
    it.expectSettled()
  })

  test('is left alone where an administrator cut the group off since', () => {
    const it = clashing('rename-clash')
    it.choose('rename', { name: 'Given' })
    it.detach('Given', G)
    expect(answerOf(it)).toMatchObject({ undone: true, name: 'Given', formerName: null })
    expect([it.short(), it.holds(G)]).toEqual([{ Staff: LOCAL, Given: '- ada0 bob0' }, ['detached test']])
    it.expectSettled()
  })

  test('is none where the old one was kept: with the group gone nothing is left to undo', () => {
    const it = clashing('rename-clash')
    it.choose('keep')
    it.apply(deleteGroup(G))
    expect(answerOf(it)).toMatchObject({ undone: true, formerName: null })
    expect(it.short()).toEqual({ Staff: LOCAL })
    it.apply(createGroup(G.replace(/.$/, '9'), 'Old', [B]))
    expect(it.look().Old?.[0]).toBe('synced')
    it.expectSettled()
  })
})
