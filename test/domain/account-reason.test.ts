/** Why an account is as it is, in words. */
import { accountReason } from '@syncline/core/domain/account-reason.ts'
import { describe, expect, test } from 'vitest'

describe('accounts', () => {
  const facts = { active: true, switchedOffBy: null, owner: null, members: 0 }
  const owner = { status: 'provisioned', reason: 'as its owner' } as const
  test.each([
    [facts, 'comes from no directory'],
    [{ ...facts, members: 2 }, 'No user of a directory owns it'],
    [{ ...facts, owner, members: 1 }, 'as its owner'],
    [{ ...facts, active: false, switchedOffBy: 'directory', owner }, 'as its owner'],
    [{ ...facts, active: false, switchedOffBy: 'admin', owner }, 'An administrator switched it off'],
    [{ ...facts, active: false, switchedOffBy: 'directory' }, 'is gone from its directory'],
  ] as const)('%j: %s', (account, words) => {
    expect(accountReason(account)).toContain(words)
  })
})
