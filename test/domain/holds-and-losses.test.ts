/** Holds stop gains and never losses (domain.md, Holds): what a directory takes away is gone at once, or counted as a waiting loss. */
import type { Command } from '@syncline/core/domain/command.ts'
import { isLive } from '@syncline/core/domain/guard-table.ts'
import type { HoldKind } from '@syncline/core/domain/record.ts'
import { describe, expect, test } from 'vitest'
import { GuardSite, gone, into, mail, OTHER, off, out, STAFF, user } from '../support/guard-site.ts'
import { expectSettled, holdsIn } from '../support/memory-people.ts'
import { CUTS, type MemoryRequest } from '../support/memory-site.ts'
import { createUser, person, renameGroup, replaceUser } from '../support/requests.ts'

const ADA = user(1)
const NOTHING_LET_THROUGH = { guard: { people: 0, percent: 0 } } as const

const EVENTS: readonly { readonly event: string; readonly lose: MemoryRequest }[] = [
  { event: 'switched off', lose: off(1) },
  { event: 'deleted', lose: gone(1) },
  { event: 'taken out of the group', lose: out(1) },
]

/** What the person has before it happens: `access`, or nothing that a directory could take away. */
type Case = {
  readonly hold: HoldKind | 'paused' | 'reviewing' | 'none'
  readonly on: 'user' | 'group'
  readonly has: 'access' | 'nothing'
  /** Behind the event: nothing is left, it is counted as waiting, or it is the site's own by now. */
  readonly ends?: 'waiting'
  readonly options?: typeof NOTHING_LET_THROUGH
  readonly begin: (site: GuardSite) => void
}

const groupId = (site: GuardSite) => site.rows.siteGroups.all.find(({ name }) => name === 'Staff')?.id ?? ''
const command = (of: (site: GuardSite) => Command) => (site: GuardSite) =>
  expect(site.command(of(site)).status).toBe(200)
const apply = (request: MemoryRequest) => (site: GuardSite) => void site.apply(request)

function setDirectory(site: GuardSite, own: object): void {
  site.directories = new Map([...site.directories].map(([id, each]) => [id, id === 1 ? { ...each, ...own } : each]))
}

/** Its domain is no longer verified, and everybody is looked at again. */
function outside(externalUsers: 'review' | 'ignore') {
  return (site: GuardSite) => {
    setDirectory(site, { externalUsers })
    site.site = { ...site.site, domains: new Map() }
    site.step()
  }
}

const CASES: readonly Case[] = [
  { hold: 'none', on: 'user', has: 'access', begin: () => undefined },
  { hold: 'no-email', on: 'user', has: 'access', begin: apply(replaceUser(ADA, 'emails', [])) },
  {
    hold: 'email-taken',
    on: 'user',
    has: 'access',
    begin: apply(replaceUser(ADA, 'emails', [{ value: mail(2), primary: true }])),
  },
  {
    hold: 'duplicate',
    on: 'user',
    has: 'nothing',
    begin: (site) => {
      site.apply(gone(1), createUser(ADA, person('ada', mail(2))), into(STAFF, 1))
    },
  },
  { hold: 'external-review', on: 'user', has: 'nothing', begin: outside('review') },
  { hold: 'external-ignored', on: 'user', has: 'nothing', begin: outside('ignore') },
  {
    hold: 'inactive',
    on: 'user',
    has: 'nothing',
    begin: (site) => {
      site.apply(gone(1), createUser(ADA, { ...person('ada', 'ada@guest.example'), active: false }), into(STAFF, 1))
    },
  },
  {
    hold: 'conflict',
    on: 'group',
    has: 'access',
    begin: (site) => {
      site.command({ name: 'create-group', groupName: 'Crew', audience: 'workforce' })
      site.apply(renameGroup(STAFF, 'Crew'))
    },
  },
  { hold: 'built-in-name', on: 'group', has: 'access', begin: apply(renameGroup(STAFF, 'site-admins')) },
  {
    hold: 'nested-not-projected',
    on: 'group',
    has: 'access',
    begin: (site) => {
      site.apply({ ...out(), body: { kind: 'patch', operations: [], memberSteps: [{ kind: 'add', ids: [OTHER] }] } })
    },
  },
  {
    hold: 'switched-off-by-admin',
    on: 'user',
    has: 'nothing',
    begin: command((site) => ({ name: 'switch-account', accountId: accountOf(site)?.id ?? '', active: false })),
  },
  { hold: 'detached', on: 'user', has: 'nothing', begin: command(() => ({ name: 'unlink-user', userId: ADA })) },
  {
    hold: 'guard',
    on: 'user',
    has: 'access',
    ends: 'waiting',
    options: NOTHING_LET_THROUGH,
    begin: apply(off(1)),
  },
  {
    hold: 'guard-rejected',
    on: 'user',
    has: 'access',
    ends: 'waiting',
    options: NOTHING_LET_THROUGH,
    begin: (site) => {
      site.apply(off(1))
      site.decide('reject-guard', site.itemIds)
    },
  },
  {
    hold: 'paused',
    on: 'user',
    has: 'access',
    ends: 'waiting',
    begin: (site) => setDirectory(site, { paused: 'hold' }),
  },
  {
    hold: 'reviewing',
    on: 'user',
    has: 'nothing',
    begin: (site) => {
      site.apply(gone(1))
      setDirectory(site, { phase: 'reviewing' })
      site.apply(createUser(ADA, person('ada', 'new@example.com')), into(STAFF, 1))
    },
  },
]

