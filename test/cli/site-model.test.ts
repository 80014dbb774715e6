/** What the simulator expects of a site, case by case of the rules (domain: Users, Groups and organizations). */
import { DirectoryModel, type ModelUser } from '@syncline/cli/simulate/model.ts'
import { SiteModel } from '@syncline/cli/simulate/site-model.ts'
import type { ExistingAccount } from '@syncline/cli/simulate/site-people.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { describe, expect, it } from 'vitest'
import { emptySite } from './site-before.ts'

const DOMAINS = ['corp.example']

type Before = Parameters<typeof emptySite>[0] & {
  readonly accounts?: readonly ExistingAccount[]
  readonly local?: readonly string[]
}

const person = (name: string, email: string | null, attributes: JsonObject = {}) => ({
  externalId: name,
  userName: name,
  attributes: {
    userName: name,
    displayName: name,
    title: 'New',
    ...(email === null ? {} : { emails: [{ value: email }] }),
    ...attributes,
  },
  manager: null,
})

const existing = (email: string, given: Partial<ExistingAccount> = {}): ExistingAccount => ({
  email,
  displayName: 'Before',
  class: 'external',
  active: true,
  switchedOffBy: null,
  profile: { title: 'Old' },
  ...given,
})

function company({ accounts = [], local = [], ...conditions }: Before, people: ReturnType<typeof person>[]) {
  const model = new DirectoryModel({ people, groups: [] })
  const localGroups = local.map((name) => ({ name, members: 1 }))
  const site = new SiteModel({ ...emptySite({ domains: DOMAINS, ...conditions }), accounts, localGroups })
  model.expectOf(site)
  const user = (name: string): ModelUser => {
    const found = model.users.get(name)
    if (found === undefined) throw new Error(`no ${name}`)
    return found
  }
  return {
    model,
    site,
    at(name: string) {
      const { account, holds, joins } = site.people.standingOf(name)
      return { account, holds: [...holds], joins }
    },
    change(name: string, attributes: JsonObject) {
      model.setAttributes(user(name), { ...user(name).attributes, ...attributes, userName: name })
    },
    address(name: string, email: string) {
      this.change(name, { emails: [{ value: email }] })
    },
    remove(name: string) {
      model.removeUser(user(name))
      model.followSite()
    },
  }
}

describe('people on the verified domains', () => {
  it('get an account that follows them, and take over the one that was there', () => {
    const site = company({ accounts: [existing('bo@corp.example')] }, [
      person('ada', 'Ada@corp.example'),
      person('bo', 'bo@CORP.example', { active: false }),
    ])
    expect(site.at('ada')).toMatchObject({
      account: { email: 'Ada@corp.example', class: 'managed', displayName: 'ada', profile: { title: 'New' } },
      joins: true,
    })
    expect(site.at('bo')).toMatchObject({
      account: { email: 'bo@CORP.example', displayName: 'bo', active: false, switchedOffBy: 'directory' },
      holds: [],
      joins: true,
    })
    site.remove('ada')
    expect([...site.site.people.unowned()]).toMatchObject([{ email: 'Ada@corp.example', active: false }])
  })

  it('stay off where an administrator switched them off', () => {
    const off = existing('ada@corp.example', { active: false, switchedOffBy: 'admin' })
    const site = company({ accounts: [off] }, [person('ada', 'ada@corp.example')])
    expect(site.at('ada')).toMatchObject({ account: { active: false }, holds: ['switched-off-by-admin'], joins: true })
  })

  it('wait for an address that somebody has, also in a ring, and never for one of their own', () => {
    const site = company({}, [
      person('ada', 'ada@corp.example'),
      person('bo', 'bo@corp.example'),
      person('cy', 'cy@corp.example'),
    ])
    site.address('ada', 'bo@corp.example')
    site.model.followSite()
    expect(site.at('ada')).toMatchObject({ account: { email: 'ada@corp.example' }, holds: ['email-taken'] })
    site.address('bo', 'cy@corp.example')
    site.address('cy', 'ada@corp.example')
    site.model.followSite()
    expect(['ada', 'bo', 'cy'].map((name) => [site.at(name).account?.email, site.at(name).holds])).toEqual([
      ['bo@corp.example', []],
      ['cy@corp.example', []],
      ['ada@corp.example', []],
    ])
  })
})

