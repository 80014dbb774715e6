/** Status and reason of records: one row a case, so that what administrators read is looked at as a whole. */
import { type HoldFacts, holdReason, mainHold } from '@syncline/core/domain/hold-reason.ts'
import { HOLD_KINDS, type HoldKind } from '@syncline/core/domain/record.ts'
import { type RecordFacts, STATUSES, type Status, statusOf, type UserLinkFacts } from '@syncline/core/domain/status.ts'
import { describe, expect, it, test } from 'vitest'

const SYNCING = { phase: 'syncing', paused: null } as const

function hold(kind: HoldKind, own: Partial<HoldFacts> = {}): HoldFacts {
  return { kind, basis: null, by: 'lane', other: null, ...own }
}

type UserFacts = Extract<RecordFacts, { type: 'User' }>
type GroupFacts = Extract<RecordFacts, { type: 'Group' }>

function user(own: Partial<UserFacts> = {}): RecordFacts {
  return { type: 'User', directory: SYNCING, active: true, link: null, holds: [], mark: null, ...own }
}
function group(own: Partial<GroupFacts> = {}): RecordFacts {
  return { type: 'Group', directory: SYNCING, link: null, holds: [], mark: null, ...own }
}

const ON = { class: 'managed', active: true, switchedOffBy: null } as const
const OFF = { class: 'managed', active: false, switchedOffBy: 'directory' } as const
const OFF_BY_ADMIN = { class: 'managed', active: false, switchedOffBy: 'admin' } as const
const owning = (account: UserLinkFacts['account'] = ON): UserLinkFacts => ({ kind: 'owning', joins: true, account })
const member = (account: UserLinkFacts['account'] = ON, joins = true): UserLinkFacts => ({
  kind: 'member',
  joins,
  account,
})

const CASES: readonly (readonly [string, RecordFacts, Status, RegExp])[] = [
  [
    'a user in review',
    user({ directory: { phase: 'reviewing', paused: null } }),
    'reviewing',
    /before an administrator starts/,
  ],
  [
    'a group that the start has not come to',
    group({ directory: { phase: 'starting', paused: null } }),
    'reviewing',
    /has not come to it yet/,
  ],
  [
    'one of a trial start',
    user({ directory: { phase: 'reviewing', paused: null }, link: owning() }),
    'provisioned',
    /follows the directory/,
  ],
  [
    'held in a trial start',
    user({ directory: { phase: 'reviewing', paused: null }, holds: [hold('no-email')] }),
    'held',
    /no e-mail/,
  ],
  ['in review and paused', user({ directory: { phase: 'reviewing', paused: 'hold' } }), 'reviewing', /in review/],
  [
    'arrived while paused',
    user({ directory: { phase: 'syncing', paused: 'hold' } }),
    'paused',
    /has arrived while .* resumed\.$/,
  ],
  [
    'changed since the pause',
    user({ directory: { phase: 'syncing', paused: 'hold' }, link: owning(), mark: 'marked' }),
    'paused',
    /has changed since .* resumed\.$/,
  ],
  [
    'held, and changed since the pause',
    user({ directory: { phase: 'syncing', paused: 'hold' }, holds: [hold('no-email')], mark: 'marked' }),
    'paused',
    /resumed\.$/,
  ],
  [
    'unchanged since the pause',
    user({ directory: { phase: 'syncing', paused: 'hold' }, link: owning() }),
    'provisioned',
    /follows/,
  ],
  [
    'in a directory that refuses writes',
    user({ directory: { phase: 'syncing', paused: 'refuse' }, link: owning() }),
    'provisioned',
    /follows/,
  ],
  [
    'of a disconnected directory',
    user({ directory: { phase: 'disconnected', paused: null }, link: owning() }),
    'detached',
    /disconnected/,
  ],
  ['not projected yet', group({ mark: 'marked' }), 'waiting', /Ends by itself/],
  ['could not be projected', user({ link: owning(), mark: 'failed' }), 'waiting', /left for an operator.*resync/],
  ['linked and marked', user({ link: owning(), mark: 'marked' }), 'provisioned', /follows/],
  ['owning a managed account', user({ link: owning() }), 'provisioned', /profile, on or off, and groups/],
  [
    'owning an external account',
    user({ link: owning({ ...ON, class: 'external' }) }),
    'provisioned',
    /the profile is not written/,
  ],
  ['owning a customer', user({ link: owning({ ...ON, class: 'portal-only' }) }), 'provisioned', /customer account/],
  ['a member link', user({ link: member() }), 'provisioned', /groups count .* user that owns it/],
  [
    'a member link of an inactive user',
    user({ active: false, link: member(ON, false) }),
    'off',
    /its groups do not count .* another user owns/,
  ],
  ['a member link to an account that is off', user({ link: member(OFF) }), 'off', /owns its account is inactive/],
  [
    'inactive, managed',
    user({ active: false, link: owning(OFF) }),
    'off',
    /inactive in its directory, so its account is off/,
  ],
  [
    'inactive, external and on',
    user({ active: false, link: { ...owning({ ...ON, class: 'external' }), joins: false } }),
    'off',
    /stays on/,
  ],
  ['active, and off all the same', user({ link: owning(OFF) }), 'off', /resync/],
  [
    'off by an administrator',
    user({ link: owning(OFF_BY_ADMIN), holds: [hold('switched-off-by-admin')] }),
    'off',
    /administrator switched its account off/,
  ],
  ['off by an administrator and inactive', user({ active: false, link: owning(OFF_BY_ADMIN) }), 'off', /as well/],
  ['linked and not joining', user({ link: { ...owning(), joins: false } }), 'partly', /Resync/],
  ['a linked group', group({ link: {} }), 'provisioned', /follow the directory/],
]