function accountOf(site: GuardSite) {
  const key = site.rows.users.all.find(({ id }) => id === ADA)?.key
  const link = site.rows.userLinks.all.find((each) => each.key === key)
  return site.rows.accounts.all.find((account) => account.key === link?.accountKey)
}

/** Switched on, and in a group that gives access, by whatever account the record led to. */
function hasAccess({ rows }: GuardSite, accountKey: number | undefined): boolean {
  const giving = new Set(rows.grants.all.map(({ siteGroupKey }) => siteGroupKey))
  const account = rows.accounts.all.find(({ key, active }) => active && key === accountKey)
  return (
    account !== undefined &&
    rows.siteMembers.all.some((row) => row.accountKey === account.key && giving.has(row.groupKey))
  )
}

/** As an administrator is shown it: kept back by the guard, or by a pause. */
function isCountedAsWaiting({ rows, waiting }: GuardSite, recordKey: number | undefined): boolean {
  const kept = rows.guardItems.all.some((item) => isLive(item) && item.recordKey === recordKey)
  return kept || (recordKey !== undefined && waiting.get(recordKey)?.loss === true)
}

describe.each(CUTS)('$cut', ({ batchSize }) => {
  describe.each(CASES)('$hold of a $on', ({ hold, on, has, ends, options, begin }) => {
    test.each(EVENTS)('$event', ({ lose }) => {
      const site = new GuardSite({ people: 3, guard: null, batchSize, ...options })
      begin(site)
      if (!['none', 'paused', 'reviewing'].includes(hold)) {
        expect(holdsIn(site, on === 'user' ? ADA : STAFF)).toHaveProperty(hold)
      }
      const key = site.rows.users.all.find(({ id }) => id === ADA)?.key
      const account = accountOf(site)?.key
      expect(hasAccess(site, account)).toBe(has === 'access')
      site.apply(lose)
      site.settle()
      expect(hasAccess(site, account)).toBe(ends === 'waiting')
      expect(isCountedAsWaiting(site, key)).toBe(ends === 'waiting')
      if (ends === 'waiting') {
        setDirectory(site, { paused: null })
        site.settle()
        if (hold !== 'paused') site.decide('release-guard', site.itemIds)
        expect(hasAccess(site, account)).toBe(false)
      }
      if (hold !== 'reviewing') expectSettled(site)
    })
  })
})

test('a group that was made local is the site’s own: whoever is switched off or deleted still loses access by it', () => {
  for (const { lose } of EVENTS) {
    const site = new GuardSite({ people: 3, guard: null })
    const detached: Command = { name: 'detach-group', groupId: groupId(site), recordId: STAFF }
    expect(site.command(detached).status).toBe(200)
    const account = accountOf(site)?.key
    site.apply(lose)
    expect(hasAccess(site, account)).toBe(lose.resourceType === 'Group')
    expectSettled(site)
  }
})

test('groups that wait give access to nobody: there is nothing to lose', () => {
  const site = new GuardSite({ people: 3, guard: null })
  site.command({ name: 'create-group', groupName: 'Everybody', audience: 'workforce' })
  const everybody = site.rows.siteGroups.all.find(({ name }) => name === 'Everybody')?.id ?? ''
  site.command({ name: 'set-default-access', groupId: everybody, on: true })
  const id = '0190bbbb-0000-7000-8000-000000000009'
  site.apply({
    ...into(id, 1),
    method: 'POST',
    body: { kind: 'resource', attributes: { displayName: 'Everybody' }, members: [ADA] },
  })
  expect(holdsIn(site, id)).toHaveProperty('default-group')
  for (const { lose } of EVENTS) site.apply(lose)
  expect(site.rows.siteMembers.all.filter(({ accountKey }) => accountKey === accountOf(site)?.key)).toEqual([])
})
