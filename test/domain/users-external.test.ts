/** People outside of the verified domains: held until chosen, one by one or all (design: Review before the first sync, Holds). */
import type { ExternalChoice } from '@syncline/core/domain/command.ts'
import { describe, expect, test } from 'vitest'
import { accountIn, emailsIn, expectSettled, holdRowsIn, holdsIn, linkIn } from '../support/memory-people.ts'
import { CUTS } from '../support/memory-site.ts'
import { FIRST, from, peopleSite, profiled, SECOND, setDomains, setPolicy } from '../support/people-world.ts'
import { A, B, C, D, NOBODY } from '../support/record-ids.ts'
import { createUser, person, replaceUser } from '../support/requests.ts'

const EMAIL = 'ada@guest.example'
const KIND = { review: 'external-review', ignore: 'external-ignored' } as const
const POLICIES = ['review', 'ignore'] as const

describe.each(CUTS)('$cut', ({ batchSize }) => {
  describe.each(POLICIES)('policy %s', (policy) => {
    const held = () => {
      const site = peopleSite({ externalUsers: policy }, batchSize)
      site.apply(createUser(A, profiled(EMAIL)))
      return site
    }

    test('nothing is created; an unrelated update and another external address end nothing', () => {
      const site = held()
      const since = holdRowsIn(site, A)[0]?.since
      site.apply(replaceUser(A, 'title', 'x'), replaceUser(A, 'emails', [{ value: 'ada@other.example' }]))
      expect(emailsIn(site)).toEqual([])
      expect(holdRowsIn(site, A)).toMatchObject([{ kind: KIND[policy], basisKey: policy, by: 'lane', since }])
      expectSettled(site)
    })

    test.each([
      'its domain is verified',
      'it gets a verified address',
      'the policy says sync',
      'it is approved',
    ] as const)('ends when %s', (how) => {
      const site = held()
      if (how === 'its domain is verified') setDomains(site, new Map([['guest.example', null]]))
      else if (how === 'the policy says sync') setPolicy(site, FIRST, { externalUsers: 'sync' })
      else if (how === 'it is approved') site.command({ name: 'approve-users', userIds: [A] })
      else site.apply(replaceUser(A, 'emails', [{ value: 'ada@example.com' }]))
      expect(holdsIn(site, A)).toEqual({})
      expect(linkIn(site, A)).toMatchObject({ kind: 'owning', joins: true, madeBy: 'lane' })
      expectSettled(site)
    })

    test('another policy says what it is held for, also where an admin had decided', () => {
      const site = held()
      const other = policy === 'review' ? 'ignore' : 'review'
      site.command({ name: 'ignore-users', userIds: [A] })
      setPolicy(site, FIRST, { externalUsers: other })
      expect(holdRowsIn(site, A)).toMatchObject([{ kind: KIND[other], basisKey: other, by: 'lane' }])
      expectSettled(site)
    })

    test('approved while inactive: waits until it is active, and needs no second approval', () => {
      const site = held()
      site.apply(replaceUser(A, 'active', false))
      expect(holdsIn(site, A)).toEqual({ [KIND[policy]]: policy })
      site.command({ name: 'approve-users', userIds: [A] })
      expect(holdRowsIn(site, A)).toMatchObject([{ kind: 'inactive', basisKey: 'approved', by: 'admin' }])
      site.apply(replaceUser(A, 'title', 'x'))
      expect(holdsIn(site, A)).toEqual({ inactive: 'approved' })
      expectSettled(site)
      site.apply(replaceUser(A, 'active', true))
      expect(holdsIn(site, A)).toEqual({})
      expect(linkIn(site, A)).toMatchObject({ email: EMAIL })
      expectSettled(site)
    })

    test('approved although another directory has the person: that is remembered until the account is free', () => {
      const site = peopleSite({ externalUsers: policy }, batchSize)
      site.apply(...from(FIRST, createUser(A, profiled(EMAIL))), ...from(SECOND, createUser(B, profiled(EMAIL))))
      site.command({ name: 'approve-users', userIds: [A] })
      site.command({ name: 'approve-users', userIds: [B] })
      expect(linkIn(site, A)).toMatchObject({ kind: 'owning' })
      expect(holdsIn(site, B)).toEqual({ duplicate: EMAIL, 'external-review': 'approved' })
      expectSettled(site)
      expect(site.command({ name: 'approve-users', userIds: [B] }).resource).toEqual({
        done: 0,
        notApplicable: [{ userId: B, reason: 'decided' }],
      })
      expect(site.command({ name: 'ignore-users', userIds: [B] }).resource).toMatchObject({ done: 0 })
      site.command({ name: 'unlink-user', userId: A })
      expect(linkIn(site, B)).toMatchObject({ kind: 'owning' })
      expect(holdsIn(site, B)).toEqual({})
      expectSettled(site)
    })

    test('a directory of customers has no external people', () => {
      const site = peopleSite({ externalUsers: policy }, batchSize)
      setPolicy(site, 3, { externalUsers: policy })
      site.apply(...from(3, createUser(A, profiled(EMAIL))))
      expect(accountIn(site, EMAIL, 'customers')).toMatchObject({ class: 'portal-only' })
      expect(holdsIn(site, A)).toEqual({})
      expectSettled(site)
    })
  })

  test('ignored under review: left out until the policy changes', () => {
    const site = peopleSite({ externalUsers: 'review' }, batchSize)
    site.apply(createUser(A, profiled(EMAIL)), createUser(B, person('bob')))
    expect(site.command({ name: 'ignore-users', userIds: [A, B, A] }).resource).toEqual({
      done: 1,
      notApplicable: [{ userId: B, reason: 'not-held' }],
    })
    expect(site.command({ name: 'ignore-users', userIds: [A] }).resource).toEqual({
      done: 0,
      notApplicable: [{ userId: A, reason: 'decided' }],
    })
    site.apply(replaceUser(A, 'title', 'x'))
    expect(holdRowsIn(site, A)).toMatchObject([{ kind: 'external-ignored', basisKey: 'review', by: 'admin' }])
    expectSettled(site)
    expect(site.command({ name: 'approve-users', userIds: [A, B] }).resource).toEqual({
      done: 1,
      notApplicable: [{ userId: B, reason: 'not-held' }],
    })
    expect(linkIn(site, A)).toMatchObject({ email: EMAIL })
    expectSettled(site)
  })

  test('all of a directory: those that wait and nobody else', () => {
    const people = () => {
      const site = peopleSite({ externalUsers: 'review' }, batchSize)
      site.apply(
        ...from(FIRST, createUser(A, profiled(EMAIL)), createUser(B, person('bob', 'bob@guest.example'))),
        ...from(FIRST, createUser(C, person('cyd', 'cyd@guest.example'))),
        ...from(SECOND, createUser(D, person('dan', 'dan@guest.example'))),
      )
      site.command({ name: 'ignore-users', userIds: [C] })
      return site
    }
    const approved = people()
    const all = { directoryId: FIRST, all: true } as const
    expect(approved.command({ name: 'approve-users', ...all }).resource).toEqual({ done: 2, notApplicable: [] })
    expect(emailsIn(approved)).toEqual([EMAIL, 'bob@guest.example'])
    expect(holdsIn(approved, C)).toEqual({ 'external-ignored': 'review' })
    expect(holdsIn(approved, D)).toEqual({ 'external-review': 'review' })
    expect(approved.command({ name: 'approve-users', ...all }).resource).toEqual({ done: 0, notApplicable: [] })
    expectSettled(approved)

    const ignored = people()
    expect(ignored.command({ name: 'ignore-users', ...all }).resource).toEqual({ done: 2, notApplicable: [] })
    expect(emailsIn(ignored)).toEqual([])
    for (const id of [A, B]) {
      expect(holdRowsIn(ignored, id)).toMatchObject([{ kind: 'external-ignored', basisKey: 'review', by: 'admin' }])
    }
    expectSettled(ignored)
  })

  test('all of a directory in the same batch as those that come', () => {
    const site = peopleSite({ externalUsers: 'review' }, batchSize)
    const command = { name: 'approve-users', directoryId: FIRST, all: true } as const
    const { outcomes } = site.apply(createUser(A, profiled(EMAIL)), {
      method: 'POST',
      resourceType: 'User',
      body: null,
      directoryId: 0,
      actor: 'admin',
      command,
    })
    expect(outcomes[1]?.resource).toMatchObject({ done: 1 })
    site.settle()
    expect(linkIn(site, A)).toMatchObject({ email: EMAIL })
    expectSettled(site)
  })

  test('while the directory is paused a decision waits for its end', () => {
    const site = peopleSite({ externalUsers: 'review' }, batchSize)
    site.apply(createUser(A, profiled(EMAIL)), createUser(B, person('bob', 'bob@guest.example')))
    setPolicy(site, FIRST, { paused: 'hold' })
    expect(site.command({ name: 'approve-users', userIds: [A] }).resource).toMatchObject({ done: 1 })
    expect(site.command({ name: 'approve-users', directoryId: FIRST, all: true }).resource).toMatchObject({ done: 1 })
    expect(emailsIn(site)).toEqual([])
    setPolicy(site, FIRST, { paused: null })
    site.settle()
    expect(emailsIn(site)).toEqual([EMAIL, 'bob@guest.example'])
    expectSettled(site)
  })

  test.each(['approve-users', 'ignore-users'] as const)(
    '%s refuses unknown people and directories, and does nothing',
    (name) => {
      const site = peopleSite({ externalUsers: 'review' }, batchSize)
      site.apply(createUser(A, profiled(EMAIL)))
      const refused = { status: 404, resource: { fault: 'not-found' } }
      const decide = (choice: ExternalChoice) =>
        site.command(name === 'approve-users' ? { name, ...choice } : { name, ...choice })
      for (const id of [NOBODY, 'no-uuid']) expect(decide({ userIds: [A, id] })).toMatchObject(refused)
      expect(decide({ directoryId: 77, all: true })).toMatchObject(refused)
      expect(holdsIn(site, A)).toEqual({ 'external-review': 'review' })
      expectSettled(site)
    },
  )
})
