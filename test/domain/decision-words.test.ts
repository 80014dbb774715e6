/** What can be decided about a conflict, what can be taken back, and what an administrator is told where it cannot. */
import { CONFLICT_DECISIONS, type ConflictDecision } from '@syncline/core/domain/conflict.ts'
import { NOT_DECIDED, possibleDecisions, refusalOf, whyNotDecided } from '@syncline/core/domain/conflict-decision.ts'
import { CONFLICT_KINDS, type ConflictKind } from '@syncline/core/domain/group-conflict.ts'
import {
  NOT_UNDONE,
  type NotUndone,
  type UndoFacts,
  undoneUntil,
  whyNotUndone,
} from '@syncline/core/domain/undo-reason.ts'
import { describe, expect, it, test } from 'vitest'

describe('a conflict allows', () => {
  test.each<[ConflictKind, ConflictDecision[]]>([
    ['local-group', ['accept', 'merge', 'keep', 'rename']],
    ['owned-by-other-directory', ['keep', 'rename']],
    ['default-group', ['keep', 'rename']],
    ['rename-clash', ['keep', 'rename']],
  ])('%s: %j', (kind, possible) => {
    expect([...possibleDecisions(kind)].sort()).toEqual(possible.sort())
    for (const decision of CONFLICT_DECISIONS) {
      expect(refusalOf(kind, decision) === null).toBe(possible.includes(decision))
    }
  })

  test.each<[ConflictKind, ConflictDecision, RegExp]>([
    ['owned-by-other-directory', 'accept', /Another directory .* local first.*then accept/],
    ['owned-by-other-directory', 'merge', /Another directory .* local first.*then merge/],
    ['default-group', 'accept', /default.*Take the default access away first/],
    ['default-group', 'merge', /default.*Take the default access away first/],
    ['rename-clash', 'accept', /linked already.*Keep the old name/],
    ['rename-clash', 'merge', /linked already.*Keep the old name/],
  ])('%s, and not %s: says what to do', (kind, decision, words) => {
    expect(refusalOf(kind, decision)).toMatch(words)
    expect(whyNotDecided('not-possible', kind, decision)).toBe(refusalOf(kind, decision))
  })
})

describe('why nothing was decided', () => {
  const sentences = NOT_DECIDED.map((reason) => whyNotDecided(reason, 'local-group', 'accept'))

  it('is a sentence of its own for each reason', () => {
    expect(new Set(sentences).size).toBe(NOT_DECIDED.length)
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].{15,}\.$/)
  })

  it('is the same where nobody knows the conflict, or its kind allows it', () => {
    expect(whyNotDecided('not-possible', null, 'accept')).toBe(whyNotDecided('not-possible', 'local-group', 'accept'))
    expect(whyNotDecided('paused', 'rename-clash', 'accept')).toMatch(/paused. Resume/)
    expect(whyNotDecided('closed', 'default-group', 'merge')).toMatch(/Undo/)
  })
  it('knows every kind', () => {
    for (const kind of CONFLICT_KINDS) expect(whyNotDecided('changed', kind, 'keep')).toMatch(/Look at it again/)
  })
})

describe('a decision can be taken back', () => {
  const closedAt = new Date('2026-01-01T00:00:00Z')
  const facts: UndoFacts = {
    state: 'resolved',
    decision: 'accept',
    closedAt,
    now: new Date('2026-01-20T00:00:00Z'),
    isConnected: true,
    isPaused: false,
    laterDecision: null,
    hasGroup: true,
    isGuarded: false,
    isNameTaken: false,
  }
  const reasonOf = (own: Partial<UndoFacts>) => whyNotUndone({ ...facts, ...own })?.reason ?? null

  it('for 30 days', () => {
    expect(undoneUntil(closedAt)).toEqual(new Date('2026-01-31T00:00:00Z'))
    expect(reasonOf({})).toBeNull()
    expect(reasonOf({ now: new Date('2026-01-30T23:59:59.999Z') })).toBeNull()
    expect(reasonOf({ now: new Date('2026-01-31T00:00:00Z') })).toBe('expired')
  })

  test.each<[Partial<UndoFacts>, NotUndone | null]>([
    [{ state: 'open' }, 'not-resolved'],
    [{ state: 'decided' }, 'not-resolved'],
    [{ state: 'superseded' }, 'not-resolved'],
    [{ closedAt: null }, 'not-resolved'],
    [{ isConnected: false }, 'disconnected'],
    [{ isPaused: true }, 'paused'],
    [{ laterDecision: 'c-2' }, 'later-decision'],
    [{ hasGroup: false }, 'group-deleted'],
    [{ hasGroup: false, decision: 'merge' }, 'group-deleted'],
    [{ hasGroup: false, decision: 'keep' }, null],
    [{ isGuarded: true }, 'guarded'],
    [{ isNameTaken: true }, 'name-taken'],
    // The first that has to be done away with.
    [{ isPaused: true, isConnected: false, laterDecision: 'c-2' }, 'disconnected'],
    [{ isPaused: true, laterDecision: 'c-2', hasGroup: false }, 'paused'],
    [{ laterDecision: 'c-2', hasGroup: false, isGuarded: true }, 'later-decision'],
    [{ hasGroup: false, isGuarded: true, isNameTaken: true }, 'group-deleted'],
    [{ isGuarded: true, isNameTaken: true }, 'guarded'],
  ])('unless %j: %s', (own, reason) => {
    expect(reasonOf(own)).toBe(reason)
  })

  it('and the refusal says what to do first', () => {
    const sentenceOf = (own: Partial<UndoFacts>) => whyNotUndone({ ...facts, ...own })?.sentence
    expect(sentenceOf({ laterDecision: 'c-2' })).toContain('Undo that of the conflict c-2 first')
    expect(sentenceOf({ hasGroup: false })).toMatch(/deleted since. Restore it/)
    expect(sentenceOf({ isGuarded: true })).toMatch(/guard. Release or reject it first/)
    expect(sentenceOf({ isNameTaken: true })).toMatch(/Rename that one first/)
    expect(sentenceOf({ now: new Date('2026-03-01T00:00:00Z') })).toContain('30 days')
    expect(sentenceOf({ isConnected: false })).toMatch(/disconnected/)
    expect(sentenceOf({ isPaused: true })).toMatch(/Resume it first/)
    expect(sentenceOf({ state: 'open' })).toMatch(/Nothing was decided/)
    expect(NOT_UNDONE).toHaveLength(8)
  })
})
