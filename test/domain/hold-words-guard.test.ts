/** What the holds of the guard say, and that they are told before what else holds a record. */
import { type HeldRecord, type HoldFacts, holdReason, mainHold } from '@syncline/core/domain/hold-reason.ts'
import type { HoldKind } from '@syncline/core/domain/record.ts'
import { expect, test } from 'vitest'

const held = (kind: HoldKind): HoldFacts => ({ kind, basis: null, by: 'lane', other: null })

test.each<[HoldKind, HeldRecord['type'], string]>([
  [
    'guard',
    'User',
    'Its directory takes access away from it, and from so many others within a day that this waits for an administrator: until then it keeps what it had. Ends when the directory takes it back, or when it is released or rejected.',
  ],
  [
    'guard',
    'Group',
    'Its directory has emptied it, and from so many people this takes the last access that they keep it until an administrator decides. Ends when they are members again, or when it is released or rejected.',
  ],
  [
    'guard-rejected',
    'User',
    'It is inactive in its directory, and an administrator has said that its account stays on. Ends when the directory changes whether it is active, or deletes it; or release it.',
  ],
])('%s of a %s', (kind, type, sentence) => {
  expect(holdReason(held(kind), { type, isLinked: true })).toBe(sentence)
})

test.each<[HoldKind, HoldKind]>([
  ['detached', 'guard'],
  ['guard', 'built-in-name'],
  ['guard', 'conflict'],
  ['guard', 'email-taken'],
  ['guard-rejected', 'email-taken'],
  ['guard', 'guard-rejected'],
])('%s is told before %s', (first, second) => {
  expect(mainHold([held(second), held(first)])?.kind).toBe(first)
  expect(mainHold([held(first), held(second)])?.kind).toBe(first)
})
