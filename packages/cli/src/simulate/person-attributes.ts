/** The attributes of one person, as a directory has them. */
import type { Randomizer } from '@faker-js/faker'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { LocaleFaker } from './locales.ts'
import type { Organisation } from './organisation.ts'
import type { Person } from './population.ts'
import { chance } from './random.ts'

const WITH_HOME_ADDRESS = 0.15
const WITH_PHONE = 0.5
/** Address only in the userName. */
const WITHOUT_EMAILS = 0.03
const WITH_CAPITALS = 0.05

export type Name = { readonly givenName: string; readonly familyName: string; readonly formatted: string }

type EmployeeInput = {
  readonly randomizer: Randomizer
  readonly organisation: Organisation
  readonly locale: LocaleFaker
  readonly name: Name
  /** Local part of the userName. */
  readonly local: string
  readonly active: boolean
}

/** Without title, department and employee number. */
export function employeeAttributes(input: EmployeeInput): JsonObject & { userName: string } {
  const { randomizer, organisation, locale, name, local, active } = input
  const spelled = chance(randomizer, WITH_CAPITALS) ? capitalised(local) : local
  return {
    userName: `${spelled}@${organisation.domain}`,
    userType: 'Employee',
    active,
    displayName: name.formatted,
    name,
    preferredLanguage: locale.language,
    ...employeeEmails(randomizer, local, organisation),
    ...(chance(randomizer, WITH_PHONE) ? { phoneNumbers: phones(locale) } : {}),
  }
}

export function person(
  externalId: string,
  attributes: JsonObject & { userName: string },
  manager: string | null,
): Person {
  return { externalId, userName: attributes.userName, attributes: { externalId, ...attributes }, manager }
}

export function drawName({ faker, familyFirst, separator }: LocaleFaker): Name {
  const sex = faker.person.sexType()
  const givenName = faker.person.firstName(sex)
  const familyName = faker.person.lastName(sex)
  const parts = familyFirst ? [familyName, givenName] : [givenName, familyName]
  return { givenName, familyName, formatted: parts.join(separator) }
}

function employeeEmails(randomizer: Randomizer, local: string, organisation: Organisation): JsonObject {
  if (chance(randomizer, WITHOUT_EMAILS)) return {}
  const work = `${local}@${organisation.domain}`
  if (!chance(randomizer, WITH_HOME_ADDRESS)) return { emails: [workAddress(work)] }
  const home = { type: 'home', value: `${local}@home.${organisation.domain}` }
  // Half of them mark no primary address and send the private one first: the work one must be found all the same.
  return chance(randomizer, 0.5)
    ? { emails: [home, { type: 'work', value: work }] }
    : { emails: [workAddress(work), home] }
}

export function workAddress(value: string): JsonObject {
  return { type: 'work', value, primary: true }
}

function phones({ faker }: LocaleFaker): JsonObject[] {
  return [{ type: 'work', value: faker.phone.number() }]
}

function capitalised(local: string): string {
  return local.replace(/(^|\.)[a-z]/g, (start) => start.toUpperCase())
}
