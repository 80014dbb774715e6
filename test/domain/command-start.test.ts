/** Start, trial start and end of a directory: what they begin, whom they take, and when they are refused. */
import type { Command } from '@syncline/core/domain/command.ts'
import type { DirectoryPolicy } from '@syncline/core/domain/directory-policy.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { MemorySite } from '../support/memory-site.ts'
import { directoryPolicy } from '../support/policies.ts'
import { planHistory } from '../support/pure-plan.ts'
import { A, B, C, G, H, NOBODY } from '../support/record-ids.ts'
import { createGroup, createUser, person } from '../support/requests.ts'

const [FIRST, SECOND, CONNECTED] = [1, 2, 3]

/** Two directories in review with people and a group each, and one that syncs. */
function site(phase: DirectoryPolicy['phase'] = 'reviewing'): MemorySite {
  const directories = [
    directoryPolicy({ id: FIRST, phase: 'reviewing' }),
    directoryPolicy({ id: SECOND, phase: 'reviewing' }),
    directoryPolicy({ id: CONNECTED }),
  ]
  const it = new MemorySite({ directories })
  it.apply(createUser(A, person('ada')), createUser(B, person('bob')), createGroup(G, 'Staff', [A]))
  it.apply({ ...createUser(C, person('cyd')), directoryId: SECOND }, { ...createGroup(H, 'Crew'), directoryId: SECOND })
  it.directories = new Map([...it.directories, [FIRST, directoryPolicy({ id: FIRST, phase })]])
  return it
}

const start: Command = { name: 'start', directoryId: FIRST, previewId: null }
const trial = (userIds: readonly string[], groupIds: readonly string[] = [], directoryId = FIRST): Command => ({
  name: 'trial-start',
  directoryId,
  userIds,
  groupIds,
})
const emails = (it: MemorySite) => it.rows.accounts.all.map(({ email }) => email)

describe('start', () => {
  test('is begun by the command, and names the preview that was looked at', () => {
    const it = site()
    const { outcomes } = it.apply(asked({ ...start, previewId: NOBODY }))
    expect(outcomes).toMatchObject([{ status: 200, resource: { start: outcomes[0]?.operationId } }])
    expect(it.starts).toEqual([{ operationId: outcomes[0]?.operationId, directoryId: FIRST, previewId: NOBODY }])
  })

  test('twice in one batch: the second is refused; another directory starts beside it', () => {
    const it = site()
    const { outcomes } = it.apply(asked(start), asked(start), asked({ ...start, directoryId: SECOND }))
    expect(outcomes.map(({ status }) => status)).toEqual([200, 409, 200])
    expect(outcomes[1]?.detail).toBe('The directory is starting already. Look at its progress.')
    expect(it.starts.map(({ directoryId }) => directoryId)).toEqual([FIRST, SECOND])
  })
})

describe('a trial start', () => {
  test('takes whom it names out of the review, and nobody else', () => {
    const it = site()
    expect(it.command(trial([A], [G]))).toMatchObject({ status: 200, resource: { users: 1, groups: 1 } })
    expect(it.marks[0]).toMatchObject({ scope: { kind: 'rows', begins: true } })
    expect(emails(it)).toEqual(['ada@example.com'])
    expect(it.rows.siteGroups.all).toMatchObject([{ name: 'Staff' }])
    expect(it.command(trial([B]))).toMatchObject({ status: 200, resource: { users: 1, groups: 0 } })
    expect(emails(it)).toEqual(['ada@example.com', 'bob@example.com'])
  })

  test.each([
    ['nobody', trial([]), 'Name at least one user or group.'],
    ['somebody unknown', trial([A, NOBODY]), 'At least one of them is no user or group of the directory.'],
    ['an unknown group', trial([], [NOBODY]), 'At least one of them is no user or group of the directory.'],
    ['what is no id', trial(['ada'], ['staff']), 'At least one of them is no user or group of the directory.'],
    ['somebody of another directory', trial([C]), 'At least one of them is no user or group of the directory.'],
    ['a group of another directory', trial([], [H]), 'At least one of them is no user or group of the directory.'],
    ['a group as a user', trial([G]), 'At least one of them is no user or group of the directory.'],
    ['a user as a group', trial([], [A]), 'At least one of them is no user or group of the directory.'],
  ])('of %s is refused, and nobody is taken', (_, command, detail) => {
    const it = site()
    expect(it.command(command)).toMatchObject({ status: 400, detail, resource: { fault: 'invalid' } })
    expect([it.marks, emails(it)]).toEqual([[], []])
  })
})

describe.each([
  ['starting', 409, 'The directory is starting already. Look at its progress.'],
  ['syncing', 409, 'The directory is syncing already: there is nothing to start.'],
  ['disconnected', 404, 'There is no such directory.'],
] as const)('a directory that is %s', (phase, status, detail) => {
  test.each([start, trial([A])])('is not started: $name', (command) => {
    const it = site(phase)
    expect(it.command(command)).toMatchObject({ status, detail })
    expect([it.marks, it.starts]).toEqual([[], []])
  })
})

test.each([{ ...start, directoryId: 9 }, trial([A], [], 9)])(
  'a directory that the site does not have: $name',
  (asks) => {
    expect(site().command(asks)).toMatchObject({ status: 404, detail: 'There is no such directory.' })
  },
)

describe('the end of a directory', () => {
  const end: Command = { name: 'disconnect-directory', directoryId: FIRST }

  test('cuts its links, and whoever waits for an account or a name is looked at again', () => {
    const it = site('disconnected')
    const { outcomes } = it.apply(asked(end))
    expect(outcomes).toMatchObject([{ status: 200, resource: {} }])
    expect(it.disconnected).toEqual([FIRST])
    const scope = { kind: 'holds', directoryId: null, holds: ['duplicate', 'conflict'] }
    const operationId = outcomes[0]?.operationId
    expect(it.marks).toMatchObject([
      { operationId, scope },
      { operationId, scope: { kind: 'conflicts' } },
    ])
  })

  test.each(['reviewing', 'starting', 'syncing'] as const)('is not that of one that is %s', (phase) => {
    const it = site(phase)
    const detail = 'The directory is connected.'
    expect(it.command(end)).toMatchObject({ status: 409, detail, resource: { fault: 'refused' } })
    expect([it.marks, it.disconnected]).toEqual([[], []])
  })

  test('is not that of one that the site does not have', () => {
    expect(site().command({ ...end, directoryId: 9 })).toMatchObject({ status: 409 })
  })
})

test('settings that have changed mark what they concern, and nothing else happens', () => {
  const scopes = [
    { kind: 'directory', directoryId: 1 },
    { kind: 'domains', domains: ['example.com'] },
  ] as const
  const { outcomes, state, changes } = planHistory([asked({ name: 'reproject', scopes })])
  expect(outcomes).toMatchObject([{ status: 200, resource: {} }])
  expect(state.marks).toMatchObject(scopes.map((scope) => ({ operationId: outcomes[0]?.operationId, scope })))
  expect(changes).toEqual([])
})