describe('status', () => {
  test.each(CASES)('%s', (_, facts, status, reason) => {
    const found = statusOf(facts)
    expect(found.status).toBe(status)
    expect(found.reason).toMatch(reason)
  })

  it('has a case for each status', () => {
    const seen = new Set([...CASES.map(([, , status]) => status), ...HOLD_CASES.map(([, , status]) => status)])
    expect([...seen].toSorted()).toEqual([...STATUSES].toSorted())
  })
})

const JANE = { id: 'a1', name: 'Jane Doe' }
const OKTA = { id: 'd2', name: 'Okta' }
const JANE_OF_OKTA = { id: 'u1', name: 'Jane Doe', directory: OKTA, sameDirectory: false }
const STAFF = { id: 'g1', name: 'Staff', source: 'local', directory: null } as const

const HOLD_CASES: readonly (readonly [HoldFacts, 'unlinked' | 'linked', Status, string])[] = [
  [hold('no-email'), 'unlinked', 'held', 'Waits: it has no e-mail address'],
  [hold('no-email'), 'linked', 'partly', 'keeps the e-mail address that it had'],
  [hold('email-taken', { other: { account: JANE } }), 'linked', 'partly', 'belongs to Jane Doe (a1)'],
  [hold('email-taken'), 'linked', 'partly', 'belongs to another account'],
  [
    hold('duplicate', { basis: 'externalId:hr-7', other: { user: JANE_OF_OKTA } }),
    'unlinked',
    'held',
    'another user of this directory, Jane Doe (u1), has the same externalId',
  ],
  [
    hold('duplicate', { basis: 'externalId:hr-7' }),
    'unlinked',
    'held',
    'another user of this directory has the same externalId',
  ],
  [
    hold('duplicate', { basis: 'jane@x.com', other: { account: JANE, user: JANE_OF_OKTA } }),
    'unlinked',
    'held',
    'Jane Doe (a1) belongs to Jane Doe (u1) of the directory "Okta"',
  ],
  [
    hold('duplicate', { basis: 'jane@x.com' }),
    'unlinked',
    'held',
    'the account with its e-mail address belongs to another user',
  ],
  [
    hold('duplicate', { basis: 'jane@x.com', other: { user: { ...JANE_OF_OKTA, sameDirectory: true } } }),
    'unlinked',
    'held',
    'of this directory. Ends when that link ends; or move the ownership here.',
  ],
  [hold('email-taken', { other: { user: JANE_OF_OKTA } }), 'linked', 'partly', 'one of the two addresses changes.'],
  [hold('external-review', { basis: 'ignored', by: 'admin:x (Ann)' }), 'unlinked', 'held', 'chosen to ignore it'],
  [hold('built-in-name'), 'linked', 'partly', 'Its group keeps its old name'],
  [hold('default-group'), 'linked', 'partly', 'Its group keeps its old name'],
  [
    hold('duplicate', { basis: 'jane@x.com', other: { directory: OKTA } }),
    'unlinked',
    'held',
    'its e-mail domain is assigned to the directory "Okta"',
  ],
  [
    hold('external-review'),
    'unlinked',
    'held',
    'Waits: its e-mail address is on no verified domain, and nobody has decided',
  ],
  [hold('external-review'), 'linked', 'partly', 'Its groups do not count'],
  [
    hold('external-ignored'),
    'unlinked',
    'held',
    'Left out: its e-mail address is on no verified domain, and its directory ignores',
  ],
  [hold('external-ignored', { by: 'admin:x (Ann)' }), 'linked', 'partly', 'an administrator has chosen to ignore it'],
  [hold('inactive'), 'unlinked', 'held', 'inactive in its directory. Ends when it is active there.'],
  [hold('inactive', { basis: 'approved' }), 'unlinked', 'held', 'it is approved already'],
  [hold('conflict', { other: { group: STAFF } }), 'unlinked', 'held', 'Waits: Staff (g1) of the site has its name'],
  [hold('conflict'), 'unlinked', 'held', 'Waits: a local group of the site has its name'],
  [
    hold('conflict', { other: { group: { ...STAFF, source: 'synced', directory: OKTA } } }),
    'unlinked',
    'held',
    'Staff (g1) has its name and comes from the directory "Okta"',
  ],
  [
    hold('conflict', { other: { group: { ...STAFF, source: 'synced' } } }),
    'unlinked',
    'held',
    'comes from another directory',
  ],
  [
    hold('conflict', { other: { group: STAFF } }),
    'linked',
    'partly',
    'Its group keeps its old name, because Staff (g1) has the new one',
  ],
  [hold('built-in-name'), 'unlinked', 'held', 'Never reaches the site'],
  [
    hold('default-group', { other: { group: STAFF } }),
    'unlinked',
    'held',
    'Waits: Staff (g1) gives access to everybody by default',
  ],
  [hold('nested-not-projected'), 'linked', 'partly', 'groups among its members'],
  [hold('switched-off-by-admin'), 'linked', 'partly', 'Ends when an administrator switches it on'],
  [hold('guard'), 'linked', 'partly', 'until then it keeps what it had'],
  [hold('guard-rejected'), 'linked', 'partly', 'an administrator has said that its account stays on'],
  [hold('detached', { by: 'admin:x (Ann)' }), 'unlinked', 'detached', 'or link it again'],
]

