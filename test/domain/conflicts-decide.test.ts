/** What is said to a decision about conflicts, and what its change rows say. */
import { describe, expect, test } from 'vitest'
import { ConflictSite, clashing, reasonsOf as reasons } from '../support/conflict-site.ts'
import { A, G, I, NOBODY } from '../support/record-ids.ts'
import { createGroup } from '../support/requests.ts'

describe('why nothing was done', () => {
  test('the site has no such conflict', () => {
    expect(reasons(clashing().choose('accept', { id: NOBODY }, { id: 'x' }))).toEqual([0, 'not-found', 'not-found'])
  })

  test('it has changed since it was looked at', () => {
    const it = clashing()
    expect(reasons(it.choose('accept', { version: 2 }))).toEqual([0, 'changed'])
    expect(it.conflict()).toMatchObject({ state: 'open', version: 1 })
  })

  test.each([
    ['no name', undefined, 'name-needed'],
    ['a blank name', '  ', 'name-needed'],
    ['a name that is no text', '\u{d800}', 'name-needed'],
    ['the name of another group', ' OTHER', 'name-taken'],
    ['the name that both have', 'staff', 'name-taken'],
    ['a name that stands for the administration', 'Administrators', 'name-taken'],
  ] as const)('to rename to %s', (_, name, reason) => {
    const it = clashing()
    it.createLocal('Other')
    expect(reasons(it.choose('rename', name === undefined ? {} : { name }))).toEqual([0, reason])
    expect(it.conflict()).toMatchObject({ state: 'open', version: 1 })
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0', Other: '-' })
  })

  test('two groups cannot have one name', () => {
    const it = clashing()
    it.createLocal('Crew')
    it.apply(createGroup(I, 'Crew'))
    const ids = [G, I].map((record) => it.conflict(record).id)
    expect(reasons(it.choose('rename', { id: ids[0] ?? '', name: 'New' }, { id: ids[1] ?? '', name: 'NEW' }))).toEqual([
      1,
      'name-taken',
    ])
  })

  test('in review as well: one name is given once by a command', () => {
    const it = clashing('local-group', { first: { phase: 'reviewing' } })
    it.createLocal('Crew')
    it.apply(createGroup(I, 'Crew'))
    it.settle()
    const ids = [G, I].map((record) => it.conflict(record).id)
    expect(reasons(it.choose('rename', { id: ids[0] ?? '', name: 'New' }, { id: ids[1] ?? '', name: 'NEW' }))).toEqual([
      1,
      'name-taken',
    ])
  })

  test('the directory is paused', () => {
    const it = clashing()
    it.set({ paused: 'hold' })
    expect(reasons(it.choose('accept'))).toEqual([0, 'paused'])
    expect(it.conflict()).toMatchObject({ state: 'open', version: 1 })
    it.set({ paused: null })
    expect(reasons(it.choose('accept'))).toEqual([1])
  })

  test('the directory is disconnected', () => {
    const it = clashing()
    it.set({ phase: 'disconnected' })
    expect(reasons(it.choose('accept'))).toEqual([0, 'closed'])
  })

  test('it was decided otherwise', () => {
    const it = clashing()
    it.choose('keep')
    expect(reasons(it.choose('accept'))).toEqual([0, 'closed'])
    expect(it.short()).toEqual({ Staff: '- bob0 cyd0' })
  })

  test('renamed to another name than before is not the same decision', () => {
    const it = clashing()
    it.choose('rename', { name: 'New' })
    expect(reasons(it.choose('rename', { name: ' New ' }))).toEqual([0, 'decided'])
    expect(reasons(it.choose('rename', { name: 'Newer' }))).toEqual([0, 'closed'])
  })

  test('nobody, or too many at once', () => {
    const it = clashing()
    const refused = { status: 400, detail: 'Name one conflict at least, and 1000 at most.' }
    const { id } = it.conflict()
    expect(it.decide({ name: 'decide-conflicts', decision: 'keep', conflicts: [] })).toMatchObject(refused)
    const many = Array.from({ length: 1_001 }, () => ({ id, version: 1 }))
    expect(it.decide({ name: 'decide-conflicts', decision: 'keep', conflicts: many })).toMatchObject(refused)
    expect(it.conflict().state).toBe('open')
  })
})

describe('change rows', () => {
  test('say who is about whom, and what was decided', () => {
    const it = new ConflictSite()
    it.createLocal('Staff')
    const { changes } = it.apply(createGroup(G, 'Staff', [A]))
    const ids = { record: G, group: it.group('Staff') }
    const subject = { subjectType: 'conflict', subjectId: it.conflict().id }
    const open = { state: 'open', kind: 'local-group', ...ids }
    expect(changes.filter(({ subjectType }) => subjectType === 'conflict')).toMatchObject([
      { ...subject, kind: 'opened', before: null, after: open },
    ])
    const decided = it.apply(it.asking('accept'))
    const { subjectId } = subject
    expect(decided.changes.map(({ subjectType, kind, before, after }) => [subjectType, kind, before, after])).toEqual([
      ['conflict', 'decided', open, { ...open, state: 'decided', decision: 'accept' }],
      ['Group', 'released', { hold: 'conflict' }, null],
      ['site-group', 'linked', { source: 'local' }, { source: 'synced', group: G }],
      [
        'conflict',
        'resolved',
        { ...open, state: 'decided', decision: 'accept' },
        { ...open, state: 'resolved', decision: 'accept' },
      ],
    ])
    expect(new Set(decided.changes.map(({ operationId }) => operationId))).toEqual(
      new Set([decided.outcomes[0]?.operationId]),
    )
    expect(it.conflict()).toMatchObject({ id: subjectId, version: 2, decidedIn: decided.outcomes[0]?.operationId })
  })
})
