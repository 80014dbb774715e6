/** People: realistic names of many scripts, one unique userName each, a manager tree, some guests, some switched off. */
import type { Randomizer } from '@faker-js/faker'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { DEPARTMENTS, titleOf } from './departments.ts'
import type { LocaleFaker, Locales } from './locales.ts'
import { positionOf } from './manager-tree.ts'
import type { Organisation } from './organisation.ts'
import type { Person } from './population.ts'
import { below, chance, pick } from './random.ts'
import { ENTERPRISE_USER } from './schemas.ts'
import { createUserNames } from './user-names.ts'

const GUESTS = 0.03
const SWITCHED_OFF = 0.03
const WITH_HOME_ADDRESS = 0.15
const WITH_PHONE = 0.5
/** Address only in the userName (employees), or none at all (guests, who then match nobody). */
const WITHOUT_EMAILS = 0.03
const WITH_CAPITALS = 0.05
const FIRST_EMPLOYEE_NUMBER = 100_000

type PeopleInput = {
  readonly count: number
  readonly randomizer: Randomizer
  readonly locales: Locales
  readonly organisation: Organisation
}

type Name = { readonly givenName: string; readonly familyName: string; readonly formatted: string }

export function createPeople({ count, randomizer, locales, organisation }: PeopleInput): Person[] {
  // The tree needs the number of employees first. Nobody reports to a guest, and the first person leads everyone.
  const isGuest = Array.from({ length: count }, (_, index) => chance(randomizer, GUESTS) && index > 0)
  const employees = isGuest.filter((guest) => !guest).length
  const userNames = createUserNames()
  const employeeIds: string[] = []

  return isGuest.map((guest, index): Person => {
    const locale = locales.draw()
    const externalId = locale.faker.string.uuid()
    const name = drawName(locale)
    const local = userNames(name.givenName, name.familyName, FIRST_EMPLOYEE_NUMBER + index)
    const common = {
      active: !chance(randomizer, SWITCHED_OFF),
      displayName: name.formatted,
      name,
      preferredLanguage: locale.language,
    }
    if (guest) {
      const domain = pick(randomizer, organisation.partnerDomains)
      const userName = `${local}_${domain}#EXT#@${organisation.tenantDomain}`
      const emails: JsonObject = chance(randomizer, WITHOUT_EMAILS)
        ? {}
        : { emails: [workAddress(`${local}@${domain}`)] }
      return person(externalId, { userName, userType: 'Guest', ...common, ...emails }, null)
    }
    const number = employeeIds.push(externalId) - 1
    const position = positionOf(number, employees)
    const department = DEPARTMENTS[position.branch % DEPARTMENTS.length] ?? DEPARTMENTS[0]
    const spelled = chance(randomizer, WITH_CAPITALS) ? capitalised(local) : local
    const attributes = {
      userName: `${spelled}@${organisation.domain}`,
      userType: 'Employee',
      ...common,
      title: titleOf(position.depth, position.leads, department, (limit) => below(randomizer, limit)),
      ...employeeEmails(randomizer, local, organisation),
      ...(chance(randomizer, WITH_PHONE) ? { phoneNumbers: phones(locale) } : {}),
      [ENTERPRISE_USER]: { employeeNumber: String(FIRST_EMPLOYEE_NUMBER + index), department },
    }
    const manager = position.managerNumber === null ? null : (employeeIds[position.managerNumber] ?? null)
    return person(externalId, attributes, manager)
  })
}

function person(externalId: string, attributes: JsonObject & { userName: string }, manager: string | null): Person {
  return { externalId, userName: attributes.userName, attributes: { externalId, ...attributes }, manager }
}

function drawName({ faker, familyFirst, separator }: LocaleFaker): Name {
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

function workAddress(value: string): JsonObject {
  return { type: 'work', value, primary: true }
}

function phones({ faker }: LocaleFaker): JsonObject[] {
  return [{ type: 'work', value: faker.phone.number() }]
}

function capitalised(local: string): string {
  return local.replace(/(^|\.)[a-z]/g, (start) => start.toUpperCase())
}
