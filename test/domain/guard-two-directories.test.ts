/**
 * A group of the site in which the guard of one directory keeps somebody, and that another directory fills meanwhile (design:
 * Deprovisioning guard): what that one does, and what is decided about its people, ends nothing of the first.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import { isLive } from '@syncline/core/domain/guard-table.ts'
import { describe, expect, test } from 'vitest'
import { ConflictSite } from '../support/conflict-site.ts'
import { from } from '../support/group-site.ts'
import { expectKept } from '../support/guard-site.ts'
import { CUTS, type MemoryRequest } from '../support/memory-site.ts'
import { directoryPolicy } from '../support/policies.ts'
import { A, D, G, H } from '../support/record-ids.ts'
import { createGroup, createUser, deleteGroup, person, putGroup, removeMembers } from '../support/requests.ts'
import { brokenPromises } from '../support/site-promises.ts'
import { undo } from '../support/undo.ts'

/** Nobody may be lost: the first is held. */
const none = { people: 0, percent: 0 }

const held = (it: ConflictSite) =>
  it.rows.guardItems.all.filter(isLive).map(({ kind, directoryId }) => `${kind} ${directoryId}`)

function check(it: ConflictSite): void {
  it.expectSettled()
  expectKept(it)
  expect(brokenPromises(it)).toEqual([])
}

/** About what the guard of this directory holds. */
function decide(it: ConflictSite, name: 'release-guard' | 'reject-guard', directoryId: number): void {
  it.decide({ name, filter: { directoryId } } as Command)
  it.settle()
}

const LOSSES: readonly { readonly what: string; readonly lose: MemoryRequest; readonly kind: string }[] = [
  { what: 'taken out', lose: removeMembers(G, A), kind: 'left-access' },
  { what: 'the last one of an emptied group', lose: putGroup(G, { displayName: 'Staff' }, []), kind: 'group-emptied' },
]

describe.each(CUTS)('$cut', ({ batchSize }) => {
  describe.each(LOSSES)('Ada is $what', ({ lose, kind }) => {
    /** Ada is kept in Staff by the first directory; Dan is in it by the second, whose group it is. */
    function shared(): ConflictSite {
      const it = new ConflictSite({
        ...{ batchSize, first: { guard: none } },
        directories: [directoryPolicy({ guard: none }), directoryPolicy({ id: 2, guard: none })],
      })
      it.createLocal('Staff')
      it.grant('Staff', 'Wiki')
      it.apply(createGroup(G, 'Staff', [A]))
      it.choose('accept')
      it.apply(lose)
      undo(it)
      it.apply(from(2, createUser(D, person('dan'))), from(2, createGroup(H, 'Staff', [D])))
      it.choose('accept', { id: it.conflict(H).id })
      expect([it.short(), held(it)]).toEqual([{ Staff: 'H ada-1 dan2' }, [`${kind} 1`]])
      return it
    }
    const unguarded = (it: ConflictSite) => {
      const [first, second] = it.directories.values()
      it.directories = new Map([
        [1, first ?? directoryPolicy()],
        [2, { ...(second ?? directoryPolicy()), guard: null }],
      ])
    }
    const remove = (it: ConflictSite) => it.apply(from(2, deleteGroup(H)))

    test('the group stays for her when the other directory deletes it', () => {
      const it = shared()
      unguarded(it)
      remove(it)
      expect([it.short(), it.grants(), held(it)]).toEqual([{ Staff: '- ada-1' }, ['Wiki: Staff'], [`${kind} 1`]])
      check(it)
      decide(it, 'release-guard', 1)
      expect([it.short(), held(it)]).toEqual([{ Staff: '-' }, []])
      check(it)
    })

    test.each([
      ['release-guard', '- ada-1'],
      ['reject-guard', '- ada-1 dan0'],
    ] as const)('it is held as deleted by the other directory: %s ends nothing of hers', (name, staff) => {
      const it = shared()
      remove(it)
      expect(held(it)).toEqual([`${kind} 1`, 'group-deleted 2'])
      check(it)
      decide(it, name, 2)
      expect([it.short(), held(it)]).toEqual([{ Staff: staff }, [`${kind} 1`]])
      check(it)
      decide(it, 'reject-guard', 1)
      expect([it.short(), held(it)]).toEqual([{ Staff: staff.replace('-1', '0') }, []])
      check(it)
    })

    test.each([
      ['release-guard', 'H dan2'],
      ['reject-guard', 'H ada0 dan2'],
    ] as const)('%s of hers ends nothing of the other directory', (name, staff) => {
      const it = shared()
      it.apply(from(2, putGroup(H, { displayName: 'Staff' }, [])))
      expect(held(it)).toEqual([`${kind} 1`, 'group-emptied 2'])
      decide(it, name, 1)
      expect([it.short(), held(it)]).toEqual([{ Staff: staff.replace('dan2', 'dan-2') }, ['group-emptied 2']])
      check(it)
      decide(it, 'reject-guard', 2)
      expect([it.short(), held(it)]).toEqual([{ Staff: staff.replace('dan2', 'dan0') }, []])
      check(it)
    })

    test('both end with the group, where an administrator deletes it', () => {
      const it = shared()
      it.apply(from(2, removeMembers(H, D)))
      expect(held(it)).toEqual([`${kind} 1`, 'left-access 2'])
      it.detach('Staff', H)
      expect([it.short(), held(it)]).toEqual([{ Staff: '- ada-1 dan-2' }, [`${kind} 1`, 'left-access 2']])
      check(it)
      it.deleteLocal('Staff')
      expect([it.short(), held(it), it.rows.siteMembers.all]).toEqual([{}, [], []])
      check(it)
    })
  })
})
