/** People: realistic names of many scripts, one unique userName each, a manager tree, some guests, some switched off. */
import type { Randomizer } from '@faker-js/faker'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { DEPARTMENTS, titleOf } from './departments.ts'
import type { Locales } from './locales.ts'
import { positionOf } from './manager-tree.ts'
import type { Organisation } from './organisation.ts'
import { drawName, employeeAttributes, person, workAddress } from './person-attributes.ts'
import type { Person } from './population.ts'
import { below, chance, pick } from './random.ts'
import { ENTERPRISE_USER } from './schemas.ts'
import { createUserNames } from './user-names.ts'

const GUESTS = 0.03
const SWITCHED_OFF = 0.03
/** Guests without any address, who then match nobody. */
const WITHOUT_EMAILS = 0.03
export const FIRST_EMPLOYEE_NUMBER = 100_000

type PeopleInput = {
  readonly count: number
  readonly randomizer: Randomizer
  readonly locales: Locales
  readonly organisation: Organisation
}

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
    const attributes = {
      ...employeeAttributes({ randomizer, organisation, locale, name, local, active: common.active }),
      title: titleOf(position.depth, position.leads, department, (limit) => below(randomizer, limit)),
      [ENTERPRISE_USER]: { employeeNumber: String(FIRST_EMPLOYEE_NUMBER + index), department },
    }
    const manager = position.managerNumber === null ? null : (employeeIds[position.managerNumber] ?? null)
    return person(externalId, attributes, manager)
  })
}
