import { SiteCheck } from '@syncline/cli/simulate/check-site.ts'
import { Differences } from '@syncline/cli/simulate/differences.ts'
import type { DirectoryModel } from '@syncline/cli/simulate/model.ts'
import { SiteModel } from '@syncline/cli/simulate/site-model.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { LocalGroup } from '@syncline/core/storage/read/site-conditions.ts'
import type {
  AccountRow,
  FormerGroup,
  SiteAccount,
  SiteGroup,
  SiteHold,
  SiteMember,
} from '@syncline/core/storage/read/site-snapshot.ts'
import { describe, expect, it } from 'vitest'
import { emptySite } from './site-before.ts'
import { smallModel } from './small-directory.ts'

type Rows = {
  accounts: SiteAccount[]
  groups: SiteGroup[]
  members: SiteMember[]
  formerAccounts: AccountRow[]
  formerGroups: FormerGroup[]
  localGroups: LocalGroup[]
  holds: SiteHold[]
}

const account = (key: number, email: string, displayName: string, profile: JsonObject = {}) => ({
  key,
  profile,
  link: 'owning' as const,
  email,
  displayName,
  class: 'managed' as const,
  active: true,
  switchedOffBy: null,
})

const SOMEBODY_ELSE: AccountRow = { ...account(5, 'somebody@else.example', 'Some Body'), class: 'external' }
const LOCAL: LocalGroup = { key: 20, name: 'Taken', members: 3 }

/** The guest has no address of their own, so there is no account. */
const rows = (): Rows => ({
  accounts: [
    { userId: 'id-ada', account: account(1, 'ada@corp.example', 'ada', { title: 'Head' }) },
    { userId: 'id-bo', account: account(2, 'bo@corp.example', 'bo', { department: 'Sales' }) },
    { userId: 'id-guest', account: null },
  ],
  groups: [
    { groupId: 'id-all', siteGroup: { key: 10, name: 'All', source: 'synced' } },
    { groupId: 'id-none', siteGroup: { key: 11, name: 'None', source: 'synced' } },
    { groupId: 'id-taken', siteGroup: null },
  ],
  members: [
    { siteGroupKey: 10, accountKey: 1, origin: 5 },
    { siteGroupKey: 10, accountKey: 2, origin: 5 },
  ],
  formerAccounts: [
    { ...account(4, 'cy@corp.example', 'cy'), active: false, switchedOffBy: 'directory' },
    SOMEBODY_ELSE,
  ],
  formerGroups: [{ key: 12, name: "Somebody else's" }],
  localGroups: [LOCAL],
  holds: [
    { key: 3, recordId: 'id-guest', kind: 'no-email' },
    { key: 12, recordId: 'id-taken', kind: 'conflict' },
  ],
})

/** Cy was deleted, and so was the group Old; somebody else and a local group were there before. */
function model(): DirectoryModel {
  const known = smallModel()
  const attributes = { userName: 'cy@corp.example', displayName: 'cy', active: true }
  known.addUser({ externalId: 'x-cy', userName: 'cy@corp.example', attributes, manager: null })
  const old = known.addGroup({ externalId: 'x-old', displayName: 'Old', members: [] })
  known.addGroup({ externalId: 'x-taken', displayName: 'taken', members: ['x-ada'] }).id = 'id-taken'
  known.expectOf(
    new SiteModel({ ...emptySite({ domains: ['corp.example'] }), accounts: [SOMEBODY_ELSE], localGroups: [LOCAL] }),
  )
  const cy = known.users.get('x-cy')
  if (cy !== undefined) known.removeUser(cy)
  known.removeGroup(old)
  known.followSite()
  return known
}

function problemsOf(plant: (rows: Rows) => void): string[] {
  const shown = rows()
  plant(shown)
  const differences = new Differences()
  const known = model()
  if (known.site === null) throw new Error('no site')
  const check = new SiteCheck(known, known.site, differences)
  const { people, groups } = check
  for (const row of shown.accounts) people.seeAccount(row)
  for (const row of shown.formerAccounts) people.seeUnowned(row)
  for (const row of shown.groups) groups.seeGroup(row)
  for (const row of shown.members) groups.seeMember(row)
  for (const row of shown.formerGroups) groups.seeFormerGroup(row)
  for (const row of shown.localGroups) groups.seeLocalGroup(row)
  for (const row of shown.holds) check.seeHold(row)
  check.finish()
  return differences.first.map(({ subject, problem }) => `${subject}: ${problem}`)
}

const [ada, bo, guest] = ['ada@corp.example', 'bo@corp.example', 'guest_p.example#EXT#@t.example']
const set = (rows: Rows, index: number, change: object) => {
  const row = rows.accounts[index]
  if (row?.account) rows.accounts[index] = { ...row, account: { ...row.account, ...change } }
}

