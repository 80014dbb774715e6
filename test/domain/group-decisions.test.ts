/** What administrators decide about one group of the site: default access, cut off from its directory, linked again. */
import { describe, expect, test } from 'vitest'
import { askedOf as ask, accessSite as site } from '../support/access-site.ts'
import { asked } from '../support/commands.ts'
import { CUTS } from '../support/memory-site.ts'
import { directoryPolicy } from '../support/policies.ts'
import { A, B, G } from '../support/record-ids.ts'
import { addMembers, createGroup, createUser, deleteUser, person, removeMembers } from '../support/requests.ts'

const REFUSED = { status: 409, resource: { fault: 'refused' } }

describe('default access', () => {
  test('of a local group is switched on and off, and groups of its name are looked at again', () => {
    const it = site()
    it.createLocal('Everybody')
    const groupId = it.group('Everybody')
    const on = ask(it, asked({ name: 'set-default-access', groupId, on: true }))
    expect(on.outcome?.resource).toEqual({ changed: true })
    const [before, after] = [{ defaultAccess: false }, { defaultAccess: true }]
    const subject = { subjectType: 'site-group', subjectId: groupId }
    expect(on.changes).toMatchObject([{ ...subject, kind: 'updated', before, after }])
    expect(it.marks).toMatchObject([{ scope: { kind: 'group-names', names: ['everybody'] } }])
    expect(it.rows.siteGroups.all.filter(({ defaultAccess }) => defaultAccess)).toMatchObject([{ id: groupId }])
    const again = ask(it, asked({ name: 'set-default-access', groupId, on: true }))
    expect([again.outcome?.resource, again.changes, it.marks.length]).toEqual([{ changed: false }, [], 1])
    expect(it.setDefault('Everybody', false)).toMatchObject({ resource: { changed: true } })
    expect(it.rows.siteGroups.all.some(({ defaultAccess }) => defaultAccess)).toBe(false)
  })

  test('of a synced group is refused, and switching it off is not', () => {
    const it = site()
    expect(it.setDefault('Staff', true)).toMatchObject({
      ...REFUSED,
      detail: 'A directory fills this group. Make it local first.',
    })
    expect(it.setDefault('Staff', false)).toMatchObject({ resource: { changed: false } })
  })
})

describe.each(CUTS)('detach, $cut', ({ batchSize }) => {
  test('keeps people and grants; the record is held', () => {
    const it = site({ batchSize })
    it.grant('Staff', 'Wiki')
    it.addLocalMember('Staff', 'ada@example.com')
    const groupId = it.group('Staff')
    const { outcome, changes } = ask(it, asked({ name: 'detach-group', groupId, recordId: G }))
    expect(outcome?.resource).toEqual({ changed: true })
    expect(changes).toMatchObject([
      {
        subjectType: 'site-group',
        subjectId: groupId,
        kind: 'unlinked',
        before: { source: 'synced', group: G },
        after: { source: 'local' },
      },
      { subjectType: 'Group', subjectId: G, kind: 'held', after: { hold: 'detached' } },
    ])
    expect(it.look().Staff).toEqual(['local', null, ['ada@example.com 0', 'bob@example.com 0']])
    expect(it.grants()).toEqual(['Wiki: Staff', 'Portal: '])
    const again = ask(it, asked({ name: 'detach-group', groupId, recordId: G }))
    expect([again.outcome?.resource, again.changes]).toEqual([{ changed: false }, []])
    it.apply(removeMembers(G, A), deleteUser(B))
    expect(it.look().Staff?.[2]).toContain('ada@example.com 0')
    it.expectSettled()
  })

  test('with members that joined and left just before, and others afterwards', () => {
    const it = site({ batchSize })
    const groupId = it.group('Staff')
    const bob = it.rows.accounts.all.find(({ email }) => email === 'bob@example.com')?.id ?? ''
    it.apply(
      createUser('0190aaaa-0000-7000-8000-00000000000c', person('cyd')),
      addMembers(G, '0190aaaa-0000-7000-8000-00000000000c'),
      removeMembers(G, A),
      asked({ name: 'detach-group', groupId, recordId: G }),
      addMembers(G, A),
      asked({ name: 'change-group-members', groupId, add: [], remove: [bob] }),
      createGroup('0190bbbb-0000-7000-8000-00000000000e', 'Later', [A]),
    )
    expect(it.look()).toMatchObject({
      Staff: ['local', null, ['cyd@example.com 0']],
      Later: ['synced', '0190bbbb-0000-7000-8000-00000000000e', ['ada@example.com 1']],
    })
    it.expectSettled()
  })

  test('of a group that follows another one meanwhile is refused', () => {
    const it = site({ batchSize })
    it.apply(createGroup('0190bbbb-0000-7000-8000-00000000000e', 'Crew'))
    expect(it.detach('Crew', G)).toMatchObject({
      ...REFUSED,
      detail: 'Meanwhile the group follows another one. Look at it again.',
    })
    expect(it.holds(G)).toEqual([])
  })
})

describe('link again', () => {
  const detached = () => {
    const it = site()
    it.detach('Staff', G)
    return it
  }

  test('says what came of it, and said twice changes nothing', () => {
    const it = detached()
    it.renameLocal('Staff', 'Former')
    expect(it.decide({ name: 'link-group', recordId: G }).resource).toEqual({ linked: true, holds: [] })
    const again = ask(it, asked({ name: 'link-group', recordId: G }))
    expect([again.outcome?.resource, again.changes]).toEqual([{ linked: true, holds: [] }, []])
    expect(it.look()).toMatchObject({
      Staff: ['synced', G, ['ada@example.com 1', 'bob@example.com 1']],
      Former: ['local', null, ['ada@example.com 0', 'bob@example.com 0']],
    })
    it.expectSettled()
  })

  test('of a user is refused', () => {
    expect(site().decide({ name: 'link-group', recordId: A })).toMatchObject({
      ...REFUSED,
      detail: 'That is a user, and no group.',
    })
  })

  test.each([
    ['paused', { paused: 'hold' }, 'Its directory is paused. Resume it first.'],
    ['disconnected', { phase: 'disconnected' }, 'Its directory is disconnected.'],
  ] as const)('while its directory is %s is refused, and the hold stays', (_, state, detail) => {
    const it = detached()
    it.directories = new Map([[1, directoryPolicy(state)]])
    expect(it.decide({ name: 'link-group', recordId: G })).toMatchObject({ ...REFUSED, detail })
    expect(it.holds(G)).toEqual(['detached test'])
  })

  test('while its directory is in review again reaches the site: it has left the review', () => {
    const it = detached()
    it.renameLocal('Staff', 'Former')
    it.directories = new Map([[1, directoryPolicy({ phase: 'reviewing' })]])
    expect(it.decide({ name: 'link-group', recordId: G }).resource).toEqual({ linked: true, holds: [] })
  })
})
