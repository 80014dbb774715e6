/** The holds of groups: what begins each, every way in which it ends, and that an unrelated update does not end it. */
import { conflictKind, holdOfConflict } from '@syncline/core/domain/group-conflict.ts'
import { describe, expect, test } from 'vitest'
import { from, GroupSite } from '../support/group-site.ts'
import { CUTS } from '../support/memory-site.ts'
import { NOW } from '../support/pure-plan.ts'
import { A, B, G, H, I } from '../support/record-ids.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  patchGroup,
  person,
  removeMembers,
  renameGroup,
  replaceMembers,
} from '../support/requests.ts'

const ADA = 'ada@example.com 1'

type Case = {
  readonly hold: string
  /** Brings it about for G, a group with Ada in it, which would be called Staff. */
  readonly begin: (it: GroupSite) => void
  /** What ends it, and the names of the linked group (null: none) and of its holds afterwards. */
  readonly ends: readonly (readonly [string, (it: GroupSite) => unknown, string | null, readonly string[]])[]
}

const created = createGroup(G, 'Staff', [A])
const renamed = ['renamed to a free name', (it: GroupSite) => it.apply(renameGroup(G, 'Free')), 'Free', []] as const
const renamedBack = ['renamed to its old name', (it: GroupSite) => it.apply(renameGroup(G, 'Old')), 'Old', []] as const
const deleted = ['deleted', (it: GroupSite) => it.apply(deleteGroup(G)), null, []] as const

const builtIn = (it: GroupSite, ...names: string[]) => {
  it.site = { ...it.site, builtInNames: new Set(names) }
  it.reproject()
}

const CASES: readonly Case[] = [
  {
    hold: 'conflict staff',
    begin(it) {
      it.createLocal('Staff')
      it.apply(created)
    },
    ends: [
      renamed,
      deleted,
      ['the local group is renamed', (it) => it.renameLocal('Staff', 'Other'), 'Staff', []],
      ['the local group is deleted', (it) => it.deleteLocal('Staff'), 'Staff', []],
      [
        'the local group gives default access',
        (it) => [it.setDefault('Staff', true), it.reproject()],
        null,
        ['default-group staff'],
      ],
      ['the name becomes built in', (it) => builtIn(it, 'staff'), null, ['built-in-name staff']],
      [
        'renamed to another name that is taken',
        (it) => [it.createLocal('Crew'), it.apply(renameGroup(G, 'Crew'))],
        null,
        ['conflict crew'],
      ],
    ],
  },
  {
    hold: 'conflict staff',
    begin: (it) => it.apply(from(2, createGroup(H, 'Staff')), created),
    ends: [
      renamed,
      deleted,
      ['the other directory renames its group', (it) => it.apply(from(2, renameGroup(H, 'Other'))), 'Staff', []],
      ['the other directory deletes its group', (it) => it.apply(from(2, deleteGroup(H))), 'Staff', []],
    ],
  },
  {
    // A clash of the new name: the group is linked, as Old.
    hold: 'conflict staff',
    begin(it) {
      it.createLocal('Staff')
      it.apply(createGroup(G, 'Old', [A]), renameGroup(G, 'Staff'))
    },
    ends: [
      renamed,
      renamedBack,
      deleted,
      ['the local group is renamed', (it) => it.renameLocal('Staff', 'Other'), 'Staff', []],
      ['the local group is deleted', (it) => it.deleteLocal('Staff'), 'Staff', []],
      ['the name becomes built in', (it) => builtIn(it, 'staff'), 'Old', ['built-in-name staff']],
    ],
  },
  {
    hold: 'built-in-name staff',
    begin(it) {
      builtIn(it, 'staff')
      it.apply(created)
    },
    ends: [
      renamed,
      deleted,
      ['the list changes', (it) => builtIn(it), 'Staff', []],
      [
        'the list changes, and a local group has the name',
        (it) => [it.createLocal('Staff'), builtIn(it)],
        null,
        ['conflict staff'],
      ],
    ],
  },
  {
    hold: 'built-in-name staff',
    begin(it) {
      it.apply(createGroup(G, 'Old', [A]))
      builtIn(it, 'staff')
      it.apply(renameGroup(G, 'Staff'))
    },
    ends: [renamed, renamedBack, deleted, ['the list changes', (it) => builtIn(it), 'Staff', []]],
  },
  {
    // It was there before its name was on the list: linked it stays, and says so.
    hold: 'built-in-name staff',
    begin(it) {
      it.apply(created)
      builtIn(it, 'staff')
    },
    ends: [renamed, deleted, ['the list changes', (it) => builtIn(it), 'Staff', []]],
  },
  {
    hold: 'default-group staff',
    begin(it) {
      it.createLocal('Staff')
      it.setDefault('Staff', true)
      it.apply(created)
    },
    ends: [
      renamed,
      deleted,
      ['the flag changes', (it) => [it.setDefault('Staff', false), it.reproject()], null, ['conflict staff']],
      ['the group is renamed', (it) => it.renameLocal('Staff', 'Other'), 'Staff', []],
      ['the group is deleted', (it) => it.deleteLocal('Staff'), 'Staff', []],
    ],
  },
  {
    hold: 'detached test',
    begin(it) {
      it.apply(created)
      it.detach('Staff', G)
    },
    ends: [
      deleted,
      [
        'linked again, while the group that it was is still there',
        (it) => it.decide({ name: 'link-group', recordId: G }),
        null,
        ['conflict staff'],
      ],
      [
        'linked again under another name',
        (it) => [it.apply(renameGroup(G, 'Free')), it.decide({ name: 'link-group', recordId: G })],
        'Free',
        [],
      ],
      [
        'linked again when the group that it was is gone',
        (it) => [it.deleteLocal('Staff'), it.decide({ name: 'link-group', recordId: G })],
        'Staff',
        [],
      ],
    ],
  },
  {
    hold: 'nested-not-projected',
    begin: (it) => it.apply(createGroup(H, 'Inner'), createGroup(I, 'Inmost'), created, addMembers(G, H, I)),
    ends: [
      deleted,
      ['the last nested group is removed', (it) => it.apply(removeMembers(G, H), removeMembers(G, I)), 'Staff', []],
      ['the members are replaced', (it) => it.apply(replaceMembers(G, A)), 'Staff', []],
      ['all members are removed', (it) => it.apply(replaceMembers(G)), 'Staff', []],
      ['the nested groups are deleted', (it) => it.apply(deleteGroup(H), deleteGroup(I)), 'Staff', []],
      ['one of them is left', (it) => it.apply(removeMembers(G, H)), 'Staff', ['nested-not-projected']],
      ['one takes the place of the others', (it) => it.apply(replaceMembers(G, I)), 'Staff', ['nested-not-projected']],
    ],
  },
]

