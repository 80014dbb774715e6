/** What administrators decide about apps, projects, grants and single groups: results, refusals, changes. */
import { describe, expect, test } from 'vitest'
import { askedOf as ask, accessSite as site } from '../support/access-site.ts'
import { asked } from '../support/commands.ts'
import { GroupSite } from '../support/group-site.ts'
import { NOW } from '../support/pure-plan.ts'
import { G, NOBODY } from '../support/record-ids.ts'

const LATER = new Date(NOW.getTime() + 60_000)

const refused = (fault: string, status: number) => ({ status, resource: { fault } })
const NOT_FOUND = refused('not-found', 404)
const REFUSED = refused('refused', 409)

describe('apps and projects', () => {
  test('are made with a trimmed name, unique among those of their kind in any spelling', () => {
    const it = site()
    const { outcome, changes } = ask(it, asked({ name: 'create-app', kind: 'app', appName: ' Desk ' }))
    expect(outcome).toMatchObject({ status: 200, resource: { id: it.app('Desk'), kind: 'app', name: 'Desk' } })
    expect(outcome?.resource).toMatchObject({ createdAt: NOW.toISOString(), updatedAt: NOW.toISOString() })
    expect(changes).toMatchObject([
      { subjectType: 'app', subjectId: it.app('Desk'), kind: 'created', after: { kind: 'app', name: 'Desk' } },
    ])
    const taken = ask(it, asked({ name: 'create-app', kind: 'app', appName: 'WIKI' }))
    expect(taken).toMatchObject({ outcome: refused('name-taken', 409), changes: [] })
    expect(taken.outcome?.detail).toBe('There is an app of this name already.')
    const portal = it.decide({ name: 'create-app', kind: 'project', appName: 'portal' })
    expect(portal).toMatchObject({ ...refused('name-taken', 409), detail: 'There is a project of this name already.' })
    expect(it.decide({ name: 'create-app', kind: 'project', appName: 'Wiki' })).toMatchObject({ status: 200 })
    expect(it.rows.apps.all).toHaveLength(4)
  })

  test('two of one name in one batch: the second is refused', () => {
    const it = site()
    const create = asked({ name: 'create-app', kind: 'app', appName: 'Desk' })
    expect(it.apply(create, create).outcomes.map(({ status }) => status)).toEqual([200, 409])
  })

  test.each(['', ' ', 'x'.repeat(201), 'a\u0000', '\ud800'])('%j is no name', (appName) => {
    const it = site()
    expect(ask(it, asked({ name: 'create-app', kind: 'app', appName }))).toMatchObject({
      outcome: refused('invalid', 400),
      changes: [],
    })
    expect(it.decide({ name: 'rename-app', appId: it.app('Wiki'), appName })).toMatchObject(refused('invalid', 400))
    expect(it.decide({ name: 'create-app', kind: 'app', appName: 'x'.repeat(200) })).toMatchObject({ status: 200 })
  })

  test('are renamed: grants stay, the old name is free', () => {
    const it = site()
    it.grant('Staff', 'Wiki')
    it.now = LATER
    const { outcome, changes } = ask(it, asked({ name: 'rename-app', appId: it.app('Wiki'), appName: ' Desk ' }))
    expect(outcome?.resource).toMatchObject({
      name: 'Desk',
      createdAt: NOW.toISOString(),
      updatedAt: LATER.toISOString(),
    })
    expect(changes).toMatchObject([
      { subjectType: 'app', kind: 'updated', before: { name: 'Wiki' }, after: { name: 'Desk' } },
    ])
    expect(it.grants()).toEqual(['Desk: Staff', 'Portal: '])
    expect(it.decide({ name: 'create-app', kind: 'app', appName: 'Wiki' })).toMatchObject({ status: 200 })
    expect(it.decide({ name: 'rename-app', appId: it.app('Wiki'), appName: 'desk' })).toMatchObject(
      refused('name-taken', 409),
    )
    const respelt = ask(it, asked({ name: 'rename-app', appId: it.app('Desk'), appName: 'DESK' }))
    expect(respelt.outcome?.resource).toMatchObject({ name: 'DESK' })
    const same = ask(it, asked({ name: 'rename-app', appId: it.app('DESK'), appName: 'DESK' }))
    expect([same.outcome?.status, same.changes]).toEqual([200, []])
  })

  test('are deleted when nobody is granted them, or by force: then the change row says who was', () => {
    const it = site()
    it.grant('Staff', 'Wiki')
    const appId = it.app('Wiki')
    const kept = ask(it, asked({ name: 'delete-app', appId, force: false }))
    expect(kept).toMatchObject({ outcome: REFUSED, changes: [] })
    expect(kept.outcome?.detail).toBe('1 groups or organizations give access to it. Revoke, or force.')
    const { outcome, changes } = ask(it, asked({ name: 'delete-app', appId, force: true }))
    expect(outcome?.resource).toEqual({ revoked: 1 })
    const before = { kind: 'app', name: 'Wiki', groups: [it.group('Staff')] }
    expect(changes).toMatchObject([{ subjectType: 'app', subjectId: appId, kind: 'deleted', before, after: null }])
    expect(it.rows.grants.all).toEqual([])
    expect(it.decide({ name: 'delete-app', appId, force: true })).toMatchObject(NOT_FOUND)

    const portal = ask(it, asked({ name: 'delete-app', appId: it.app('Portal'), force: false }))
    expect(portal.outcome?.resource).toEqual({ revoked: 0 })
    expect(portal.changes[0]?.before).toEqual({ kind: 'project', name: 'Portal' })
    expect(it.rows.apps.all).toEqual([])
    expect(it.decide({ name: 'create-app', kind: 'app', appName: 'Wiki' })).toMatchObject({ status: 200 })
    expect(it.grants()).toEqual(['Wiki: '])
  })

  test('made, granted, deleted and made again in one batch', () => {
    const it = new GroupSite({})
    it.apply(
      asked({ name: 'create-app', kind: 'app', appName: 'Wiki' }),
      asked({ name: 'create-group', groupName: 'Staff', audience: 'workforce' }),
    )
    const [appId, groupId] = [it.app('Wiki'), it.group('Staff')]
    const { outcomes } = it.apply(
      asked({ name: 'grant-access', appId, groupId }),
      asked({ name: 'delete-app', appId, force: false }),
      asked({ name: 'revoke-access', appId, groupId }),
      asked({ name: 'delete-app', appId, force: false }),
      asked({ name: 'grant-access', appId, groupId }),
      asked({ name: 'create-app', kind: 'app', appName: 'Wiki' }),
    )
    expect(outcomes.map(({ status }) => status)).toEqual([200, 409, 200, 200, 404, 200])
    expect(it.grants()).toEqual(['Wiki: '])
  })
})

