/**
 * What holds of a site whatever its directories and administrators did to it (design: Users, Holds): a thousand histories of two
 * directories with the same people, decisions, domains that come and go, policies that change, pauses.
 */
import type { Command } from '@syncline/core/domain/command.ts'
import type { ExternalUsers } from '@syncline/core/domain/directory-policy.ts'
import type { MarkScope } from '@syncline/core/domain/mark.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyHistoryOf } from '../support/history.ts'
import type { Request } from '../support/lane.ts'
import { recountIn } from '../support/memory-recount.ts'
import { MemorySite } from '../support/memory-site.ts'
import { countersIn, imageOf } from '../support/memory-view.ts'
import { modelRuns } from '../support/model-runs.ts'
import { directoryPolicy, SITE_POLICY } from '../support/policies.ts'
import { brokenPromises } from '../support/site-promises.ts'

const FIRST = 1
const SECOND = 2
const DOMAINS = ['example.com', 'xn--rnek-4qa.tr', 'x.tr'] as const

type Step = (site: MemorySite) => void

/** As a change of settings does in its transaction. */
function markScope(site: MemorySite, scope: MarkScope): void {
  const command: Command = { name: 'reproject', scopes: [scope] }
  site.apply({ method: 'POST', resourceType: 'User', body: null, directoryId: 0, command })
}

const anyDirectory = fc.constantFrom(FIRST, SECOND)

/** The nth of the rows there are, so that most decisions find what they aim at. */
const nth = <Row>(rows: readonly Row[], n: number): Row | undefined => rows[n % Math.max(rows.length, 1)]

const decision = fc.tuple(fc.nat({ max: 14 }), fc.nat({ max: 30 }), fc.nat({ max: 30 })).map(
  ([kind, one, other]): Step =>
    (site) => {
      const user = nth(site.rows.users.all, one)
      const account = nth(site.rows.accounts.all, other)
      const held = nth(site.rows.holds.all, other)
      const recordId = [...site.rows.users.all, ...site.rows.groups.all].find(({ key }) => key === held?.recordKey)?.id
      const item = nth(site.rows.guardItems.all, other)
      if (user === undefined || account === undefined) return
      const userId = user.id
      const commands: readonly (Command | null)[] = [
        { name: 'link-user', userId, accountId: account.id },
        { name: 'unlink-user', userId },
        { name: 'member-link-user', userId },
        { name: 'move-ownership', userId },
        { name: 'approve-users', userIds: [userId] },
        { name: 'ignore-users', userIds: [userId] },
        { name: 'approve-users', directoryId: user.directoryId, all: true },
        { name: 'ignore-users', directoryId: user.directoryId, all: true },
        recordId && held ? { name: 'dismiss-hold', recordId, hold: held.kind } : null,
        { name: 'reproject-records', recordIds: [userId] },
        item ? { name: 'release-guard', items: [item.id] } : null,
        item ? { name: 'reject-guard', items: [item.id] } : null,
        { name: 'release-guard', filter: { directoryId: user.directoryId } },
        { name: 'reject-guard', filter: {} },
        { name: 'switch-account', accountId: account.id, active: !account.active },
      ]
      const command = commands[kind]
      if (command) site.apply({ method: 'POST', resourceType: 'User', body: null, directoryId: 0, command })
    },
)

/** Verified or not, and whose. */
const domainChange = fc.tuple(fc.constantFrom(...DOMAINS), fc.constantFrom(undefined, null, FIRST, SECOND)).map(
  ([domain, directory]): Step =>
    (site) => {
      const domains = new Map(site.site.domains)
      if (directory === undefined) domains.delete(domain)
      else domains.set(domain, directory)
      site.site = { ...site.site, domains }
      markScope(site, { kind: 'domains', domains: [domain] })
    },
)

