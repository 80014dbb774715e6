/** Why a decision cannot be taken back, in words; nothing is changed then (design: Conflicts, Undo). */
import { describe, expect, test } from 'vitest'
import { type ConflictSite, clashing } from '../support/conflict-site.ts'
import { from } from '../support/group-site.ts'
import { A, D, G, H } from '../support/record-ids.ts'
import { createGroup, createUser, person, renameGroup } from '../support/requests.ts'
import { later, undo } from '../support/undo.ts'

describe('refused', () => {
  const detailOf = (it: ConflictSite, id?: string) => {
    const before = [it.short(), it.grants(), it.holds(G), it.rows.conflicts.all]
    const { status, resource, detail } = undo(it, id)
    expect([it.short(), it.grants(), it.holds(G), it.rows.conflicts.all]).toEqual(before)
    return [status, (resource as { fault?: string } | null)?.fault, detail]
  }

  test('of nothing', () => {
    const it = clashing()
    expect(detailOf(it, 'x')).toEqual([404, 'not-found', 'The site has no such conflict.'])
    expect(detailOf(it, A)).toEqual([404, 'not-found', 'The site has no such conflict.'])
    expect(detailOf(it)).toEqual([409, 'refused', 'Nothing was decided about it that could be taken back.'])
  })

  test('after 30 days, and not before', () => {
    const it = clashing()
    it.choose('accept')
    later(it, 30)
    expect(detailOf(it)).toEqual([409, 'refused', 'It was decided more than 30 days ago.'])
    later(it, -0.001)
    expect(undo(it).resource).toMatchObject({ undone: true })
  })

  test.each([
    [{ paused: 'hold' } as const, 'The directory is paused. Resume it first.'],
    [{ phase: 'disconnected' } as const, 'Its directory is disconnected, and its groups are local.'],
  ])('while the directory is %o', (state, detail) => {
    const it = clashing()
    it.choose('accept')
    it.set(state)
    expect(detailOf(it)).toEqual([409, 'refused', detail])
  })

  test('while there is a later decision about the record, which is named; undone in turn it is not', () => {
    const it = clashing()
    it.choose('accept')
    const first = it.conflict().id
    it.createLocal('Crew')
    it.apply(renameGroup(G, 'Crew'))
    it.choose('keep')
    const second = it.conflict().id
    expect(detailOf(it, first)).toEqual([
      409,
      'refused',
      `There was another decision about it later. Undo that of the conflict ${second} first.`,
    ])
    expect(undo(it, second).resource).toMatchObject({ undone: true })
    expect(undo(it, first).resource).toMatchObject({ undone: true, name: 'Staff' })
    expect(it.short()).toEqual({ Crew: '-', Staff: '- bob0 cyd0' })
    expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(['undone', 'undone', 'superseded'])
    it.expectSettled()
  })

  test('while another directory was given the group since', () => {
    const it = clashing()
    it.choose('accept')
    const first = it.conflict().id
    it.detach('Staff', G)
    it.apply(from(2, createUser(D, person('dan'))), from(2, createGroup(H, 'Staff', [D])))
    it.choose('accept', { id: it.conflict(H).id })
    expect(it.short().Staff).toBe('H dan2')
    expect(detailOf(it, first)[2]).toContain(it.conflict(H).id)
    undo(it, it.conflict(H).id)
    expect(it.short().Staff).toBe('- ada0 bob0')
    expect(undo(it, first).resource).toMatchObject({ undone: true })
    expect(it.short().Staff).toBe('- ada0 bob0 cyd0')
    it.expectSettled()
  })

  test('not because another directory was told to leave the group alone', () => {
    const it = clashing()
    it.choose('accept')
    const first = it.conflict().id
    it.apply(from(2, createUser(D, person('dan'))), from(2, createGroup(H, 'Staff', [D])))
    it.choose('keep', { id: it.conflict(H).id })
    expect(undo(it, first).resource).toMatchObject({ undone: true })
    expect(it.short().Staff).toBe('- bob0 cyd0')
    it.expectSettled()
  })

  test('while another group has the name that the group would get back', () => {
    const it = clashing('rename-clash')
    it.choose('rename', { name: 'Given' })
    it.createLocal('Old')
    expect(detailOf(it)).toEqual([
      409,
      'name-taken',
      'The group would get its former name back, and another group has it. Rename that one first.',
    ])
    it.renameLocal('Old', 'Other')
    expect(undo(it).resource).toMatchObject({ undone: true })
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0', Old: 'G ada1 bob1', Other: '-' })
    it.expectSettled()
  })

  test('not for a former name where the name that the directory wants is free: the group gets that', () => {
    const it = clashing('rename-clash')
    it.choose('rename', { name: 'Given' })
    it.createLocal('Old')
    it.deleteLocal('Staff')
    undo(it)
    expect(it.short()).toEqual({ Staff: 'G ada1 bob1', Old: '-' })
    it.expectSettled()
  })
})