describe('people outside of the verified domains', () => {
  it('keep the profile of the account that was there, and are created with theirs once', () => {
    const site = company({ accounts: [existing('out@else.example')] }, [
      person('out', 'OUT@else.example'),
      person('new', 'new@else.example'),
    ])
    expect(site.at('out')).toMatchObject({
      account: { email: 'out@else.example', class: 'external', displayName: 'Before', profile: { title: 'Old' } },
      joins: true,
    })
    site.change('new', { displayName: 'Renamed', title: 'Later' })
    site.model.followSite()
    expect(site.at('new')).toMatchObject({ account: { displayName: 'new', profile: { title: 'New' } } })
  })

  it('leave their groups when switched off or deleted, and stay on', () => {
    const site = company({}, [person('out', 'out@else.example')])
    site.change('out', { active: false })
    site.model.followSite()
    expect(site.at('out')).toMatchObject({ account: { active: true, switchedOffBy: null }, holds: [], joins: false })
    site.remove('out')
    expect([...site.site.people.unowned()]).toMatchObject([{ email: 'out@else.example', active: true }])
  })

  it('are not created while they are inactive', () => {
    const site = company({}, [person('out', 'out@else.example', { active: false })])
    expect(site.at('out')).toEqual({ account: null, holds: ['inactive'], joins: false })
    site.change('out', { active: true })
    site.model.followSite()
    expect(site.at('out')).toMatchObject({ account: { active: true }, holds: [], joins: true })
  })

  it.each([
    ['review', 'external-review'],
    ['ignore', 'external-ignored'],
  ] as const)('are held under the policy %s, and whoever leaves the domains keeps the account only', (policy, hold) => {
    const site = company({ externalUsers: policy }, [
      person('out', 'out@else.example'),
      person('ada', 'ada@corp.example'),
    ])
    expect(site.at('out')).toEqual({ account: null, holds: [hold], joins: false })
    site.address('ada', 'ada@else.example')
    site.model.followSite()
    expect(site.at('ada')).toMatchObject({ account: { class: 'external' }, holds: [hold], joins: false })
    site.address('ada', 'ada@corp.example')
    site.model.followSite()
    expect(site.at('ada')).toMatchObject({ account: { class: 'managed' }, holds: [], joins: true })
  })

  it('are switched on again by what has let them in, and not while they are held', () => {
    const site = company({ externalUsers: 'review' }, [person('ada', 'ada@corp.example', { active: false })])
    site.address('ada', 'ada@else.example')
    site.model.followSite()
    site.change('ada', { active: true })
    site.model.followSite()
    expect(site.at('ada')).toMatchObject({ account: { active: false }, holds: ['external-review'], joins: false })
    site.address('ada', 'ada@corp.example')
    site.model.followSite()
    expect(site.at('ada')).toMatchObject({ account: { active: true, switchedOffBy: null }, holds: [], joins: true })
  })

  it('keep the address of the account among themselves, so that one of the domain that wants it waits', () => {
    const site = company({}, [person('out', 'out@else.example'), person('ada', 'ada@corp.example')])
    site.address('out', 'other@else.example')
    site.address('ada', 'out@else.example')
    site.model.followSite()
    expect(site.at('out')).toMatchObject({ account: { email: 'out@else.example' }, holds: [] })
    expect(site.at('ada')).toMatchObject({ account: { email: 'ada@corp.example' }, holds: ['email-taken'] })
  })

  it('wait behind whoever owns the account, and follow when it is free', () => {
    const site = company({}, [person('out', 'out@else.example')])
    site.address('out', 'other@else.example')
    site.model.addUser(person('back', 'out@else.example'))
    site.model.followSite()
    expect(site.at('back')).toEqual({ account: null, holds: ['duplicate'], joins: false })
    site.remove('out')
    expect(site.at('back')).toMatchObject({ account: { displayName: 'out' }, holds: [], joins: true })
  })

  it('become managed with the domain, and are held where it is assigned elsewhere', () => {
    const site = company({}, [person('out', 'out@else.example')])
    const conditions = (domains: ReadonlyMap<string, boolean>) => ({ ...emptySite().conditions, domains })
    site.site.setConditions(conditions(new Map([['else.example', false]])))
    site.change('out', { displayName: 'Followed' })
    site.model.followSite()
    expect(site.at('out')).toMatchObject({ account: { class: 'managed', displayName: 'Followed' } })
    site.site.setConditions(conditions(new Map([['else.example', true]])))
    site.model.addUser(person('two', 'two@else.example'))
    site.model.followSite()
    expect(site.at('two')).toEqual({ account: null, holds: ['duplicate'], joins: false })
  })
})