describe('grants', () => {
  test('are said once or twice, and ended once or twice', () => {
    const it = site()
    const ends = { appId: it.app('Wiki'), groupId: it.group('Staff') }
    const named = { app: ends.appId, kind: 'app', name: 'Wiki' }
    const granted = ask(it, asked({ name: 'grant-access', ...ends }))
    expect(granted.outcome?.resource).toEqual({ changed: true })
    const subject = { subjectType: 'site-group', subjectId: ends.groupId }
    expect(granted.changes).toMatchObject([{ ...subject, kind: 'granted', before: null, after: named }])
    expect(it.rows.grants.all).toMatchObject([{ grantedAt: NOW, grantedBy: 'test' }])
    it.now = LATER
    const again = ask(it, asked({ name: 'grant-access', ...ends }))
    expect([again.outcome?.resource, again.changes]).toEqual([{ changed: false }, []])
    expect(it.rows.grants.all).toMatchObject([{ grantedAt: NOW }])

    const revoked = ask(it, asked({ name: 'revoke-access', ...ends }))
    expect(revoked.outcome?.resource).toEqual({ changed: true })
    expect(revoked.changes).toMatchObject([{ ...subject, kind: 'revoked', before: named, after: null }])
    expect(it.rows.grants.all).toEqual([])
    const twice = ask(it, asked({ name: 'revoke-access', ...ends }))
    expect([twice.outcome?.resource, twice.changes]).toEqual([{ changed: false }, []])
  })

  test('of one group to several apps, and of one app to several groups', () => {
    const it = site()
    it.createLocal('Crew')
    it.decide({ name: 'create-app', kind: 'app', appName: 'Desk' })
    it.grant('Staff', 'Wiki')
    it.grant('Staff', 'Desk')
    it.grant('Crew', 'Wiki')
    expect(it.grants()).toEqual(['Wiki: Crew, Staff', 'Portal: ', 'Desk: Staff'])
    it.decide({ name: 'revoke-access', appId: it.app('Wiki'), groupId: it.group('Staff') })
    expect(it.grants()).toEqual(['Wiki: Crew', 'Portal: ', 'Desk: Staff'])
    it.deleteLocal('Crew')
    expect(it.grants()).toEqual(['Wiki: ', 'Portal: ', 'Desk: Staff'])
  })

  test('keep a group by hand from being deleted, unless by force: then they end with it', () => {
    const it = site()
    it.createLocal('Crew')
    const groupId = it.group('Crew')
    it.grant('Crew', 'Wiki')
    const kept = ask(it, asked({ name: 'delete-group', groupId, force: false }))
    expect(kept).toMatchObject({ outcome: REFUSED, changes: [] })
    expect(kept.outcome?.detail).toBe(
      'The group gives access to apps or projects: end that first, or delete it by force.',
    )
    expect(it.decide({ name: 'delete-group', groupId, force: true })).toMatchObject({ status: 200 })
    expect(it.grants()).toEqual(['Wiki: ', 'Portal: '])
    it.createLocal('Crew')
    expect(it.decide({ name: 'delete-group', groupId: it.group('Crew'), force: false })).toMatchObject({ status: 200 })
  })

  test('across the audiences are refused', () => {
    const it = site()
    expect(it.grant('Acme', 'Portal')).toMatchObject({ resource: { changed: true } })
    for (const crossed of [it.grant('Acme', 'Wiki'), it.grant('Staff', 'Portal')]) {
      expect(crossed).toMatchObject(REFUSED)
      expect(crossed.detail).toBe('Groups give access to apps, and organizations of customers to projects.')
    }
    expect(it.grants()).toEqual(['Wiki: ', 'Portal: Acme'])
  })
})

test.each([NOBODY, 'no uuid'])('%s names nothing', (id) => {
  const it = site()
  const [appId, groupId] = [it.app('Wiki'), it.group('Staff')]
  for (const command of [
    { name: 'rename-app', appId: id, appName: 'x' },
    { name: 'delete-app', appId: id, force: true },
    { name: 'grant-access', appId: id, groupId },
    { name: 'grant-access', appId, groupId: id },
    { name: 'revoke-access', appId: id, groupId },
    { name: 'revoke-access', appId, groupId: id },
    { name: 'set-default-access', groupId: id, on: true },
    { name: 'detach-group', groupId: id, recordId: G },
    { name: 'detach-group', groupId, recordId: id },
    { name: 'link-group', recordId: id },
  ] as const) {
    expect([command, it.decide(command)]).toMatchObject([command, NOT_FOUND])
  }
  const named = [
    it.decide({ name: 'delete-app', appId: id, force: true }).detail,
    it.decide({ name: 'set-default-access', groupId: id, on: true }).detail,
  ]
  expect(named).toEqual(['There is no such app or project.', 'There is no such group or organization.'])
})
