/** The sentences of holds as a whole, where a part of them depends on what is known: what ends it, and what can be done. */
import { type HeldRecord, type HoldFacts, holdReason, mainHold, type Other } from '@syncline/core/domain/hold-reason.ts'
import { HOLD_KINDS, type HoldKind } from '@syncline/core/domain/record.ts'
import { statusOf } from '@syncline/core/domain/status.ts'
import { expect, test } from 'vitest'

const held = (kind: HoldKind, own: Partial<HoldFacts> = {}): HoldFacts => ({
  kind,
  basis: null,
  by: 'lane',
  other: null,
  ...own,
})
const USER: HeldRecord = { type: 'User', isLinked: false }
const GROUP: HeldRecord = { type: 'Group', isLinked: false }
const linked = (record: HeldRecord): HeldRecord => ({ ...record, isLinked: true })

const OKTA = { id: 'd2', name: 'Okta' }
const JANE: NonNullable<Other['user']> = { id: 'u1', name: 'Jane', directory: OKTA, sameDirectory: false }
const ADMIN = 'admin:x (Ann)'
const OUTSIDE = 'its e-mail address is on no verified domain'
const EXTERNAL_ENDS = 'Ends when it is approved, its domain is verified, or the policy of the directory changes.'

test.each<[string, HoldFacts, HeldRecord, string]>([
  [
    'an address that an account without a user has',
    held('email-taken'),
    linked(USER),
    'Its new e-mail address belongs to another account: its own keeps the old one, everything else follows. Ends when one of the two addresses changes; or link it to that account.',
  ],
  [
    'an address that another user has',
    held('email-taken', { other: { account: { id: 'a1', name: null }, user: JANE } }),
    linked(USER),
    'Its new e-mail address belongs to a1: its own keeps the old one, everything else follows. Ends when one of the two addresses changes.',
  ],
  [
    'an account that was looked for and is gone',
    held('email-taken', { other: { account: null } }),
    linked(USER),
    'Its new e-mail address belongs to another account: its own keeps the old one, everything else follows. Ends when one of the two addresses changes; or link it to that account.',
  ],
  [
    'an account of a user of another directory',
    held('duplicate', { basis: 'jane@x.com', other: { user: JANE } }),
    USER,
    'Waits: the account with its e-mail address belongs to Jane (u1) of the directory "Okta". Ends when that link ends; or make it a member link, or move the ownership here.',
  ],
  [
    'an account of a user of a directory without a name',
    held('duplicate', { basis: 'jane@x.com', other: { user: { ...JANE, directory: { id: 'd2', name: null } } } }),
    USER,
    'Waits: the account with its e-mail address belongs to Jane (u1) of the directory "d2". Ends when that link ends; or make it a member link, or move the ownership here.',
  ],
  [
    'an account of a user whom nobody knows any more',
    held('duplicate', { basis: 'jane@x.com' }),
    USER,
    'Waits: the account with its e-mail address belongs to another user. Ends when that link ends; or make it a member link, or move the ownership here.',
  ],
  [
    'an external that is approved',
    held('external-review', { basis: 'approved', by: ADMIN }),
    USER,
    `Waits: ${OUTSIDE}; it is approved. Ends by itself, when what else holds it does.`,
  ],
  [
    'an external that nobody has decided about',
    held('external-review', { basis: 'review' }),
    USER,
    `Waits: ${OUTSIDE}, and nobody has decided about it. Ends when it is approved or ignored, its domain is verified, or the policy of the directory changes.`,
  ],
  [
    'one with an account that nobody has decided about',
    held('external-review', { basis: 'review' }),
    linked(USER),
    `Its groups do not count: ${OUTSIDE}, and nobody has decided about it. Ends when it is approved or ignored, its domain is verified, or the policy of the directory changes.`,
  ],
  [
    'an external that its directory ignores',
    held('external-ignored', { basis: 'ignore' }),
    USER,
    `Left out: ${OUTSIDE}, and its directory ignores such users. ${EXTERNAL_ENDS}`,
  ],
  [
    'one with an account that an administrator ignores',
    held('external-ignored', { basis: 'review', by: ADMIN }),
    linked(USER),
    `Its groups do not count: ${OUTSIDE}, and an administrator has chosen to ignore it. ${EXTERNAL_ENDS}`,
  ],
  [
    'a name of a default-access group that nobody knows any more',
    held('default-group'),
    GROUP,
    'Waits: the group of that name gives access to everybody by default. Ends when one of the two is renamed, or when that one is no default group any more; or decide the conflict.',
  ],
  [
    'a user that was unlinked',
    held('detached', { by: ADMIN }),
    USER,
    'An administrator unlinked it, and it stays so whatever the directory sends. Ends when the directory deletes it; or link it again.',
  ],
  [
    'a group that was left out by decision',
    held('detached', { basis: 'kept', by: ADMIN }),
    GROUP,
    'An administrator decided to leave it out. The group of the site that has its name stays as it is, and this one stays so whatever the directory sends. Ends when the directory deletes it; or link it again.',
  ],
  [
    'a group that was left out by policy',
    held('detached', { basis: 'kept', by: 'policy' }),
    GROUP,
    'Its directory leaves groups out whose name the site has. The group of the site that has its name stays as it is, and this one stays so whatever the directory sends. Ends when the directory deletes it; or link it again.',
  ],
  [
    'a group that was made local',
    held('detached', { by: ADMIN }),
    GROUP,
    'An administrator made its group local, and it stays so whatever the directory sends. Ends when the directory deletes it; or link it again.',
  ],
])('%s', (_, hold, record, sentence) => {
  expect(holdReason(hold, record)).toBe(sentence)
})

test('a linked group whose new name is taken by nobody knows whom', () => {
  expect(holdReason(held('conflict'), linked(GROUP))).toMatch(
    /^Its group keeps its old name, because another group of the site has the new one; its members follow\. /,
  )
})

test('what decides what becomes of the record is told before what only concerns a part of it', () => {
  const told: HoldKind[] = []
  for (let left = [...HOLD_KINDS]; left.length > 0; left = left.filter((kind) => !told.includes(kind))) {
    const main = mainHold(left.map((kind) => held(kind)))?.kind
    if (main === undefined) break
    told.push(main)
    // Whichever came first.
    expect(mainHold(left.toReversed().map((kind) => held(kind)))?.kind).toBe(main)
  }
  const order: HoldKind[] = [
    'detached',
    'built-in-name',
    'default-group',
    'conflict',
    'no-email',
    'duplicate',
    'external-review',
    'external-ignored',
    'inactive',
    'switched-off-by-admin',
    'email-taken',
    'nested-not-projected',
  ]
  expect(told.filter((kind) => order.includes(kind))).toEqual(order)
})

test('a managed person who is inactive is not told to be on because of a domain', () => {
  const { status, reason } = statusOf({
    type: 'User',
    directory: { phase: 'syncing', paused: null },
    active: false,
    link: { kind: 'owning', joins: true, account: { class: 'managed', active: true, switchedOffBy: null } },
    holds: [],
    mark: 'marked',
  })
  expect([status, reason]).toEqual(['off', expect.stringContaining('Ends when it is active again')])
  expect(reason).not.toContain('verified domain')
})
