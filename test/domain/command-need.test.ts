/** What commands ask for before anything is planned: everything that they name themselves; what is no id of the site asks for nothing. */
import type { Command } from '@syncline/core/domain/command.ts'
import { filterName } from '@syncline/core/domain/conflict.ts'
import { initialNeed } from '@syncline/core/domain/initial-need.ts'
import type { Need } from '@syncline/core/domain/need.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { A, B, C, G } from '../support/record-ids.ts'

/** The parts of the need that are not empty. */
function needOf(command: Command): Partial<Need> {
  const need = initialNeed([{ directoryId: 0, ...asked(command) } as Operation], new Map())
  return Object.fromEntries(Object.entries(need).filter(([, part]) => part.size > 0))
}
const scoped = (scope: string | number, name: string) => `${scope}\u0000${name}`
const set = <T>(...of: T[]) => new Set(of)

const NO_ROWS = { accounts: [], groups: [], members: [] }

describe('a command asks for what it names', () => {
  test.each<[Command, Partial<Need>]>([
    [{ name: 'reproject', scopes: [{ kind: 'directory', directoryId: 1 }] }, {}],
    [{ name: 'start', directoryId: 1, previewId: null }, {}],
    [
      { name: 'trial-start', directoryId: 1, userIds: [A, B], groupIds: [G] },
      { userIds: set(A, B), groupIds: set(G) },
    ],
    [{ name: 'disconnect-directory', directoryId: 1 }, {}],
    [
      { name: 'reproject-records', recordIds: [A, G] },
      { userIds: set(A, G), groupIds: set(A, G) },
    ],
    [
      { name: 'link-user', userId: A, accountId: B },
      { userIds: set(A), accountIds: set(B) },
    ],
    [{ name: 'unlink-user', userId: A }, { userIds: set(A) }],
    [{ name: 'member-link-user', userId: A }, { userIds: set(A) }],
    [{ name: 'move-ownership', userId: A }, { userIds: set(A) }],
    [
      { name: 'dismiss-hold', recordId: A, hold: 'duplicate' },
      { userIds: set(A), groupIds: set(A) },
    ],
    [{ name: 'approve-users', userIds: [A, B] }, { userIds: set(A, B) }],
    [{ name: 'approve-users', directoryId: 1, all: true }, { heldIn: set(scoped(1, 'external-review')) }],
    [{ name: 'ignore-users', userIds: [A] }, { userIds: set(A) }],
    [{ name: 'ignore-users', directoryId: 2, all: true }, { heldIn: set(scoped(2, 'external-review')) }],
    [{ name: 'create-app', kind: 'app', appName: 'Wiki' }, { appNames: set(scoped('app', 'wiki')) }],
    [{ name: 'rename-app', appId: A, appName: 'Wiki' }, { appIds: set(A) }],
    [{ name: 'delete-app', appId: A, force: false }, { appIds: set(A) }],
    [
      { name: 'grant-access', appId: A, groupId: G },
      { appIds: set(A), siteGroupIds: set(G) },
    ],
    [
      { name: 'revoke-access', appId: A, groupId: G },
      { appIds: set(A), siteGroupIds: set(G) },
    ],
    [{ name: 'set-default-access', groupId: G, on: true }, { siteGroupIds: set(G) }],
    [
      { name: 'detach-group', groupId: G, recordId: A },
      { siteGroupIds: set(G), userIds: set(A), groupIds: set(A) },
    ],
    [
      { name: 'link-group', recordId: G },
      { userIds: set(G), groupIds: set(G) },
    ],
    [{ name: 'switch-account', accountId: A, active: false }, { accountIds: set(A) }],
    [
      { name: 'create-group', groupName: ' Staff ', audience: 'customers' },
      { siteGroupNames: set(scoped('customers', 'staff')) },
    ],
    [{ name: 'create-group', groupName: ' ', audience: 'workforce' }, {}],
    [{ name: 'rename-group', groupId: G, groupName: 'Crew' }, { siteGroupIds: set(G) }],
    [{ name: 'delete-group', groupId: G, force: false }, { siteGroupIds: set(G) }],
    [
      { name: 'change-group-members', groupId: G, add: [A], remove: [B] },
      { siteGroupIds: set(G), accountIds: set(A, B) },
    ],
    [
      {
        name: 'decide-conflicts',
        decision: 'accept',
        conflicts: [
          { id: A, version: 1 },
          { id: B, version: 2 },
        ],
      },
      { conflictIds: set(A, B) },
    ],
    [
      { name: 'decide-conflicts', decision: 'keep', filter: { kind: 'local-group' } },
      { conflictsWhere: new Map([[filterName({ kind: 'local-group' }), { kind: 'local-group' }]]) },
    ],
    [{ name: 'undo-decision', conflictId: A }, { conflictIds: set(A) }],
    [{ name: 'restore-group', copyId: A }, { groupCopyIds: set(A) }],
    [{ name: 'release-guard', items: [A, B] }, { guardItemIds: set(A, B) }],
    [{ name: 'reject-guard', items: [A] }, { guardItemIds: set(A) }],
    [{ name: 'release-guard', filter: { directoryId: 3 } }, { guardItemsIn: set(3) }],
    [{ name: 'reject-guard', filter: {} }, { guardItemsIn: set(0) }],
    [{ name: 'import', ...NO_ROWS }, {}],
    [
      { name: 'import', ...NO_ROWS, accounts: [{ email: 'Ada@Example.com', audience: 'workforce' }] },
      { accountEmails: set(scoped('workforce', 'ada@example.com')) },
    ],
    [
      { name: 'import', ...NO_ROWS, groups: [{ name: 'Staff', audience: 'customers' }] },
      { siteGroupNames: set(scoped('customers', 'staff')) },
    ],
    [
      { name: 'import', ...NO_ROWS, groups: [{ name: 'Staff', audience: 'workforce', members: ['ada@example.com'] }] },
      {
        siteGroupNames: set(scoped('workforce', 'staff')),
        accountEmails: set(scoped('workforce', 'ada@example.com')),
      },
    ],
    [
      { name: 'import', ...NO_ROWS, members: [{ group: 'Staff', email: 'ada@example.com', audience: 'workforce' }] },
      {
        siteGroupNames: set(scoped('workforce', 'staff')),
        accountEmails: set(scoped('workforce', 'ada@example.com')),
      },
    ],
    [
      {
        name: 'import',
        accounts: [{ email: 'nobody', audience: 'workforce' }],
        groups: [{ name: ' ', audience: 'workforce' }],
        members: [],
      },
      {},
    ],
  ])('%j', (command, need) => {
    expect(needOf(command)).toEqual(need)
  })
})

