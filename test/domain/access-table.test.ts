/** Apps and grants of a batch: names and ids, what has to be asked for, and that only the net effect is written. */
import { AccessTable } from '@syncline/core/domain/access-table.ts'
import { emptyNeed, isEmptyNeed } from '@syncline/core/domain/need.ts'
import type { AccessGrant, App, Key } from '@syncline/core/domain/record.ts'
import { describe, expect, test } from 'vitest'
import { NOW } from '../support/pure-plan.ts'
import { A, B } from '../support/record-ids.ts'

const FIRST_NEW = 10
const scoped = (scope: string | number, name: string) => `${scope}\u0000${name}`
const app = (key: Key, nameKey: string, kind: App['kind'] = 'app', id = A): App => ({
  key,
  id,
  kind,
  name: nameKey,
  nameKey,
  createdAt: NOW,
  updatedAt: NOW,
})
const grant = (appKey: Key, siteGroupKey: Key, grantedBy = 'ann'): AccessGrant => ({
  appKey,
  siteGroupKey,
  grantedAt: NOW,
  grantedBy,
})

function table(apps: readonly App[] = [], grants: readonly AccessGrant[] = []) {
  const missing = emptyNeed()
  const access = new AccessTable(FIRST_NEW, missing)
  access.load(apps, grants)
  return { access, missing }
}

describe('apps', () => {
  test('are found by id and by name among those of their kind, when they were asked for', () => {
    const { access, missing } = table([app(1, 'wiki'), app(2, 'wiki', 'project', B)])
    expect([access.byId(A)?.key, access.byId(B)?.key]).toEqual([1, 2])
    expect([access.names.find(scoped('app', 'wiki')), access.names.find(scoped('project', 'wiki'))]).toEqual([1, 2])
    expect(isEmptyNeed(missing)).toBe(true)
  })

  test('of which nobody has asked are missing, and what is no id is none', () => {
    const { access, missing } = table()
    expect([access.byId(A), access.byId('wiki'), access.names.find(scoped('app', 'wiki'))]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(missing).toEqual({ ...emptyNeed(), appIds: new Set([A]), appNames: new Set([scoped('app', 'wiki')]) })
  })

  test('that were asked for and did not come are not there', () => {
    const { access, missing } = table()
    access.asked({ ...emptyNeed(), appIds: new Set([A]), appNames: new Set([scoped('app', 'wiki')]) })
    expect([access.byId(A), access.names.find(scoped('app', 'wiki'))]).toEqual([undefined, undefined])
    expect(isEmptyNeed(missing)).toBe(true)
  })

  test('that are renamed leave their name to others', () => {
    const { access } = table([app(1, 'wiki')])
    access.asked({ ...emptyNeed(), appNames: new Set([scoped('app', 'desk')]) })
    access.put(app(1, 'desk'))
    expect([access.names.find(scoped('app', 'wiki')), access.names.find(scoped('app', 'desk'))]).toEqual([undefined, 1])
    expect(access.byId(A)?.name).toBe('desk')
    access.put(app(FIRST_NEW, 'wiki', 'app', B))
    expect([access.names.find(scoped('app', 'wiki')), access.byId(B)?.key]).toEqual([FIRST_NEW, FIRST_NEW])
  })

  test('that are deleted are neither found by id nor by name', () => {
    const { access, missing } = table([app(1, 'wiki')])
    access.delete(app(1, 'wiki'))
    expect([access.byId(A), access.names.find(scoped('app', 'wiki'))]).toEqual([undefined, undefined])
    expect(isEmptyNeed(missing)).toBe(true)
    expect(access.rows.written().deleted).toEqual([app(1, 'wiki')])
  })
})

describe('grants', () => {
  test('of an app and of a group are asked for, unless the batch has made it', () => {
    const { access, missing } = table()
    access.grantsOfApp(FIRST_NEW - 1)
    access.grantsOfGroup(FIRST_NEW - 2)
    for (const key of [FIRST_NEW, FIRST_NEW + 1]) {
      access.grantsOfApp(key)
      access.grantsOfGroup(key)
    }
    const { grantsOfApps, grantsOfGroups } = missing
    expect([[...grantsOfApps], [...grantsOfGroups]]).toEqual([[FIRST_NEW - 1], [FIRST_NEW - 2]])
  })

  test('that were asked for are known', () => {
    const { access, missing } = table([], [grant(1, 3)])
    access.asked({ ...emptyNeed(), grantsOfApps: new Set([1]), grantsOfGroups: new Set([3]) })
    expect([access.grantsOfApp(1), access.grantsOfGroup(3)]).toEqual([[grant(1, 3)], [grant(1, 3)]])
    expect(isEmptyNeed(missing)).toBe(true)
  })

  test('come in the order of app and group, and only of those that are meant', () => {
    const { access } = table([], [grant(2, 4), grant(1, 5), grant(1, 3), grant(2, 3)])
    expect(access.grantsOfApp(1)).toEqual([grant(1, 3), grant(1, 5)])
    expect(access.grantsOfGroup(3)).toEqual([grant(1, 3), grant(2, 3)])
    expect(access.grantsOfGroup(9)).toEqual([])
  })

  const old = grant(1, 3)
  test.each<[string, (access: AccessTable) => void, { deleted: AccessGrant[]; inserted: AccessGrant[] }]>([
    ['nothing, when nothing was changed', () => undefined, { deleted: [], inserted: [] }],
    ['a new one', (access) => access.grant(grant(1, 4)), { deleted: [], inserted: [grant(1, 4)] }],
    ['one that ends', (access) => access.revoke(grant(1, 3)), { deleted: [old], inserted: [] }],
    [
      'nothing of one that came and went',
      (access) => {
        access.grant(grant(1, 4))
        access.revoke(grant(1, 4))
      },
      { deleted: [], inserted: [] },
    ],
    [
      'one that ended and came again, by somebody else',
      (access) => {
        access.revoke(old)
        access.grant(grant(1, 3, 'bob'))
      },
      { deleted: [old], inserted: [grant(1, 3, 'bob')] },
    ],
  ])('of what is written: %s', (_, change, expected) => {
    const { access } = table([], [old])
    change(access)
    expect(access.writtenGrants()).toEqual(expected)
  })
})
