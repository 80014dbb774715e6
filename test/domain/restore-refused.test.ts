/** What a group that comes back brings with it, and why one does not, in words (design: Conflicts, Restore). */
import { describe, expect, test } from 'vitest'
import { accessSite } from '../support/access-site.ts'
import { asked } from '../support/commands.ts'
import { clashing } from '../support/conflict-site.ts'
import type { GroupSite } from '../support/group-site.ts'
import { A, G } from '../support/record-ids.ts'
import { deleteGroup, replaceUser } from '../support/requests.ts'
import { undo } from '../support/undo.ts'

const DAY_MS = 86_400_000

function deleted(): GroupSite {
  const it = accessSite({})
  it.grant('Staff', 'Wiki')
  it.apply(deleteGroup(G))
  return it
}
const copyOf = (it: GroupSite) => it.rows.groupCopies.all.at(-1)?.id ?? ''
const restoring = (it: GroupSite, groupName?: string) =>
  asked({ name: 'restore-group', copyId: copyOf(it), ...(groupName === undefined ? {} : { groupName }) })
function later(it: GroupSite, days: number): void {
  it.now = new Date(it.now.getTime() + days * DAY_MS)
}

test('each grant that is back is told', () => {
  const it = deleted()
  const { changes } = it.apply(restoring(it))
  const groupId = it.group('Staff')
  expect(changes.filter(({ subjectType }) => subjectType === 'site-group')).toMatchObject([
    { subjectId: groupId, kind: 'restored', before: null, after: { name: 'Staff' } },
    { subjectId: groupId, kind: 'granted', before: null, after: { app: it.app('Wiki') } },
  ])
})

test('it is applied in a batch of its own, behind what came before it', () => {
  const it = deleted()
  const other = replaceUser(A, 'title', 'Boss')
  expect(it.apply(other, restoring(it), other).rounds).toHaveLength(3)
  expect(it.look().Staff?.[2]).toEqual(['ada@example.com 0', 'bob@example.com 0'])
})

test('what is restored already is answered as such, also when its time is over', () => {
  const it = deleted()
  it.apply(restoring(it))
  const group = it.group('Staff')
  later(it, 31)
  expect(it.apply(restoring(it)).outcomes).toMatchObject([{ status: 200, resource: { restored: false, group } }])
})

describe('refused', () => {
  const refusal = (it: GroupSite, groupName?: string) => {
    const before = [it.look(), it.grants()]
    const [outcome] = it.apply(restoring(it, groupName)).outcomes
    expect([it.look(), it.grants()]).toEqual(before)
    return [outcome?.status, outcome?.detail]
  }

  test('while another group has the name', () => {
    const it = deleted()
    it.createLocal('STAFF')
    expect(refusal(it)).toEqual([409, 'Another group of this audience has the name: choose another one.'])
  })

  test.each([' ', 'x'.repeat(1_001), '\ud800'])('under a name that is none', (name) => {
    expect(refusal(deleted(), name)).toEqual([
      400,
      'A group has a name of up to 1,000 characters without broken Unicode in it.',
    ])
  })

  test('after 30 days', () => {
    const it = deleted()
    later(it, 30)
    expect(refusal(it)).toEqual([409, 'The group was deleted more than 30 days ago.'])
  })

  const MISSING = [404, 'There is no such deleted group. A deleted group can be restored for 30 days.']

  test('of nothing', () => {
    const it = accessSite({})
    expect(refusal(it)).toEqual(MISSING)
  })

  test('of what a decision has copied: that is undone, and used up by that', () => {
    const it = clashing()
    it.choose('accept')
    expect(it.rows.groupCopies.all).toMatchObject([{ kind: 'decision', usedAt: null }])
    expect(refusal(it)).toEqual(MISSING)
    undo(it)
    expect(it.rows.groupCopies.all).toMatchObject([{ kind: 'decision', usedAt: it.now }])
    expect(refusal(it)).toEqual(MISSING)
  })
})
