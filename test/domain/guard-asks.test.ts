/** What the guard has to be told of the database, and what not: where nobody is lost and nothing is held, it asks for nothing. */
import type { GuardItem } from '@syncline/core/domain/guard-item.ts'
import { joinedAgain } from '@syncline/core/domain/guard-rejoin.ts'
import { keptOf, offerAgain } from '@syncline/core/domain/guard-return.ts'
import type { Loaded } from '@syncline/core/domain/loaded.ts'
import { scoped } from '@syncline/core/domain/lookup.ts'
import { isEmptyNeed, type Need } from '@syncline/core/domain/need.ts'
import { PlanState } from '@syncline/core/domain/plan-state.ts'
import { describe, expect, test } from 'vitest'
import { GuardSite, into, made, OTHER, off, out, STAFF } from '../support/guard-site.ts'
import { accountRow, groupRow, loadedRows, siteGroupRow, userRow } from '../support/loaded-rows.ts'
import { directoryPolicy, SITE_POLICY } from '../support/policies.ts'
import { NOW } from '../support/pure-plan.ts'
import { NOBODY } from '../support/record-ids.ts'

const none = { people: 0, percent: 0 }
const [user, group, account, siteGroup] = [userRow(), groupRow(), accountRow(), siteGroupRow()]

function stateOf(guarding: boolean, need: Partial<Need> = {}, rows: Partial<Omit<Loaded, 'need'>> = {}): PlanState {
  const directories = new Map([[1, directoryPolicy({ guard: none })]])
  return new PlanState({ now: NOW, nextKey: 100, site: SITE_POLICY, directories, guarding, newId: () => NOBODY }, [
    loadedRows(need, rows),
  ])
}

/** What is missing once somebody has looked. */
function missing(state: PlanState, look: (state: PlanState) => unknown): Need | null {
  look(state)
  return isEmptyNeed(state.missing) ? null : state.missing
}

describe('who is behind an account', () => {
  const owned = (ownerKey: number | null) => ({ accounts: [{ account, ownerKey, memberKeys: [] }] })
  const look = (state: PlanState) => expect(keptOf(state, account)).toBe(null)

  test('nobody', () => {
    expect(missing(stateOf(true, {}, owned(null)), look)).toBe(null)
  })

  test('somebody, while nothing is watched', () => {
    expect(missing(stateOf(false, {}, owned(user.key)), look)).toBe(null)
  })

  test('somebody who is there', () => {
    expect(missing(stateOf(true, {}, { ...owned(user.key), users: [user] }), look)).toBe(null)
  })

  test('somebody who is gone: what is held of the record is asked for', () => {
    const userKeys = new Set([user.key])
    expect(missing(stateOf(true, { userKeys }, owned(user.key)), look)).toMatchObject({ guardItems: userKeys })
    const asked = { userKeys, guardItems: userKeys }
    expect(missing(stateOf(true, asked, owned(user.key)), look)).toBe(null)
  })
})

describe('who joins a group', () => {
  const joining = { siteGroupKey: siteGroup.key, accountKey: account.key }
  const member = { key: user.key, directoryId: 1, id: user.id, nested: false }
  const look = (state: PlanState) => joinedAgain(state, group, member, joining)
  const asked = { guardItems: new Set([user.key]), guardLosses: new Set([account.key]) }

  test('is not asked about while nothing is watched', () => {
    expect(missing(stateOf(false), look)).toBe(null)
  })

  test('is asked about while something is, and not the group, which no hold says anything of', () => {
    expect(missing(stateOf(true), look)).toMatchObject({ ...asked, grantsOfGroups: new Set() })
  })

  test.each([
    { what: 'is no loss', guardLosses: [] },
    {
      what: 'is a loss of another directory',
      guardLosses: [
        {
          ...{ key: 50, directoryId: 2, accountKey: account.key, at: NOW, base: 1, siteBase: 1 },
          ...{ counts: true, itemKey: null },
        },
      ],
    },
  ])('and $what: what the group gives is not asked for', ({ guardLosses }) => {
    expect(missing(stateOf(true, asked, { guardLosses }), look)).toBe(null)
  })
})

describe('when a pause has ended', () => {
  const item = { kind: 'deleted', emailKey: 'ada@example.com' } as GuardItem

  test('the account of a deleted record is offered to whoever waits for it', () => {
    const state = stateOf(true)
    offerAgain(state, item)
    expect(state.freed).toEqual([scoped('duplicate', 'ada@example.com')])
  })
})

describe('loads of a batch whose directory has a guard, while nothing is watched', () => {
  test.each([
    { what: 'joins a group that gives access', request: into(STAFF, 3), rounds: 1 },
    { what: 'joins another', request: into(OTHER, 3), rounds: 1 },
    { what: 'is created', request: made(4), rounds: 1 },
  ])('who $what: $rounds', ({ request, rounds }) => {
    const it = new GuardSite({ people: 2, guard: none })
    it.apply(made(3))
    expect(it.apply(request).rounds).toEqual([rounds])
  })

  test('who leaves one of two ways in is not counted with anybody', () => {
    const it = new GuardSite({ people: 2, guard: none })
    it.grant('Other')
    it.apply(into(OTHER, 1))
    const [of] = it.apply(out(1)).rounds
    const [lost] = it.apply(out(2)).rounds
    expect(of).toBeLessThan(lost ?? 0)
  })

  test('without a guard nobody asks it', () => {
    const it = new GuardSite({ people: 3, guard: null })
    expect(it.apply(off(1), out(3)).rounds).toEqual([1])
  })
})