describe('the check of the site', () => {
  it('finds nothing where everybody with an address has an account and every group its members', () => {
    expect(problemsOf(() => undefined)).toEqual([])
  })

  it.each<[string, (rows: Rows) => void, string]>([
    ['a missing link', (r) => r.accounts.splice(1, 1, { userId: 'id-bo', account: null }), `account of ${bo}: missing`],
    ['a missing user row', (r) => r.accounts.splice(2, 1), `account of ${guest}: the user has no row`],
    [
      'an account that should not be',
      (r) => r.accounts.splice(2, 1, { userId: 'id-guest', account: account(3, 'g@x.example', 'g') }),
      `account of ${guest}: there is one, and the user should have none`,
    ],
    [
      'a wrong e-mail',
      (r) => set(r, 0, { email: 'x@corp.example' }),
      `account of ${ada}: e-mail is "x@corp.example", expected "ada@corp.example"`,
    ],
    [
      'a wrong class',
      (r) => set(r, 0, { class: 'external' }),
      `account of ${ada}: class is "external", expected "managed"`,
    ],
    [
      'a wrong display name',
      (r) => set(r, 0, { displayName: null }),
      `account of ${ada}: display name is null, expected "ada"`,
    ],
    [
      'an account that is off',
      (r) => set(r, 0, { active: false }),
      `account of ${ada}: active is false, expected true`,
    ],
    [
      'an account that an administrator has switched off',
      (r) => set(r, 0, { switchedOffBy: 'admin' }),
      `account of ${ada}: switched off by is "admin", expected null`,
    ],
    [
      'a wrong profile',
      (r) => set(r, 1, { profile: { department: 'HR' } }),
      `account of ${bo}: profile is {"department":"HR"}, expected {"department":"Sales"}`,
    ],
    [
      'an account that a deleted user should have left',
      (r) => r.formerAccounts.shift(),
      'account cy@corp.example of nobody: missing',
    ],
    [
      'an account that is still on after its user was deleted',
      (r) => r.formerAccounts.splice(0, 1, { ...account(4, 'cy@corp.example', 'cy') }),
      'account cy@corp.example of nobody: active is true, expected false',
    ],
    [
      'an account from before that was changed',
      (r) => r.formerAccounts.splice(1, 1, { ...SOMEBODY_ELSE, displayName: 'Other' }),
      'account somebody@else.example of nobody: display name is "Other", expected "Some Body"',
    ],
    [
      'an account that nobody made',
      (r) => r.formerAccounts.push(account(6, 'new@corp.example', 'new')),
      'account new@corp.example of nobody: should not be there',
    ],
    [
      'a site group that outlives its group',
      (r) => r.formerGroups.push({ key: 13, name: 'old' }),
      'site group of old: still there',
    ],
    [
      'a local group that lost somebody',
      (r) => r.localGroups.splice(0, 1, { ...LOCAL, members: 2 }),
      'local group Taken: number of members is 2, expected 3',
    ],
    ['a local group that is gone', (r) => r.localGroups.pop(), 'local group Taken: missing'],
    [
      'a local group that nobody made',
      (r) => r.localGroups.push({ ...LOCAL, name: 'New' }),
      'local group New: was not there before',
    ],
    [
      'a link to a local group',
      (r) => r.groups.splice(2, 1, { groupId: 'id-taken', siteGroup: { key: 20, name: 'Taken', source: 'local' } }),
      'site group of taken: there is one, and the group should have none',
    ],
    [
      'somebody who is held and should not be',
      (r) => r.holds.push({ key: 1, recordId: 'id-ada', kind: 'email-taken' }),
      `${ada}: is held (email-taken)`,
    ],
    [
      'a group that is held',
      (r) => r.holds.push({ key: 10, recordId: 'id-all', kind: 'conflict' }),
      'All: is held (conflict)',
    ],
    ['a taken name that is not held', (r) => r.holds.pop(), 'taken: is not held (conflict)'],
    ['somebody without an address who is not held', (r) => r.holds.shift(), `${guest}: is not held (no-email)`],
    [
      'a hold of nobody',
      (r) => r.holds.push({ key: 99, recordId: 'id-eve', kind: 'no-email' }),
      'id-eve: is held (no-email)',
    ],
    ['a missing group row', (r) => r.groups.splice(1, 1), 'site group of None: the group has no row'],
    [
      'a link that does not own',
      (r) => set(r, 0, { link: 'member' }),
      `account of ${ada}: link is "member", expected "owning"`,
    ],
    [
      'a foreign user',
      (r) => r.accounts.push({ userId: 'id-eve', account: null }),
      'account of id-eve: its user was not sent by this sync',
    ],
    [
      'a missing site group',
      (r) => r.groups.splice(1, 1, { groupId: 'id-none', siteGroup: null }),
      'site group of None: missing',
    ],
    [
      'a wrong name',
      (r) => r.groups.splice(1, 1, { groupId: 'id-none', siteGroup: { key: 11, name: 'Non', source: 'synced' } }),
      'site group of None: name is "Non", expected "None"',
    ],
    ['a missing member', (r) => r.members.pop(), `site group of All: member ${bo} is missing`],
    [
      'an extra member',
      (r) => r.members.push({ siteGroupKey: 11, accountKey: 1, origin: 5 }),
      `site group of None: member ${ada} should not be in`,
    ],
    [
      'a member of another origin beside',
      (r) => r.members.push({ siteGroupKey: 10, accountKey: 1, origin: 0 }),
      `site group of All: member ${ada} should not be in`,
    ],
    [
      'a foreign account',
      (r) => r.members.push({ siteGroupKey: 10, accountKey: 99, origin: 5 }),
      'site group of All: account 99 belongs to nobody sent',
    ],
  ])('finds %s', (_, plant, problem) => {
    expect(problemsOf(plant)).toContain(problem)
  })
})
