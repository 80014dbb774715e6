/** The table of users, row by row and class by class, however the operations are cut into batches (design: Users). */
import { describe, expect, test } from 'vitest'
import { accountIn, emailsIn, expectSettled, holdsIn, linkIn } from '../support/memory-people.ts'
import { CUTS } from '../support/memory-site.ts'
import { peopleIn, userIn } from '../support/memory-view.ts'
import {
  CLASSES,
  CUSTOMERS,
  EXTERNAL,
  FIRST,
  from,
  importAccount,
  MANAGED,
  PORTAL,
  peopleSite,
  profiled,
  setDomains,
} from '../support/people-world.ts'
import { A, B, G } from '../support/record-ids.ts'
import { createGroup, createUser, deleteUser, person, putUser, replaceUser } from '../support/requests.ts'

const mail = (value: string) => [{ value, type: 'work', primary: true }]

describe.each(CUTS)('users, $cut', ({ batchSize }) => {
  describe.each(CLASSES)('$of', ({ of, directory, audience, email }) => {
    const it = () => peopleSite({}, batchSize)
    const created = createUser(A, profiled(email))

    test('create, nobody has the e-mail: created, and owned by the record', () => {
      const site = it()
      site.apply(...from(directory, created))
      expect(accountIn(site, email, audience)).toMatchObject({
        class: of,
        active: true,
        switchedOffBy: null,
        displayName: 'Ada',
        profile: of === 'portal-only' ? {} : { title: 'Engineer' },
      })
      expect(linkIn(site, A)).toMatchObject({ email, kind: 'owning', joins: true, madeBy: 'lane' })
      expect(holdsIn(site, A)).toEqual({})
      expectSettled(site)
    })

    test('create, an account has the e-mail: linked, with what it was given by hand', () => {
      const site = it()
      const person = { of, directory, audience, email }
      const id = importAccount(site, person)
      site.command({
        name: 'import',
        accounts: [],
        groups: [{ name: 'Local', audience, members: [email] }],
        members: [],
      })
      site.apply(...from(directory, created, createGroup(G, 'Staff', [A])))
      const expected = {
        managed: { displayName: 'Ada', profile: { title: 'Engineer' } },
        external: { displayName: 'Old', profile: { title: 'Boss' } },
        'portal-only': { displayName: 'Ada', profile: { title: 'Boss' } },
      }
      expect(accountIn(site, email, audience)).toMatchObject({ id, class: of, active: true, ...expected[of] })
      expect(peopleIn(site, 'Local')).toEqual([email])
      expect(peopleIn(site, 'Staff')).toEqual([email])
      expectSettled(site)
    })

    test('create, the account was switched off by an admin: it stays off, with a hold that an admin ends', () => {
      const site = it()
      const accountId = importAccount(site, { of, directory, audience, email }, { active: false })
      site.apply(...from(directory, created))
      expect(accountIn(site, email, audience)).toMatchObject({ active: false, switchedOffBy: 'admin' })
      expect(holdsIn(site, A)).toEqual({ 'switched-off-by-admin': null })
      site.apply(...from(directory, replaceUser(A, 'title', 'Other'), replaceUser(A, 'active', true)))
      expect(accountIn(site, email, audience).active).toBe(false)
      site.apply(...from(directory, replaceUser(A, 'active', false)))
      expect(holdsIn(site, A)).toEqual({})
      expect(accountIn(site, email, audience).switchedOffBy).toBe('admin')
      site.apply(...from(directory, replaceUser(A, 'active', true)))
      expect(holdsIn(site, A)).toEqual({ 'switched-off-by-admin': null })
      expectSettled(site)
      site.command({ name: 'switch-account', accountId, active: true })
      expect(holdsIn(site, A)).toEqual({})
      expect(accountIn(site, email, audience)).toMatchObject({ active: true, switchedOffBy: null })
      expectSettled(site)
    })

    test('create, the account was switched off by a directory: on again', () => {
      const site = it()
      // As managed or of a portal it goes off with its record; what becomes external after that stays off.
      if (of === 'external') setDomains(site, new Map([['guest.example', null]]))
      site.apply(...from(directory, created, deleteUser(A)))
      if (of === 'external') setDomains(site, new Map())
      expect(accountIn(site, email, audience)).toMatchObject({ class: of, active: false, switchedOffBy: 'directory' })
      expectSettled(site)
      site.apply(...from(directory, createUser(B, profiled(email))))
      expect(accountIn(site, email, audience)).toMatchObject({ class: of, active: true, switchedOffBy: null })
      expectSettled(site)
    })

    test('update: what its class lets follow, follows', () => {
      const site = it()
      const next = { displayName: 'Ada L.', title: 'Boss', timezone: 'Europe/Istanbul' }
      site.apply(...from(directory, created, putUser(A, profiled(email, next))))
      const expected = {
        managed: { displayName: 'Ada L.', profile: { title: 'Boss', timezone: 'Europe/Istanbul' } },
        external: { displayName: 'Ada', profile: { title: 'Engineer' } },
        'portal-only': { displayName: 'Ada L.', profile: {} },
      }
      expect(accountIn(site, email, audience)).toMatchObject(expected[of])
      expect(userIn(site, A)?.attributes).toMatchObject(next)
      expectSettled(site)
    })

    test('an account that is in no directory is left alone', () => {
      const site = it()
      const before = importAccount(site, { of, directory, audience, email: `other.${email}` })
      const account = accountIn(site, `other.${email}`, audience)
      site.apply(...from(directory, created, replaceUser(A, 'active', false), deleteUser(A)))
      expect(accountIn(site, `other.${email}`, audience)).toEqual({ ...account, id: before })
      expectSettled(site)
    })

    test('active false and true again', () => {
      const site = it()
      site.apply(...from(directory, created, createGroup(G, 'Staff', [A]), replaceUser(A, 'active', false)))
      const off = { active: false, switchedOffBy: 'directory' }
      expect(accountIn(site, email, audience)).toMatchObject(
        of === 'external' ? { active: true, switchedOffBy: null } : off,
      )
      expect(peopleIn(site, 'Staff')).toEqual(of === 'external' ? [] : [email])
      expect(linkIn(site, A)).toMatchObject({ email, joins: of !== 'external' })
      expect(holdsIn(site, A)).toEqual({})
      expectSettled(site)
      site.apply(...from(directory, replaceUser(A, 'active', true)))
      expect(accountIn(site, email, audience)).toMatchObject({ active: true, switchedOffBy: null })
      expect(peopleIn(site, 'Staff')).toEqual([email])
      expectSettled(site)
    })

    test('DELETE: unlinked, never deleted; name and address are free', () => {
      const site = it()
      site.apply(...from(directory, created, createGroup(G, 'Staff', [A]), deleteUser(A)))
      expect(userIn(site, A)).toBeUndefined()
      expect(accountIn(site, email, audience)).toMatchObject(
        of === 'external' ? { active: true, switchedOffBy: null } : { active: false, switchedOffBy: 'directory' },
      )
      expect(peopleIn(site, 'Staff')).toEqual([])
      expectSettled(site)
      const { outcomes } = site.apply(...from(directory, replaceUser(A, 'title', 'x'), createUser(B, profiled(email))))
      expect(outcomes.map(({ status }) => status)).toEqual([404, 201])
      expect(emailsIn(site)).toEqual([email])
      expect(linkIn(site, B)).toMatchObject({ email, kind: 'owning' })
      expectSettled(site)
    })

    test('DELETE of somebody whom an admin switched off keeps that', () => {
      const site = it()
      importAccount(site, { of, directory, audience, email }, { active: false })
      site.apply(...from(directory, created, deleteUser(A)))
      expect(accountIn(site, email, audience)).toMatchObject({ active: false, switchedOffBy: 'admin' })
      expectSettled(site)
    })

    test('e-mail becomes one that another account holds: waited for, everything else follows', () => {
      const site = it()
      const [other, local] = [`bob@${email.split('@')[1]}`, `ada@${of === 'external' ? 'example.com' : 'x.example'}`]
      // An external address is only ever written over by a verified one.
      const wanted = of === 'external' ? local : other
      importAccount(site, { of, directory, audience, email: wanted })
      site.apply(...from(directory, created, putUser(A, profiled(wanted, { displayName: 'Ada L.', active: false }))))
      expect(holdsIn(site, A)).toEqual({ 'email-taken': wanted })
      expect(linkIn(site, A)).toMatchObject({ email })
      expect(accountIn(site, email, audience)).toMatchObject(
        of === 'external' ? { active: true } : { displayName: 'Ada L.', active: false },
      )
      expectSettled(site)
      site.apply(...from(directory, replaceUser(A, 'title', 'x')))
      expect(holdsIn(site, A)).toEqual({ 'email-taken': wanted })
      site.apply(...from(directory, replaceUser(A, 'emails', mail(email))))
      expect(holdsIn(site, A)).toEqual({})
      expectSettled(site)
    })

    test('a record without an address keeps its account, with a hold until it has one', () => {
      const site = it()
      site.apply(...from(directory, created, replaceUser(A, 'emails', [])))
      expect(holdsIn(site, A)).toEqual({ 'no-email': null })
      expect(linkIn(site, A)).toMatchObject({ email })
      site.apply(...from(directory, replaceUser(A, 'displayName', 'Ada L.')))
      expect(accountIn(site, email, audience).displayName).toBe(of === 'external' ? 'Ada' : 'Ada L.')
      expectSettled(site)
      site.apply(...from(directory, replaceUser(A, 'emails', mail(email))))
      expect(holdsIn(site, A)).toEqual({})
      expectSettled(site)
    })
  })

  test('create in a customers directory, a workforce account has the e-mail: a portal-only account beside it', () => {
    const site = peopleSite({}, batchSize)
    site.apply(
      ...from(FIRST, createUser(A, profiled(MANAGED.email))),
      ...from(CUSTOMERS, createUser(B, profiled(PORTAL.email))),
    )
    expect(accountIn(site, 'ada@example.com').class).toBe('managed')
    expect(accountIn(site, 'ada@example.com', 'customers').class).toBe('portal-only')
    expect(holdsIn(site, B)).toEqual({})
    site.apply(...from(CUSTOMERS, deleteUser(B)))
    expect(accountIn(site, 'ada@example.com').active).toBe(true)
    expect(accountIn(site, 'ada@example.com', 'customers').active).toBe(false)
    expectSettled(site)
  })

  test('create, the same userName in this directory: 409, and nothing is made', () => {
    const site = peopleSite({}, batchSize)
    const { outcomes } = site.apply(
      createUser(A, profiled('ada@example.com')),
      createUser(B, profiled('bob@example.com')),
    )
    expect(outcomes[1]).toMatchObject({ status: 409, scimType: 'uniqueness' })
    expect(emailsIn(site)).toEqual(['ada@example.com'])
    expectSettled(site)
  })

  test('the e-mail of an external user changes to another external one: it keeps link and account', () => {
    const site = peopleSite({}, batchSize)
    site.apply(createUser(A, profiled(EXTERNAL.email)), createGroup(G, 'Staff', [A]))
    site.apply(replaceUser(A, 'emails', mail('ada@elsewhere.example')))
    expect(linkIn(site, A)).toMatchObject({ email: EXTERNAL.email, joins: true })
    expect(peopleIn(site, 'Staff')).toEqual([EXTERNAL.email])
    expect(holdsIn(site, A)).toEqual({})
    expectSettled(site)
  })

  test('the e-mail of a customer follows, whatever its domain', () => {
    const site = peopleSite({}, batchSize)
    site.apply(...from(CUSTOMERS, createUser(A, profiled(PORTAL.email))))
    site.apply(...from(CUSTOMERS, replaceUser(A, 'emails', mail('Ada@Elsewhere.example'))))
    expect(accountIn(site, 'ada@elsewhere.example', 'customers')).toMatchObject({
      class: 'portal-only',
      email: 'Ada@Elsewhere.example',
    })
    expectSettled(site)
  })

  test('an external record that is inactive is not synced before it is active', () => {
    const site = peopleSite({}, batchSize)
    site.apply(createUser(A, profiled(EXTERNAL.email, { active: false })))
    expect(emailsIn(site)).toEqual([])
    expect(holdsIn(site, A)).toEqual({ inactive: null })
    site.apply(replaceUser(A, 'title', 'x'))
    expect(holdsIn(site, A)).toEqual({ inactive: null })
    expectSettled(site)
    site.apply(replaceUser(A, 'active', true))
    expect(holdsIn(site, A)).toEqual({})
    expect(linkIn(site, A)).toMatchObject({ email: EXTERNAL.email, joins: true })
    expectSettled(site)
  })

  test('without an address: held until it has one; an unrelated update ends nothing', () => {
    const site = peopleSite({}, batchSize)
    const guest = { userName: 'ada_other.example#EXT#@tenant.example' }
    site.apply(createUser(A, guest), replaceUser(A, 'title', 'x'))
    expect(holdsIn(site, A)).toEqual({ 'no-email': null })
    expectSettled(site)
    site.apply(replaceUser(A, 'emails', mail('ada@example.com')))
    expect(holdsIn(site, A)).toEqual({})
    expect(linkIn(site, A)).toMatchObject({ email: 'ada@example.com' })
    expectSettled(site)
  })

  test('an ordinary create takes one loading, whatever its class', () => {
    const site = peopleSite({}, batchSize)
    const requests = [EXTERNAL.email, MANAGED.email].map((email, at) => ({
      ...createUser(at === 0 ? A : B, { ...person(`u${at}`, email), externalId: `x${at}` }),
    }))
    expect(site.apply(...requests).rounds.every((rounds) => rounds === 1)).toBe(true)
  })
})
