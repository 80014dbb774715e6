/** Groups: unique names, some not ASCII, and sizes with a long tail (a few with a large part of everyone). */
import type { Randomizer } from '@faker-js/faker'
import { createGroupNames } from './group-names.ts'
import type { Locales } from './locales.ts'
import type { Organisation } from './organisation.ts'
import type { Person, PersonGroup } from './population.ts'
import { below, createSampler } from './random.ts'

/** Share of everyone in the largest group, and how fast sizes fall with the rank: 6,000, 2,700, 1,700, 1,200 … of 10,000. */
const LARGEST = 0.6
const FALL = 1.15
const SMALLEST = 3
/** The last few hardly have members, one of them none: real directories are full of those. */
const NEARLY_EMPTY = 0.04

type GroupsInput = {
  readonly count: number
  readonly randomizer: Randomizer
  readonly locales: Locales
  readonly organisation: Organisation
  readonly people: readonly Person[]
}

export function createGroups({ count, randomizer, locales, organisation, people }: GroupsInput): PersonGroup[] {
  const drawMembers = createSampler(randomizer, people.length)
  const drawName = createGroupNames(randomizer, locales, organisation)
  return Array.from({ length: count }, (_, index) => ({
    externalId: locales.english.faker.string.uuid(),
    displayName: drawName(index),
    members: drawMembers(sizeOf(index, count, people.length, randomizer)).map((at) => people[at]?.externalId ?? ''),
  }))
}

function sizeOf(index: number, count: number, people: number, randomizer: Randomizer): number {
  if (count > 1 && index === count - 1) return 0
  if (index >= count * (1 - NEARLY_EMPTY)) return 1 + below(randomizer, 2)
  const jitter = index < 3 ? 1 : 0.8 + randomizer.next() * 0.4
  return Math.max(SMALLEST, Math.round((people * LARGEST * jitter) / (index + 1) ** FALL))
}
