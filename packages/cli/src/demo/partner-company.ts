/** The company that was bought: its people, and how its groups are called. The same in every demo. */
import { createPopulation, type Person } from '../simulate/population.ts'

/** More than the ten that the guard lets through in a day. */
const PEOPLE = 14
/** Enough to have that many without guests and those who are switched off. */
const DRAWN = 24
const SEED = 1_914

const { organisation, people } = createPopulation({ users: DRAWN, groups: 0, seed: SEED })

export const PARTNER = {
  name: organisation.name,
  /** Verified: its people are managed from their directory. */
  domain: organisation.domain,
  people: people.filter(({ attributes }) => attributes.active === true && attributes.userType === 'Employee'),
} as const

/** All of them; whose last way to an app goes by the group that is emptied. */
export const STAFF = `${organisation.name} Staff`
export const APP = 'Travel Booking'
/** Of the site, by hand, before the partner came. */
export const COUNCIL = 'Design Council'
export const EVERYBODY = 'Everybody'
export const TRAVEL = 'Travel Desk'
/** As the partner calls its own at first. */
export const OFFICE = `${organisation.name} Office`

export function partnerPeople(): Person[] {
  return PARTNER.people.slice(0, PEOPLE)
}