describe('people of a customers directory', () => {
  it('are portal-only whatever the domain: off when inactive or deleted', () => {
    const site = company({ audience: 'customers' }, [
      person('ada', 'ada@corp.example'),
      person('out', 'o@else.example'),
    ])
    expect(site.at('ada')).toMatchObject({ account: { class: 'portal-only', profile: {} }, joins: true })
    site.change('out', { active: false, displayName: 'Renamed' })
    site.model.followSite()
    expect(site.at('out')).toMatchObject({ account: { active: false, displayName: 'Renamed' }, joins: true })
    site.remove('ada')
    expect([...site.site.people.unowned()]).toMatchObject([{ email: 'ada@corp.example', active: false }])
  })
})

describe('while the directory is in review', () => {
  it('nothing has reached the site, and everything has once it syncs', () => {
    const site = company({ phase: 'reviewing' }, [person('ada', 'ada@corp.example'), person('none', null)])
    expect(site.at('ada')).toEqual({ account: null, holds: [], joins: false })
    expect(site.at('none').holds).toEqual([])
    site.site.setConditions(emptySite({ domains: DOMAINS }).conditions)
    site.model.followSite()
    expect(site.at('ada')).toMatchObject({ account: { class: 'managed' } })
    expect(site.at('none').holds).toEqual(['no-email'])
  })
})

describe('groups', () => {
  const group = (name: string) => ({ externalId: `x-${name}`, displayName: name, members: [] })

  it('are linked where the name is free; a local or built-in name is held', () => {
    const { model, site } = company({ local: ['Sales'], builtInNames: new Set(['administrators']) }, [])
    const [free, , builtIn] = ['Free', 'SALES', 'Administrators'].map((name) => model.addGroup(group(name)))
    model.followSite()
    expect(site.groups.standingOf('x-Free')).toEqual({ name: 'Free', hold: null })
    expect(site.groups.standingOf('x-SALES')).toEqual({ name: null, hold: 'conflict' })
    expect(site.groups.standingOf('x-Administrators')).toEqual({ name: null, hold: 'built-in-name' })
    if (free === undefined || builtIn === undefined) throw new Error('no groups')
    model.renameGroup(builtIn, 'Others')
    model.renameGroup(free, 'sales')
    model.followSite()
    expect(site.groups.standingOf('x-Free')).toEqual({ name: 'Free', hold: 'conflict' })
    expect(site.groups.standingOf('x-Administrators')).toEqual({ name: 'Others', hold: null })
  })

  it('wait for a name that another leaves', () => {
    const { model, site } = company({ local: ['Sales'] }, [])
    const old = model.addGroup(group('Old'))
    model.followSite()
    model.renameGroup(old, 'Sales')
    model.addGroup({ ...group('Old'), externalId: 'x-new' })
    model.followSite()
    expect(site.groups.standingOf('x-new')).toEqual({ name: null, hold: 'conflict' })
    model.removeGroup(old)
    model.followSite()
    expect(site.groups.standingOf('x-new')).toEqual({ name: 'Old', hold: null })
    expect([...site.groups.closed]).toEqual([])
  })
})