const policyChange = fc.tuple(anyDirectory, fc.constantFrom<ExternalUsers>('sync', 'review', 'ignore')).map(
  ([id, externalUsers]): Step =>
    (site) => {
      const directory = site.directories.get(id)
      if (directory === undefined) return
      site.directories = new Map(site.directories).set(id, { ...directory, externalUsers })
      markScope(site, {
        kind: 'holds',
        directoryId: id,
        holds: ['external-review', 'external-ignored', 'inactive', 'duplicate'],
      })
    },
)

function pause(site: MemorySite, id: number, paused: 'hold' | null): void {
  const directory = site.directories.get(id)
  if (directory !== undefined) site.directories = new Map(site.directories).set(id, { ...directory, paused })
}

/** It begins, or ends. */
const pauseChange = anyDirectory.map(
  (id): Step =>
    (site) =>
      pause(site, id, site.directories.get(id)?.paused === 'hold' ? null : 'hold'),
)

const requestOf =
  (directoryId: number) =>
  (request: Request): Step =>
  (site) => {
    site.apply({ ...request, directoryId })
  }

/** Groups have names of their own in each directory: whose group has a name is decided by who came first, and by administrators. */
const historyOf = (directoryId: number) =>
  anyHistoryOf({
    directory: directoryId,
    groupNames: [`Staff ${directoryId}`, `staff ${directoryId}`, `Ops ${directoryId}`],
    maxLength: 30,
  })

/** Of the first group of each name: who is in it has access. */
const grant = fc.nat({ max: 5 }).map(
  (one): Step =>
    (site) => {
      const command = (asked: Command) =>
        site.apply({ method: 'POST', resourceType: 'User', body: null, directoryId: 0, command: asked })
      if (site.rows.apps.all.length === 0) command({ name: 'create-app', kind: 'app', appName: 'Wiki' })
      const group = nth(site.rows.siteGroups.all, one)
      const [app] = site.rows.apps.all
      if (group !== undefined && app !== undefined) {
        command({ name: 'grant-access', appId: app.id, groupId: group.id })
      }
    },
)

/** @param guard most people who may be lost in a day; null: any number */
function newSite(guard: number | null = null): MemorySite {
  const limit = guard === null ? null : { people: guard, percent: 0 }
  return new MemorySite({
    directories: [directoryPolicy({ id: FIRST, guard: limit }), directoryPolicy({ id: SECOND, guard: limit })],
    site: { ...SITE_POLICY, domains: new Map([['example.com', null]]) },
  })
}

/** Two sequences as one, each in its own order. */
function interleaved(first: readonly Step[], second: readonly Step[], turns: readonly boolean[]): Step[] {
  const rest: readonly [Step[], Step[]] = [[...first], [...second]]
  const taken = turns.flatMap((isFirst) => rest[isFirst ? 0 : 1].splice(0, 1))
  return [...taken, ...rest[0], ...rest[1]]
}

const anyTurns = fc.array(fc.boolean(), { maxLength: 80, size: 'max' })
const anySettings = fc.array(fc.oneof(decision, domainChange, policyChange, grant, pauseChange), {
  maxLength: 25,
  size: 'max',
})
test('after any history, projecting every record again changes nothing, and everybody has what the directories and the holds say', () => {
  fc.assert(
    fc.property(
      historyOf(FIRST),
      historyOf(SECOND),
      anySettings,
      anyTurns,
      anyTurns,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom(null, 0, 1, 3),
      (first, second, settings, turns, moments, stepSize, guard) => {
        const site = newSite(guard)
        const requests = interleaved(first.map(requestOf(FIRST)), second.map(requestOf(SECOND)), turns)
        for (const step of interleaved(requests, settings, moments)) {
          step(site)
          site.settle(stepSize)
        }
        for (const id of [FIRST, SECOND]) pause(site, id, null)
        site.settle(stepSize)
        const before = imageOf(site)
        expect(brokenPromises(site)).toEqual([])
        expect(countersIn(site)).toMatchObject(recountIn(site))
        expect(site.step()).toEqual([])
        expect(imageOf(site)).toEqual(before)
      },
    ),
    modelRuns(150),
  )
})

