/** What a directory says of names that clash (`clashingGroups`): for groups that are new to the sync, and for no others. */
import type { ClashingGroups } from '@syncline/core/domain/directory-policy.ts'
import type { ConflictKind } from '@syncline/core/domain/group-conflict.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { ConflictSite } from '../support/conflict-site.ts'
import { group, rows } from '../support/import-rows.ts'
import { CUTS } from '../support/memory-site.ts'
import { A, B, G } from '../support/record-ids.ts'
import { createGroup, putGroup, renameGroup } from '../support/requests.ts'

const LOCAL = '- bob0 cyd0'
const KINDS = ['local-group', 'owned-by-other-directory', 'default-group'] as const

/** The groups of the site, and how the conflict ended. */
const EXPECTED: Readonly<
  Record<'review' | 'sync' | 'skip', Record<(typeof KINDS)[number], readonly [string, 'open' | 'resolved']>>
> = {
  review: {
    'local-group': [LOCAL, 'open'],
    'owned-by-other-directory': ['H dan2', 'open'],
    'default-group': [LOCAL, 'open'],
  },
  sync: {
    'local-group': ['G ada1 bob1', 'resolved'],
    'owned-by-other-directory': ['H dan2', 'open'],
    'default-group': [LOCAL, 'open'],
  },
  skip: {
    'local-group': [LOCAL, 'resolved'],
    'owned-by-other-directory': ['H dan2', 'resolved'],
    'default-group': [LOCAL, 'resolved'],
  },
}

describe.each(CUTS)('$cut', ({ batchSize }) => {
  const site = (clashingGroups: ClashingGroups, kind: ConflictKind, phase: 'syncing' | 'reviewing' = 'syncing') => {
    const it = new ConflictSite({ batchSize, first: { clashingGroups, phase } })
    it.clash(kind)
    return it
  }

  describe.each(['review', 'sync', 'skip'] as const)('%s', (policy) => {
    test.each(KINDS)('%s', (kind) => {
      const it = site(policy, kind)
      const [groups, state] = EXPECTED[policy][kind]
      expect(it.short()).toEqual({ Staff: groups })
      expect(it.conflict()).toMatchObject({ state, decidedBy: state === 'open' ? null : 'policy' })
      it.expectSettled()
    })

    test.each(KINDS)('%s in review: is decided at once and carried out by the start', (kind) => {
      const it = site(policy, kind, 'reviewing')
      const [groups, state] = EXPECTED[policy][kind]
      expect(it.short()).toEqual({ Staff: kind === 'owned-by-other-directory' ? groups : LOCAL })
      expect(it.conflict().state).toBe(state === 'open' ? 'open' : 'decided')
      // Changing it reopens nothing, and decides nothing that waits.
      it.set({ clashingGroups: policy === 'review' ? 'sync' : 'review' })
      it.start()
      expect(it.short()).toEqual({ Staff: groups })
      expect(it.conflict().state).toBe(state)
      it.expectSettled()
    })

    test('a group that is linked already keeps its old name until somebody decides', () => {
      const it = site(policy, 'rename-clash')
      expect(it.short()).toEqual({ Staff: LOCAL, Old: 'G ada1 bob1' })
      expect(it.conflict().state).toBe('open')
    })
  })

  test('a change of it decides nothing that waits already, and reopens nothing', () => {
    const it = site('review', 'local-group')
    it.set({ clashingGroups: 'sync' })
    it.reproject()
    expect([it.conflict().state, it.short()]).toEqual(['open', { Staff: LOCAL }])
    const skipped = site('skip', 'local-group')
    skipped.set({ clashingGroups: 'sync' })
    skipped.reproject()
    expect([skipped.conflict().state, skipped.short()]).toEqual(['resolved', { Staff: LOCAL }])
    expect(skipped.holds(G)).toEqual(['detached kept policy'])
  })

  test('a group that a former directory left is taken over like any other', () => {
    const it = new ConflictSite({ batchSize, first: { clashingGroups: 'sync' } })
    it.apply(asked(rows({ groups: [group('Staff', ['cyd@example.com'])] })), createGroup(G, 'Staff', [A, B]))
    expect(it.short()).toEqual({ Staff: 'G ada1 bob1' })
    expect(it.rows.conflicts.all).toHaveLength(1)
    it.expectSettled()
  })

  describe('refuse', () => {
    const refused = {
      status: 409,
      scimType: 'uniqueness',
      detail: 'displayName is already used by a group of the site that this directory does not fill.',
    }
    const refusing = (phase: 'syncing' | 'reviewing') => {
      const it = new ConflictSite({ batchSize, first: { clashingGroups: 'refuse', phase } })
      it.apply(asked(rows({ groups: [group('Staff', ['cyd@example.com'])] })))
      return it
    }

    test.each(['syncing', 'reviewing'] as const)('a new group with the name of another, while %s', (phase) => {
      const it = refusing(phase)
      expect(it.apply(createGroup(G, 'STAFF', [A])).outcomes).toMatchObject([refused])
      expect([it.rows.groups.all, it.rows.conflicts.all]).toEqual([[], []])
    })

    test('in review, a group that is renamed to it', () => {
      const it = refusing('reviewing')
      const put = putGroup(G, { displayName: 'Staff' })
      const { outcomes } = it.apply(createGroup(G, 'Crew', [A]), renameGroup(G, 'Staff'), put)
      expect(outcomes).toMatchObject([{ status: 201 }, refused, refused])
      expect(it.rows.groups.all.map(({ displayNameKey, version }) => [displayNameKey, version])).toEqual([['crew', 1]])
    })

    test('not one that is linked: it keeps its old name at the site', () => {
      const it = refusing('syncing')
      expect(it.apply(createGroup(G, 'Old'), renameGroup(G, 'Staff')).outcomes).toMatchObject([{}, { status: 200 }])
      expect(it.conflict()).toMatchObject({ kind: 'rename-clash', state: 'open' })
    })

    test('not one that is left out, and not for a name that never reaches the site', () => {
      const it = refusing('syncing')
      it.createLocal('Administrators')
      it.apply(createGroup(G, 'Crew'))
      it.detach('Crew', G)
      const other = createGroup('0190bbbb-0000-7000-8000-0000000000ff', 'Administrators')
      expect(it.apply(renameGroup(G, 'Staff'), other).outcomes).toMatchObject([{ status: 200 }, { status: 201 }])
      expect(it.rows.conflicts.all).toEqual([])
    })

    test('what is there already waits for an administrator', () => {
      const it = site('review', 'local-group')
      it.set({ clashingGroups: 'refuse' })
      expect(it.apply(putGroup(G, { displayName: 'Staff', externalId: 'x' })).outcomes).toMatchObject([{ status: 200 }])
      expect(it.conflict().state).toBe('open')
      const later = new ConflictSite({ batchSize, first: { clashingGroups: 'refuse', phase: 'reviewing' } })
      later.apply(createGroup(G, 'Staff', [A]), asked(rows({ groups: [group('Staff')] })))
      later.settle()
      later.start()
      expect(later.conflict()).toMatchObject({ state: 'open', decision: null })
    })
  })
})
