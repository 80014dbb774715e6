/**
 * What the site of the demo has before its directory: accounts and groups that grew by hand, as those of a company that has
 * worked without provisioning for years. Seeded like the population, so that a demo that goes on imports the same again.
 */
import { generateMersenne53Randomizer } from '@faker-js/faker'
import { fold } from '@syncline/core/scim/fold.ts'
import { matchingEmail } from '@syncline/core/scim/user-keys.ts'
import { DEPARTMENTS } from '../simulate/departments.ts'
import { createLocales, type Locales } from '../simulate/locales.ts'
import { drawName } from '../simulate/person-attributes.ts'
import type { Person, Population, PopulationOptions } from '../simulate/population.ts'
import { below, chance, createSampler, pick, type Random } from '../simulate/random.ts'
import { createUserNames } from '../simulate/user-names.ts'

export type AccountBefore = { readonly email: string; readonly displayName: string; readonly active?: false }
export type GroupBefore = { readonly name: string; readonly members: readonly string[] }
export type CompanyBefore = {
  readonly accounts: readonly AccountBefore[]
  readonly groups: readonly GroupBefore[]
}

/** Of 10,000 people 2,000 have an account already; of 300 groups the site knows 40 by their own. */
const ACCOUNTS_PER_USER = 0.2
const GROUPS_PER_GROUP = 40 / 300
/** Of the accounts: whom the directory has under the same address, whom under another one, and who is of other companies. */
const SAME_ADDRESS = 0.55
const OTHER_ADDRESS = 0.06
const ELSEWHERE = 0.2
/** Of the local groups: with a name that the directory sends. */
const SAME_NAME = 0.3
const SWITCHED_OFF = 0.01
const WITH_CAPITALS = 0.1
const SMALLEST_GROUP = 3
const LARGEST_GROUP = 30
/** Draws from a sequence of its own. */
const STREAM = 3

const SHARED_MAILBOXES = ['support', 'billing', 'press', 'jobs', 'events', 'security', 'office', 'legal'] as const
const KINDS_OF_GROUPS = ['Reviewers', 'Wiki', 'Helpdesk', 'Newsletter', 'Interns'] as const

/** The domain that the company had before: verified as well, and no identity provider sends it. */
export function formerDomain({ organisation }: Pick<Population, 'organisation'>): string {
  return `old-${organisation.domain}`
}

export function createCompanyBefore(options: PopulationOptions, population: Population): CompanyBefore {
  const random = generateMersenne53Randomizer()
  random.seed([options.seed, options.users, options.groups, STREAM])
  const accounts = createAccounts(random, createLocales(random), population)
  return { accounts, groups: createGroups(random, population, accounts) }
}

function createAccounts(random: Random, locales: Locales, population: Population): AccountBefore[] {
  const { people, organisation } = population
  const count = Math.round(people.length * ACCOUNTS_PER_USER)
  const known = createSampler(random, people.length)(count).flatMap((at) => people[at] ?? [])
  const [same, other] = [Math.round(count * SAME_ADDRESS), Math.round(count * OTHER_ADDRESS)]
  const elsewhere = Math.round(count * ELSEWHERE)
  const made = [
    ...known.slice(0, same).flatMap((person) => sameAddress(random, person)),
    ...known.slice(same, same + other).flatMap((person) => otherAddress(random, population, person)),
    ...SHARED_MAILBOXES.map((name) => ({ email: `${name}@${organisation.domain}`, displayName: `${name} mailbox` })),
  ].slice(0, count)
  const names = createUserNames(people.map(({ userName }) => fold(userName).split('@')[0] ?? ''))
  const strangers = Array.from({ length: count - made.length }, (_, at) => {
    const name = drawName(locales.draw())
    const local = names(name.givenName, name.familyName, at)
    const domain =
      at < elsewhere ? `${pick(random, ['north', 'south', 'lake'])}-of-${organisation.domain}` : organisation.domain
    return { email: `${local}@${domain}`, displayName: name.formatted }
  })
  return uniqueByEmail([...made, ...strangers])
}

/** As somebody typed it years ago: other capitals, a shorter name. Some were switched off by an administrator since. */
function sameAddress(random: Random, person: Person): AccountBefore[] {
  const email = matchingEmail(person.attributes)
  if (email === null) return []
  const typed = chance(random, WITH_CAPITALS) ? email.toUpperCase() : email
  const account = { email: typed, displayName: chance(random, 0.5) ? nameOf(person) : (email.split('@')[0] ?? email) }
  return [chance(random, SWITCHED_OFF) ? { ...account, active: false } : account]
}

/** The same person under an address that the directory does not send: would become a second account. */
function otherAddress(random: Random, population: Population, person: Person): AccountBefore[] {
  const [local] = (matchingEmail(person.attributes) ?? '').split('@')
  if (!local || person.attributes.userType !== 'Employee') return []
  const { organisation } = population
  return chance(random, 0.5)
    ? [{ email: `${local}@${formerDomain(population)}`, displayName: local }]
    : [{ email: `${local.replace('.', '-')}.1@${organisation.domain}`, displayName: nameOf(person) }]
}

function createGroups(random: Random, population: Population, accounts: readonly AccountBefore[]): GroupBefore[] {
  const { groups, organisation } = population
  const count = Math.round(groups.length * GROUPS_PER_GROUP)
  const drawMembers = createSampler(random, accounts.length)
  const sent = createSampler(random, groups.length)(Math.round(count * SAME_NAME)).flatMap((at) => groups[at] ?? [])
  const names = [
    ...sent.map(({ displayName }, at) => (at % 2 === 0 ? displayName : displayName.toUpperCase())),
    ...Array.from({ length: count - sent.length }, (_, at) => {
      const kind = KINDS_OF_GROUPS[at % KINDS_OF_GROUPS.length]
      const round = Math.floor(at / KINDS_OF_GROUPS.length)
      const again = round < DEPARTMENTS.length ? '' : ` ${1 + Math.floor(round / DEPARTMENTS.length)}`
      return `${organisation.name} ${DEPARTMENTS[round % DEPARTMENTS.length]} ${kind}${again}`
    }),
  ]
  return names.map((name) => ({
    name,
    members: drawMembers(SMALLEST_GROUP + below(random, LARGEST_GROUP - SMALLEST_GROUP + 1)).map(
      (at) => accounts[at]?.email ?? '',
    ),
  }))
}

function nameOf({ attributes, userName }: Person): string {
  return typeof attributes.displayName === 'string' ? attributes.displayName : userName
}

function uniqueByEmail(accounts: readonly AccountBefore[]): AccountBefore[] {
  return [...new Map(accounts.map((account) => [fold(account.email), account])).values()]
}
