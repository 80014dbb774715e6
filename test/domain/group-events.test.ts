/** The table "Groups and organizations" of the domain: what each event of an identity provider does at the site. */
import { describe, expect, test } from 'vitest'
import { from, GroupSite } from '../support/group-site.ts'
import { CUTS } from '../support/memory-site.ts'
import { A, B, C, G, H, I } from '../support/record-ids.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  patchGroup,
  person,
  removeMembers,
  renameGroup,
  replaceMembers,
} from '../support/requests.ts'

const PEOPLE = [
  createUser(A, person('ada')),
  createUser(B, person('bob')),
  // Outside of the verified domains.
  createUser(C, person('cyd', 'cyd@elsewhere.example')),
]
const [ADA, BOB, CYD] = ['ada@example.com 1', 'bob@example.com 1', 'cyd@elsewhere.example 1'] as const

describe.each(CUTS)('$cut', ({ batchSize }) => {
  const site = () => {
    const it = new GroupSite({ batchSize })
    it.apply(...PEOPLE)
    return it
  }

  describe('create', () => {
    test('with a free name: a synced group with everybody in it, which gives access to nothing', () => {
      const it = site()
      it.decide({ name: 'create-app', kind: 'app', appName: 'Wiki' })
      it.apply(createGroup(G, ' Staff ', [A, C]))
      expect(it.look()).toEqual({ Staff: ['synced', G, [ADA, CYD]] })
      expect([it.holds(G), it.grants()]).toEqual([[], ['Wiki: ']])
      it.expectSettled()
    })

    test('in a directory of customers: an organization, beside a group of the same name', () => {
      const it = site()
      it.apply(createGroup(G, 'Acme'), from(3, createGroup(H, 'Acme')))
      expect(it.rows.siteGroups.all.map(({ audience, name }) => [audience, name])).toEqual([
        ['workforce', 'Acme'],
        ['customers', 'Acme'],
      ])
      expect([it.holds(G), it.holds(H)]).toEqual([[], []])
      it.expectSettled()
    })

    test('with the name of a local group, whatever its spelling: 201, and the link waits', () => {
      const it = site()
      it.createLocal('Staff')
      expect(it.apply(createGroup(G, 'STAFF', [A])).outcomes[0]?.status).toBe(201)
      expect(it.look()).toEqual({ Staff: ['local', null, []] })
      expect(it.holds(G)).toEqual(['conflict staff'])
      it.expectSettled()
    })

    test('with the name of a group of another directory: 201, and the link waits', () => {
      const it = site()
      it.apply(createGroup(G, 'Staff', [A]))
      expect(it.apply(from(2, createGroup(H, 'Staff'))).outcomes[0]?.status).toBe(201)
      expect(it.look()).toEqual({ Staff: ['synced', G, [ADA]] })
      expect(it.holds(H)).toEqual(['conflict staff'])
      it.expectSettled()
    })

    test('or rename, with a name of its own directory: 409, and nothing changes', () => {
      const it = site()
      const { outcomes } = it.apply(
        createGroup(G, 'Staff'),
        createGroup(H, 'staff '),
        createGroup(H, 'Crew'),
        renameGroup(H, 'STAFF'),
      )
      expect(outcomes.map(({ status, scimType }) => [status, scimType])).toEqual([
        [201, null],
        [409, 'uniqueness'],
        [201, null],
        [409, 'uniqueness'],
      ])
      expect(Object.keys(it.look())).toEqual(['Staff', 'Crew'])
    })

    test.each(['site-admins', 'Org-Admins', 'administrators', 'SYSTEM-ADMINISTRATORS', 'Böard'])(
      'with the built-in name %s: 201, in the directory only',
      (name) => {
        const it = site()
        it.site = { ...it.site, builtInNames: new Set([...it.site.builtInNames, 'böard']) }
        expect(it.apply(createGroup(G, name, [A])).outcomes[0]?.status).toBe(201)
        expect([it.look(), it.holds(G)]).toEqual([{}, [`built-in-name ${name.toLowerCase()}`]])
        it.expectSettled()
      },
    )

    test('with a built-in name that the site has a local group of: built in, and no conflict', () => {
      const it = site()
      it.createLocal('administrators')
      it.apply(createGroup(G, 'Administrators', [A]))
      expect([it.look(), it.holds(G)]).toEqual([
        { administrators: ['local', null, []] },
        ['built-in-name administrators'],
      ])
    })

    test('with the name of a default-access group: 201, and the link waits', () => {
      const it = site()
      it.createLocal('Everybody')
      it.setDefault('Everybody', true)
      it.apply(createGroup(G, 'everybody', [A]))
      expect(it.look()).toEqual({ Everybody: ['local', null, []] })
      expect(it.holds(G)).toEqual(['default-group everybody'])
      it.expectSettled()
    })
  })

  test('membership changes: the delta, and nobody else', () => {
    const it = site()
    it.apply(createGroup(G, 'Staff', [A, B]), createGroup(H, 'Crew', [A]))
    it.apply(removeMembers(G, A), addMembers(G, C))
    expect(it.look()).toMatchObject({ Staff: ['synced', G, [BOB, CYD]], Crew: ['synced', H, [ADA]] })
    it.apply(replaceMembers(G, A))
    expect(it.look()).toMatchObject({ Staff: ['synced', G, [ADA]] })
    it.apply(replaceMembers(G))
    expect(it.look()).toMatchObject({ Staff: ['synced', G, []], Crew: ['synced', H, [ADA]] })
    it.expectSettled()
  })

  describe('rename', () => {
    test('to a free name: the linked group is renamed, grants and members stay, the old name is free', () => {
      const it = site()
      it.apply(createGroup(G, 'Staff', [A]))
      it.decide({ name: 'create-app', kind: 'app', appName: 'Wiki' })
      it.grant('Staff', 'Wiki')
      const { id } = it.rows.siteGroups.all[0] ?? {}
      const { changes } = it.apply(renameGroup(G, 'Crew'))
      expect(changes.filter(({ subjectType }) => subjectType === 'site-group')).toMatchObject([
        { subjectId: id, kind: 'updated', before: { name: 'Staff' }, after: { name: 'Crew' } },
      ])
      expect([it.look(), it.grants()]).toEqual([{ Crew: ['synced', G, [ADA]] }, ['Wiki: Crew']])
      it.apply(createGroup(H, 'Staff'))
      expect([it.holds(H), it.grants()]).toEqual([[], ['Wiki: Crew']])
      it.expectSettled()
    })

    test('to another spelling of its own name is no clash', () => {
      const it = site()
      it.apply(createGroup(G, 'Staff'), renameGroup(G, 'STAFF'))
      expect([it.look(), it.holds(G)]).toEqual([{ STAFF: ['synced', G, []] }, []])
    })

    test.each<[string, (it: GroupSite) => void]>([
      ['a local group', (it) => it.createLocal('Crew')],
      ['a group of another directory', (it) => it.apply(from(2, createGroup(H, 'Crew')))],
      [
        'a default-access group',
        (it) => {
          it.createLocal('Crew')
          it.setDefault('Crew', true)
        },
      ],
    ])('to the name of %s: the old name stays, and members go on flowing', (_, take) => {
      const it = site()
      it.apply(createGroup(G, 'Staff', [A]))
      take(it)
      it.apply(renameGroup(G, 'Crew'), addMembers(G, B), removeMembers(G, A))
      expect(it.look()).toMatchObject({ Staff: ['synced', G, [BOB]] })
      expect(it.holds(G)).toEqual(['conflict crew'])
      it.expectSettled()
    })

    test('to the old name that a linked group has kept at the site: a clash as well', () => {
      const it = site()
      it.createLocal('Taken')
      it.apply(createGroup(G, 'Staff'), renameGroup(G, 'Taken'), createGroup(H, 'Staff'))
      expect([it.holds(G), it.holds(H)]).toEqual([['conflict taken'], ['conflict staff']])
      it.expectSettled()
    })

    test('to a built-in name: the old name stays, and members go on flowing', () => {
      const it = site()
      it.apply(createGroup(G, 'Staff', [A]), renameGroup(G, 'Site-Admins'), addMembers(G, B))
      expect(it.look()).toEqual({ Staff: ['synced', G, [ADA, BOB]] })
      expect(it.holds(G)).toEqual(['built-in-name site-admins'])
      it.expectSettled()
    })
  })

  describe('delete', () => {
    const granted = () => {
      const it = site()
      it.apply(createGroup(G, 'Staff', [A, B]))
      it.decide({ name: 'create-app', kind: 'app', appName: 'Wiki' })
      it.grant('Staff', 'Wiki')
      return it
    }

    test('the group is gone and its grants end, on record; a new group of the name does not get them back', () => {
      const it = granted()
      const { changes } = it.apply(deleteGroup(G))
      expect([it.look(), it.grants()]).toEqual([{}, ['Wiki: ']])
      expect(changes.filter(({ subjectType }) => subjectType === 'site-group')).toMatchObject([
        { kind: 'deleted', before: { name: 'Staff', access: [it.app('Wiki')] }, after: null },
      ])
      it.apply(createGroup(H, 'Staff', [A]))
      expect([it.look(), it.grants()]).toEqual([{ Staff: ['synced', H, [ADA]] }, ['Wiki: ']])
      it.expectSettled()
    })

    test('of one without grants names none', () => {
      const it = site()
      const { changes } = it.apply(createGroup(G, 'Staff'), deleteGroup(G))
      expect(
        changes.find(({ subjectType, kind }) => subjectType === 'site-group' && kind === 'deleted')?.before,
      ).toEqual({ name: 'Staff' })
    })

    test('with local members it becomes local, and keeps them and its grants', () => {
      const it = granted()
      it.addLocalMember('Staff', 'ada@example.com')
      const { changes } = it.apply(deleteGroup(G))
      expect([it.look(), it.grants()]).toEqual([{ Staff: ['local', null, ['ada@example.com 0']] }, ['Wiki: Staff']])
      expect(changes.filter(({ subjectType }) => subjectType === 'site-group')).toMatchObject([
        { kind: 'unlinked', before: { source: 'synced' }, after: { source: 'local' } },
      ])
      it.apply(createGroup(H, 'Staff', [A]))
      expect(it.holds(H)).toEqual(['conflict staff'])
      it.expectSettled()
    })

    test('of a group that is not linked leaves the site as it is', () => {
      const it = site()
      it.createLocal('Staff')
      it.apply(createGroup(G, 'Staff', [A]), deleteGroup(G))
      expect([it.look(), it.rows.holds.all.length]).toEqual([{ Staff: ['local', null, []] }, 0])
      it.expectSettled()
    })
  })

  test('a group in a group is stored, cycles too, and not projected', () => {
    const it = site()
    it.apply(createGroup(H, 'Inner', [A]), createGroup(G, 'Outer', [B, H]), addMembers(H, G), addMembers(G, G))
    expect(it.rows.members.all).toHaveLength(5)
    expect(it.look()).toEqual({ Inner: ['synced', H, [ADA]], Outer: ['synced', G, [BOB]] })
    expect([it.holds(G), it.holds(H)]).toEqual([['nested-not-projected'], ['nested-not-projected']])
    it.apply(deleteUser(A), deleteGroup(H))
    expect([it.look(), it.holds(G)]).toEqual([{ Outer: ['synced', G, [BOB]] }, ['nested-not-projected']])
    it.apply(patchGroup(G, [{ kind: 'remove', ids: [G] }]), createGroup(I, 'Other'))
    expect([it.holds(G), it.holds(I)]).toEqual([[], []])
    it.expectSettled()
  })
})
