/** Whoever is held because of the last way in to an app gets another one: who is looked at again, and when nobody is. */
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { GuardSite, into, made, mail, OTHER, out, STAFF } from '../support/guard-site.ts'
import { accountIn } from '../support/memory-people.ts'
import { A, G } from '../support/record-ids.ts'
import { createGroup, deleteGroup } from '../support/requests.ts'

/** Nobody may be lost: the first one out of Staff, which alone gives access, is held. */
function held() {
  const site = new GuardSite({ people: 4, guard: { people: 0, percent: 0 } })
  site.apply(into(OTHER, 1, 2))
  site.apply(out(1))
  site.settle()
  expect(site.held).toEqual([`left-access ${mail(1)}`])
  return site
}
const keyOf = (site: GuardSite, name: string) => site.rows.siteGroups.all.find((group) => group.name === name)?.key ?? 0
const groupId = (site: GuardSite, name: string) =>
  site.rows.siteGroups.all.find((group) => group.name === name)?.id ?? ''
const personKey = (site: GuardSite, n: number) => accountIn(site, mail(n)).key

/** Whom one step has made to be looked at again, and who is held when that is done. */
function after(site: GuardSite, act: () => unknown) {
  const before = site.marks.length
  act()
  const marked = site.marks.slice(before).flatMap(({ scope }) => (scope.kind === 'ways-in' ? [scope] : []))
  site.settle()
  return { marked, held: site.held }
}

describe('a way in', () => {
  test('a group of theirs is given access', () => {
    const site = held()
    expect(after(site, () => site.grant('Other'))).toEqual({
      marked: [{ kind: 'ways-in', accountKeys: [], siteGroupKeys: [keyOf(site, 'Other')] }],
      held: [],
    })
  })

  test('they come into a group by their directory', () => {
    const site = held()
    const { marked, held: left } = after(site, () => site.apply(into(STAFF, 1)))
    expect(marked).toEqual([{ kind: 'ways-in', accountKeys: [personKey(site, 1)], siteGroupKeys: [] }])
    expect(left).toEqual([])
  })

  test('they come into a group by hand', () => {
    const site = held()
    site.command({ name: 'create-group', groupName: 'Local', audience: 'workforce' })
    site.grant('Local')
    expect(site.held).toHaveLength(1)
    const add = [1, 3].map((n) => accountIn(site, mail(n)).id)
    const command = asked({ name: 'change-group-members', groupId: groupId(site, 'Local'), add, remove: [] })
    expect(after(site, () => site.apply(command))).toEqual({
      marked: [{ kind: 'ways-in', accountKeys: [1, 3].map((n) => personKey(site, n)), siteGroupKeys: [] }],
      held: [],
    })
  })

  test('their group becomes local, with all that came before it in the batch', () => {
    const site = held()
    const detach = asked({ name: 'detach-group', groupId: groupId(site, 'Other'), recordId: OTHER })
    const { marked } = after(site, () => site.apply(into(OTHER, 3), detach))
    expect(marked).toEqual([
      { kind: 'ways-in', accountKeys: [personKey(site, 3)], siteGroupKeys: [keyOf(site, 'Other')] },
    ])
  })

  test('their group is filled by a decision', () => {
    const site = held()
    site.command({ name: 'create-group', groupName: 'Crew', audience: 'workforce' })
    site.apply(createGroup(G, 'Crew', []), { ...into(G, 1) })
    site.grant('Crew')
    expect(site.held).toHaveLength(1)
    const conflicts = site.rows.conflicts.all.map(({ id, version }) => ({ id, version }))
    const command = asked({ name: 'decide-conflicts', decision: 'accept', conflicts })
    expect(after(site, () => site.apply(command))).toEqual({
      marked: [{ kind: 'ways-in', accountKeys: [], siteGroupKeys: [keyOf(site, 'Crew')] }],
      held: [],
    })
  })

  test('a group that was deleted comes back with them', () => {
    const site = held()
    site.command({ name: 'create-group', groupName: 'Crew', audience: 'workforce' })
    const add = [accountIn(site, mail(1)).id]
    site.command({ name: 'change-group-members', groupId: groupId(site, 'Crew'), add, remove: [] })
    site.command({ name: 'delete-group', groupId: groupId(site, 'Crew'), force: true })
    const copyId = site.rows.groupCopies.all.at(-1)?.id ?? ''
    const { marked } = after(site, () => site.apply(asked({ name: 'restore-group', copyId })))
    expect(marked).toEqual([{ kind: 'ways-in', accountKeys: [], siteGroupKeys: [keyOf(site, 'Crew')] }])
  })
})

describe('nobody is looked at again', () => {
  test('where nobody is lost or held', () => {
    const site = new GuardSite({ people: 4 })
    const { marked } = after(site, () => {
      site.apply(into(OTHER, 1), made(5), createGroup(G, 'Crew', []))
      site.grant('Other')
    })
    expect(marked).toEqual([])
  })

  test('by what gives no way in', () => {
    const site = held()
    const { marked } = after(site, () => site.apply(made(5), createGroup(G, 'Crew', []), deleteGroup(A)))
    expect(marked).toEqual([])
  })

  test('by what the guard keeps itself', () => {
    const site = held()
    const { marked, held: all } = after(site, () => site.apply(out(2)))
    expect([marked, all]).toEqual([[], [1, 2].map((n) => `left-access ${mail(n)}`)])
  })
})
