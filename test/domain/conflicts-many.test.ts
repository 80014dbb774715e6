/** Decisions about many conflicts at once: all by a filter, and groups with many members. */
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { ConflictSite, reasonsOf as reasons } from '../support/conflict-site.ts'
import { from } from '../support/group-site.ts'
import { group, rows } from '../support/import-rows.ts'
import { CUTS } from '../support/memory-site.ts'
import { A, B, H } from '../support/record-ids.ts'
import { createGroup, renameGroup } from '../support/requests.ts'

describe.each(CUTS)('by a filter, $cut', ({ batchSize }) => {
  const NAMES = ['One', 'Two', 'Three', 'Four']
  const id = (n: number) => `0190bbbb-0000-7000-8000-00000000010${n}`
  const many = (first: ConstructorParameters<typeof ConflictSite>[0] = {}) => {
    const it = new ConflictSite({ batchSize, ...first })
    it.apply(asked(rows({ groups: NAMES.map((name) => group(name, ['cyd@example.com'])) })))
    it.setDefault('Four', true)
    it.apply(...NAMES.map((name, at) => createGroup(id(at), name, [A, B])), from(2, createGroup(H, 'One')))
    return it
  }
  const states = (it: ConflictSite) => it.rows.conflicts.all.map(({ state }) => state)

  test.each([1, 1_000])('in steps of %i: what is possible is done, the rest is named', (stepSize) => {
    const it = many()
    const outcome = it.chooseWhere('merge', { directoryId: 1 }, stepSize)
    expect(outcome.resource).toEqual({
      done: 3,
      notApplicable: [{ conflictId: it.conflict(id(3)).id, reason: 'not-possible' }],
      notApplicableCount: 1,
    })
    expect(it.short()).toMatchObject({ One: '- ada1 bob1 cyd0', Two: '- ada1 bob1 cyd0', Four: '- cyd0' })
    expect(states(it)).toEqual(['resolved', 'resolved', 'resolved', 'open', 'open'])
    expect(it.conflict(H)).toMatchObject({ kind: 'owned-by-other-directory', state: 'open' })
    expect(reasons(it.chooseWhere('merge', { directoryId: 1 }))).toEqual([0, 'not-possible'])
    it.expectSettled()
  })

  test('of a kind', () => {
    const it = many()
    expect(reasons(it.chooseWhere('keep', { kind: 'default-group' }))).toEqual([1])
    expect(states(it)).toEqual(['open', 'open', 'open', 'resolved', 'open'])
    expect(it.holds(id(3))).toEqual(['detached kept test'])
    it.expectSettled()
  })

  test('of those that a former directory left: only its groups', () => {
    const it = many()
    const one = it.rows.siteGroups.all.find(({ name }) => name === 'Two')
    if (one !== undefined) it.rows.siteGroups.write({ deleted: [one], inserted: [{ ...one, leftBy: 7 }] })
    expect(reasons(it.chooseWhere('accept', { leftLocal: true }))).toEqual([1])
    expect(it.short()).toMatchObject({ One: '- cyd0', Two: '- ada1 bob1', Three: '- cyd0' })
    expect(it.rows.siteGroups.all.every(({ leftBy }) => leftBy === null)).toBe(true)
    expect(reasons(it.chooseWhere('accept', { leftLocal: true }))).toEqual([0])
    it.expectSettled()
  })

  test('in the batch in which they open', () => {
    const it = new ConflictSite({ batchSize })
    it.createLocal('One')
    const filtered = asked({ name: 'decide-conflicts', decision: 'accept', filter: {} })
    it.apply(createGroup(id(0), 'One', [A]), filtered)
    it.settle()
    expect(it.short()).toEqual({ One: '- ada1' })
  })

  test('not those that have changed since they were looked at, or were not there', () => {
    const it = many()
    const { asOf } = it
    // Another kind, and back: as it was, and yet another version.
    it.setDefault('One', true)
    it.settle()
    it.setDefault('One', false)
    it.settle()
    it.createLocal('Five')
    it.apply(createGroup(id(4), 'Five', [A]))
    expect(it.conflict(id(0))).toMatchObject({ kind: 'local-group', state: 'open' })
    expect(reasons(it.chooseWhere('merge', { asOf }))).toEqual([2, 'changed', 'not-possible', 'changed', 'changed'])
    expect(states(it)).toEqual(['open', 'resolved', 'resolved', 'open', 'open', 'open'])
    // Who has looked again decides as it is.
    expect(reasons(it.chooseWhere('merge', { directoryId: 1, asOf: it.asOf }))).toEqual([2, 'not-possible'])
    it.expectSettled()
  })

  test('what changes or opens before it in the same batch was not looked at', () => {
    const it = many()
    const filter = { directoryId: 1, asOf: it.asOf }
    it.createLocal('Five')
    it.createLocal('Six')
    const { outcomes } = it.apply(
      createGroup(id(4), 'Five', [A]),
      renameGroup(id(0), 'Six'),
      asked({ name: 'decide-conflicts', decision: 'merge', filter }),
    )
    it.settle()
    expect(reasons(outcomes[2] ?? { resource: null })).toEqual([2, 'not-possible', 'changed', 'changed'])
    expect(it.conflict(id(0))).toMatchObject({ name: 'Six', state: 'open' })
  })

  test('not those that were decided already, and none of a directory that is paused', () => {
    const it = many({ first: { phase: 'reviewing' } })
    it.choose('keep', { id: it.conflict(id(0)).id })
    expect(reasons(it.chooseWhere('accept', { directoryId: 1 }))).toEqual([2, 'not-possible'])
    expect(it.conflict(id(0))).toMatchObject({ state: 'decided', decision: 'keep' })
    it.set({ paused: 'hold' })
    expect(reasons(it.chooseWhere('keep', { directoryId: 1 }))).toEqual([0, 'paused'])
  })

  test('in review they are carried out by the start', () => {
    const it = many({ first: { phase: 'reviewing' } })
    expect(reasons(it.chooseWhere('accept', { directoryId: 1 }))).toEqual([3, 'not-possible'])
    expect(it.short()).toMatchObject({ Two: '- cyd0', Three: '- cyd0' })
    it.start(2)
    expect(it.short()).toMatchObject({ Two: '- ada1 bob1', Three: '- ada1 bob1', Four: '- cyd0' })
    it.expectSettled()
  })

  test.each([
    ['to rename', { decision: 'rename', filter: {} }, 400],
    ['of a directory that the site does not have', { decision: 'keep', filter: { directoryId: 9 } }, 404],
  ] as const)('%s is refused', (_, choice, status) => {
    // As it may come in from outside.
    const command = { name: 'decide-conflicts', ...choice } as unknown as Parameters<ConflictSite['decide']>[0]
    expect(many().decide(command).status).toBe(status)
  })
})

describe('groups with many members', () => {
  test('of those that are chosen the first is done at once, and the others follow in steps', () => {
    const it = new ConflictSite()
    const names = ['One', 'Two', 'Three']
    const id = (n: number) => `0190bbbb-0000-7000-8000-00000000010${n}`
    it.apply(asked(rows({ groups: names.map((name) => group(name)) })))
    it.apply(...names.map((name, at) => createGroup(id(at), name, [A])))
    // As if they had so many members.
    for (const row of it.rows.groups.all) {
      it.rows.groups.write({ deleted: [row], inserted: [{ ...row, memberCount: 9_000 }] })
    }
    const chosen = names.map((_, at) => ({ id: it.conflict(id(at)).id }))
    expect(reasons(it.apply(it.asking('accept', ...chosen)).outcomes[0] ?? { resource: null })).toEqual([3])
    expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(['resolved', 'decided', 'decided'])
    it.settle(1)
    expect(it.rows.conflicts.all.map(({ state }) => state)).toEqual(['resolved', 'resolved', 'resolved'])
  })
})
