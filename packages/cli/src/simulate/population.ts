/**
 * The people and groups of a made-up company. Pure and seeded: the same options give the same population, down to
 * every externalId, so that an interrupted sync can be taken up by another process.
 */
import { generateMersenne53Randomizer } from '@faker-js/faker'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { createLocales } from './locales.ts'
import { createOrganisation, type Organisation } from './organisation.ts'
import { createGroups } from './population-groups.ts'
import { createPeople } from './population-people.ts'

export type PopulationOptions = { readonly users: number; readonly groups: number; readonly seed: number }

export type Person = {
  readonly externalId: string
  readonly userName: string
  /** What an identity provider sends of the person, without schemas, meta and the manager. */
  readonly attributes: JsonObject
  /** externalId of the manager. */
  readonly manager: string | null
}

export type PersonGroup = {
  readonly externalId: string
  readonly displayName: string
  /** externalIds of people. */
  readonly members: readonly string[]
}

export type Population = {
  readonly organisation: Organisation
  readonly people: readonly Person[]
  readonly groups: readonly PersonGroup[]
}

export function createPopulation(options: PopulationOptions): Population {
  const randomizer = generateMersenne53Randomizer()
  randomizer.seed([options.seed, options.users, options.groups])
  const locales = createLocales(randomizer)
  const organisation = createOrganisation(locales.english.faker)
  const people = createPeople({ count: options.users, randomizer, locales, organisation })
  const groups = createGroups({ count: options.groups, randomizer, locales, organisation, people })
  return { organisation, people, groups }
}
