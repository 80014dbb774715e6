/** Decisions about all conflicts of a filter: what is refused and in which words, what is left to later steps, how many are named. */
import type { Command } from '@syncline/core/domain/command.ts'
import { expect, test } from 'vitest'
import { clashing, reasonsOf } from '../support/conflict-site.ts'
import { memoryUuid } from '../support/pure-plan.ts'

/** As it may come in from outside. */
const decision = (choice: object) => ({ name: 'decide-conflicts', ...choice }) as unknown as Command

test.each([
  [{ decision: 'rename', filter: {} }, 400, 'To rename takes a name for each: name the conflicts.'],
  [{ decision: 'keep', filter: { directoryId: 9 } }, 404, 'The site has no such directory.'],
])('%j is refused in words', (choice, status, detail) => {
  const it = clashing()
  expect(it.decide(decision(choice))).toMatchObject({ status, detail })
  expect(it.conflict()).toMatchObject({ state: 'open', version: 1 })
})

test('what was decided is carried out in steps, and where nothing was there is none', () => {
  const it = clashing()
  const before = it.marks.length
  it.decide(decision({ decision: 'merge', filter: { kind: 'default-group' } }))
  expect(it.marks.slice(before)).toEqual([])
  it.decide(decision({ decision: 'merge', filter: { kind: 'local-group' } }))
  expect(it.marks.slice(before).map(({ scope }) => scope)).toEqual([{ kind: 'rows', keys: [it.conflict().recordKey] }])
  expect(it.conflict()).toMatchObject({ state: 'decided', decision: 'merge', givenName: null })
  it.settle()
  expect(it.short()).toEqual({ Staff: 'G ada1 bob0 bob1 cyd0' })
})

test('what cannot be decided so stays open, and is in no step', () => {
  const it = clashing('default-group')
  const before = it.marks.length
  expect(reasonsOf(it.decide(decision({ decision: 'accept', filter: { directoryId: 1 } })))).toEqual([
    0,
    'not-possible',
  ])
  expect(it.marks.slice(before)).toEqual([])
  expect(it.conflict()).toMatchObject({ state: 'open', version: 1, decision: null })
})

test('those of a directory that is disconnected wait for nobody', () => {
  const it = clashing()
  it.set({ phase: 'disconnected' })
  expect(it.decide(decision({ decision: 'keep', filter: {} })).resource).toMatchObject({
    done: 0,
    notApplicableCount: 0,
  })
})

test('a thousand of those that could not be decided are named, and all are counted', () => {
  const it = clashing('default-group')
  const first = it.conflict()
  const more = Array.from({ length: 1_000 }, (_, n) => ({
    ...first,
    key: 10_000 + n,
    id: memoryUuid('c', n),
    recordKey: 20_000 + n,
  }))
  for (const row of more) it.rows.conflicts.insert(row)
  const { resource } = it.decide(decision({ decision: 'accept', filter: {} }))
  expect(resource).toMatchObject({ done: 0, notApplicableCount: 1_001 })
  expect(resource?.notApplicable).toHaveLength(1_000)
})
