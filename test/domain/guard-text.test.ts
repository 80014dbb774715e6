/** Items of the guard in words, and what can still be said of them. */
import {
  GUARD_ITEM_KINDS,
  GUARD_ITEM_STATES,
  type GuardItemKind,
  type GuardItemState,
} from '@syncline/core/domain/guard-item.ts'
import { guardDecisions, guardItemText } from '@syncline/core/domain/guard-text.ts'
import { describe, expect, it, test } from 'vitest'

describe('one sentence says', () => {
  test.each<[GuardItemKind, string, string]>([
    ['deactivated', 'Switched off in the directory', 'Switched off in the directory'],
    ['deleted', 'Deleted in the directory', 'Deleted in the directory'],
    [
      'left-access',
      'Taken out of the last group that gives access to an app or project',
      'Taken out of the last group that gives access to an app or project',
    ],
    [
      'group-deleted',
      'Deleted in the directory: the only way in of one person',
      'Deleted in the directory: the only way in of 7 people',
    ],
    [
      'group-emptied',
      'Emptied in the directory: the only way in of one person',
      'Emptied in the directory: the only way in of 7 people',
    ],
  ])('what the directory has done: %s', (kind, one, seven) => {
    expect(guardItemText({ kind, state: 'held', people: 1 }, false).split('; ')[0]).toBe(one)
    expect(guardItemText({ kind, state: 'held', people: 7 }, false).split('; ')[0]).toBe(seven)
  })

  test.each<[GuardItemState, boolean, RegExp]>([
    ['held', false, /^the site keeps it .* until somebody releases or rejects it\.$/],
    ['releasing', false, /^released, and carried out in a step/],
    ['rejecting', false, /^rejected, to be carried out in a step/],
    ['rejected', false, /^rejected: it stays as it was until the directory changes it again\.$/],
    ['rejected', true, /^rejected: it belongs to the site alone\.$/],
    ['released', true, /^released, and carried out\.$/],
    ['ended', true, /^ended by the directory\.$/],
    ['superseded', true, /^superseded\.$/],
  ])('what comes of it: %s, closed: %j', (state, isClosed, words) => {
    expect(guardItemText({ kind: 'deleted', state, people: 1 }, isClosed).split('; ')[1]).toMatch(words)
  })

  it('something else for each kind and state', () => {
    const all = GUARD_ITEM_KINDS.flatMap((kind) =>
      GUARD_ITEM_STATES.map((state) => guardItemText({ kind, state, people: 2 }, false)),
    )
    expect(new Set(all).size).toBe(GUARD_ITEM_KINDS.length * GUARD_ITEM_STATES.length)
  })
})

test.each<[GuardItemState, boolean, string[]]>([
  ['held', false, ['release', 'reject']],
  ['rejected', false, ['release']],
  ['rejected', true, []],
  ['releasing', false, []],
  ['rejecting', false, []],
  ['released', true, []],
  ['ended', true, []],
  ['superseded', true, []],
])('of one that is %s, closed: %j, an administrator can say %j', (state, isClosed, decisions) => {
  expect(guardDecisions(state, isClosed)).toEqual(decisions)
})