const GROUP_HOLDS: readonly HoldKind[] = ['conflict', 'built-in-name', 'default-group', 'nested-not-projected']

describe('holds', () => {
  const named = HOLD_CASES.map(([held, linked, status, words]) => ({ held, kind: held.kind, linked, status, words }))

  test.each(named)('$kind, $linked: $words', ({ held, linked, status, words }) => {
    const own = { holds: [held] }
    const found = GROUP_HOLDS.includes(held.kind)
      ? statusOf(group({ ...own, link: linked === 'linked' ? {} : null }))
      : statusOf(user({ ...own, link: linked === 'linked' ? owning() : null }))
    expect(found.status).toBe(status)
    expect(found.reason).toContain(words)
    expect(found.reason).not.toMatch(/jane@x|hr-7|Ann/)
  })

  it('each kind has a case, and says what ends it', () => {
    expect([...new Set(HOLD_CASES.map(([{ kind }]) => kind))].toSorted()).toEqual([...HOLD_KINDS].toSorted())
    for (const [held, linked] of HOLD_CASES) {
      const type = GROUP_HOLDS.includes(held.kind) ? 'Group' : 'User'
      expect(holdReason(held, { type, isLinked: linked === 'linked' })).toMatch(/Ends when /)
    }
  })

  it('an approval that something else still holds is told', () => {
    const approved = hold('external-review', { basis: 'approved', by: 'admin:x (Ann)' })
    expect(statusOf(user({ holds: [approved] })).reason).toContain('it is approved')
    expect(statusOf(user({ holds: [approved, hold('duplicate')] })).reason).toContain('belongs to another user')
  })

  it('a group that was made local is told so', () => {
    expect(statusOf(group({ holds: [hold('detached')] })).reason).toContain('made its group local')
  })

  it('of several the one that decides is told', () => {
    expect(mainHold([])).toBeNull()
    expect(mainHold([hold('email-taken'), hold('external-review')])?.kind).toBe('external-review')
    expect(mainHold([hold('nested-not-projected'), hold('conflict')])?.kind).toBe('conflict')
    expect(statusOf(user({ holds: [hold('duplicate'), hold('detached')] })).status).toBe('detached')
    expect(statusOf(user({ link: owning(), holds: [hold('email-taken'), hold('no-email')] })).reason).toContain(
      'keeps the e-mail',
    )
    for (const first of HOLD_KINDS) {
      for (const second of HOLD_KINDS) {
        expect(mainHold([hold(first), hold(second)])?.kind).toBe(mainHold([hold(second), hold(first)])?.kind)
      }
    }
  })
})
