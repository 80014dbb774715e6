/** What is said of a record whose loss is held: not that its account is off. */
import { type RecordFacts, statusOf } from '@syncline/core/domain/status.ts'
import { expect, test } from 'vitest'

const facts = (kind: 'guard' | 'guard-rejected', isOn: boolean): RecordFacts => ({
  type: 'User',
  directory: { phase: 'syncing', paused: null },
  holds: [{ kind, basis: null, by: 'lane', other: null }],
  mark: null,
  active: false,
  link: {
    kind: 'owning',
    joins: true,
    account: { class: 'managed', active: isOn, switchedOffBy: isOn ? null : 'admin' },
  },
})

test.each(['guard', 'guard-rejected'] as const)('%s: inactive in its directory, and on', (kind) => {
  const { status, reason } = statusOf(facts(kind, true))
  expect(status).toBe('partly')
  expect(reason).not.toContain('its account is off')
})

test('unless an administrator has switched it off', () => {
  expect(statusOf(facts('guard', false)).status).toBe('off')
})