/** Only ids can be looked up; the command is refused as one that names what is not there. */
describe('what is no id asks for nothing', () => {
  const none = 'no-id'
  test.each<Command>([
    { name: 'trial-start', directoryId: 1, userIds: [none], groupIds: [none] },
    { name: 'reproject-records', recordIds: [none] },
    { name: 'link-user', userId: none, accountId: none },
    { name: 'dismiss-hold', recordId: none, hold: 'duplicate' },
    { name: 'approve-users', userIds: [none] },
    { name: 'rename-app', appId: none, appName: 'Wiki' },
    { name: 'grant-access', appId: none, groupId: none },
    { name: 'set-default-access', groupId: none, on: true },
    { name: 'switch-account', accountId: none, active: false },
    { name: 'rename-group', groupId: none, groupName: 'Crew' },
    { name: 'delete-group', groupId: none, force: true },
    { name: 'change-group-members', groupId: none, add: [none], remove: [none] },
    { name: 'decide-conflicts', decision: 'accept', conflicts: [{ id: none, version: 1 }] },
    { name: 'undo-decision', conflictId: none },
    { name: 'restore-group', copyId: none },
    { name: 'release-guard', items: [none] },
    { name: 'erase-person', personId: none, records: 'refuse' },
  ])('%j', (command) => {
    expect(needOf(command)).toEqual({})
  })
})

test('what several commands name is asked for at once', () => {
  const commands: Command[] = [
    { name: 'unlink-user', userId: A },
    { name: 'unlink-user', userId: B },
    { name: 'link-user', userId: C, accountId: G },
  ]
  const need = initialNeed(
    commands.map((command) => ({ directoryId: 0, ...asked(command) }) as Operation),
    new Map(),
  )
  expect([need.userIds, need.accountIds]).toEqual([set(A, B, C), set(G)])
})