test('both orders of arrival of two directories give the same site', () => {
  const ofSite = (site: MemorySite) => {
    const owner = new Map(site.rows.userLinks.all.map((link) => [link.accountKey, link.key]))
    const users = new Map(site.rows.users.all.map((user) => [user.key, user.id]))
    const accounts = new Map(site.rows.accounts.all.map((account) => [account.key, account.emailKey]))
    const groups = new Map(site.rows.siteGroups.all.map((group) => [group.key, group.name]))
    return {
      accounts: site.rows.accounts.all
        .map(({ key, emailKey, class: accountClass, active, displayName }) => ({
          emailKey,
          accountClass,
          active,
          displayName,
          owner: users.get(owner.get(key) ?? -1) ?? null,
        }))
        .sort((a, b) => (a.emailKey < b.emailKey ? -1 : 1)),
      members: site.rows.siteMembers.all
        .map(({ groupKey, accountKey, origin }) => `${groups.get(groupKey)} ${accounts.get(accountKey)} ${origin}`)
        .sort(),
      groups: [...groups.values()].sort(),
    }
  }
  const person = fc.record({ n: fc.nat({ max: 5 }), active: fc.boolean(), groups: fc.subarray(['Staff', 'Ops']) })
  const population = fc.uniqueArray(person, { selector: ({ n }) => n, maxLength: 6 })
  const assigned = fc.constantFrom(null, FIRST, SECOND)
  fc.assert(
    fc.property(population, population, assigned, (first, second, directory) => {
      const arrivals = (directoryId: number, people: typeof first): Step[] => {
        const id = (n: number) => `01900001-0000-7000-8000-0000000${directoryId}000${n}`
        return [
          ...people.map(({ n, active }) =>
            requestOf(directoryId)({
              method: 'POST',
              resourceType: 'User',
              resourceId: id(n),
              body: {
                kind: 'resource',
                attributes: {
                  userName: `person ${n}`,
                  displayName: `Person ${n} of ${directoryId}`,
                  active,
                  emails: [{ value: `p${n}@example.com`, primary: true }],
                },
              },
            }),
          ),
          ...['Staff', 'Ops'].map((name, at) =>
            requestOf(directoryId)({
              method: 'POST',
              resourceType: 'Group',
              resourceId: `01900002-0000-7000-8000-0000000${directoryId}000${at}`,
              body: {
                kind: 'resource',
                attributes: { displayName: `${name} ${directoryId}` },
                members: people.filter(({ groups }) => groups.includes(name)).map(({ n }) => id(n)),
              },
            }),
          ),
        ]
      }
      const sites = [0, 1].map((order) => {
        const site = newSite()
        site.site = { ...site.site, domains: new Map([['example.com', directory]]) }
        const [a, b] = [arrivals(FIRST, first), arrivals(SECOND, second)]
        for (const step of order === 0 ? [...a, ...b] : [...b, ...a]) step(site)
        site.settle()
        return ofSite(site)
      })
      expect(sites[0]).toEqual(sites[1])
    }),
    modelRuns(200),
  )
})

test('a verified domain that is removed by mistake and added again brings every membership back', () => {
  fc.assert(
    fc.property(
      historyOf(FIRST),
      fc.constantFrom<ExternalUsers>('sync', 'review', 'ignore'),
      fc.integer({ min: 1, max: 5 }),
      (history, externalUsers, stepSize) => {
        const site = new MemorySite({
          directories: [directoryPolicy({ id: FIRST, externalUsers })],
          site: { ...SITE_POLICY, domains: new Map(DOMAINS.map((domain) => [domain, null])) },
        })
        for (const step of history.map(requestOf(FIRST))) step(site)
        const before = imageOf(site)
        const all = site.site
        site.site = { ...all, domains: new Map() }
        markScope(site, { kind: 'domains', domains: DOMAINS })
        site.settle(stepSize)
        site.site = all
        markScope(site, { kind: 'domains', domains: DOMAINS })
        site.settle(stepSize)
        expect({ ...imageOf(site), holds: [] }).toEqual({ ...before, holds: [] })
      },
    ),
    modelRuns(100),
  )
})