const LATER = new Date(NOW.getTime() + 60_000)

const linkedName = (it: GroupSite) => Object.entries(it.look()).find(([, [, recordId]]) => recordId === G)?.[0] ?? null

describe.each(CUTS)('$cut', ({ batchSize }) => {
  describe.each(CASES)('$hold', ({ hold, begin, ends }) => {
    const held = () => {
      const it = new GroupSite({ batchSize })
      it.apply(createUser(A, person('ada')), createUser(B, person('bob')))
      begin(it)
      return it
    }

    test('begins, and projecting again changes nothing', () => {
      const it = held()
      expect(it.holds(G)).toEqual([hold])
      it.expectSettled()
    })

    test('is not ended by an unrelated update, and keeps its beginning', () => {
      const it = held()
      const name = linkedName(it)
      it.now = LATER
      it.apply(
        patchGroup(G, [], [{ op: 'replace', path: 'externalId', value: 'x1' }]),
        addMembers(G, B),
        createGroup('0190bbbb-0000-7000-8000-00000000000f', 'Unrelated', [A]),
      )
      it.createLocal('Another')
      it.deleteLocal('Another')
      expect([it.holds(G), linkedName(it)]).toEqual([[hold], name])
      expect(it.rows.holds.all.map(({ since }) => since)).toEqual(it.rows.holds.all.map(() => NOW))
      it.expectSettled()
    })

    test.each(ends)('when %s', (_, end, name, holds) => {
      const it = held()
      end(it)
      expect([it.holds(G), linkedName(it)]).toEqual([holds, name])
      it.expectSettled()
    })
  })

  test('who waits for a name gets it in the order of arrival', () => {
    const it = new GroupSite({ batchSize })
    it.createLocal('Staff')
    it.apply(createGroup(G, 'Staff'), from(2, createGroup(H, 'Staff')))
    it.deleteLocal('Staff')
    expect([linkedName(it), it.holds(G), it.holds(H)]).toEqual(['Staff', [], ['conflict staff']])
    it.apply(deleteGroup(G))
    expect([it.holds(H), it.look()]).toEqual([[], { Staff: ['synced', H, []] }])
    it.expectSettled()
  })

  test('an organization does not wait for the name of a group, nor get it', () => {
    const it = new GroupSite({ batchSize })
    it.createLocal('Acme', 'customers')
    it.createLocal('Acme')
    it.apply(from(3, createGroup(H, 'Acme')))
    const [organization, group] = it.rows.siteGroups.all
    it.decide({ name: 'delete-group', groupId: group?.id ?? '', force: true })
    expect(it.holds(H)).toEqual(['conflict acme'])
    it.decide({ name: 'delete-group', groupId: organization?.id ?? '', force: true })
    expect([it.holds(H), it.look()]).toEqual([[], { Acme: ['synced', H, []] }])
    it.expectSettled()
  })

  test('a detached group stays so through whatever its identity provider does', () => {
    const it = new GroupSite({ batchSize })
    it.apply(createUser(A, person('ada')), createUser(B, person('bob')), created)
    it.detach('Staff', G)
    it.apply(renameGroup(G, 'Free'), replaceMembers(G, B), renameGroup(G, 'Staff'))
    expect([it.holds(G), it.look()]).toEqual([['detached test'], { Staff: ['local', null, [ADA.replace(/1$/, '0')]] }])
    it.expectSettled()
  })
})

test.each([
  [true, 'local', false, 'rename-clash', 'conflict'],
  [true, 'synced', false, 'rename-clash', 'conflict'],
  [true, 'local', true, 'rename-clash', 'conflict'],
  [false, 'local', true, 'default-group', 'default-group'],
  [false, 'local', false, 'local-group', 'conflict'],
  [false, 'synced', false, 'owned-by-other-directory', 'conflict'],
] as const)(
  'linked %s against a %s group with default access %s: %s',
  (isLinked, source, defaultAccess, kind, hold) => {
    expect(conflictKind(isLinked, { source, defaultAccess })).toBe(kind)
    expect(holdOfConflict(kind)).toBe(hold)
  },
)
