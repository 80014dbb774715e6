/**
 * What happens in a company between two cycles of its identity provider: seeded, in the proportions of a company that
 * moves people more than it hires them, as many changes as are asked for.
 */
import { generateMersenne53Randomizer } from '@faker-js/faker'
import { fold } from '@syncline/core/scim/fold.ts'
import { changeAddress, handOverAddress, swapAddresses } from './change-addresses.ts'
import { ChangeDraft, type ChangeSource } from './change-draft.ts'
import { createGroup, deleteGroup, join, leave, renameGroup, transfer } from './change-groups.ts'
import { deactivate, hire, move, reactivate, rehire, remove, rename } from './change-people.ts'
import { createGroupNames } from './group-names.ts'
import { createLocales } from './locales.ts'
import type { DirectoryModel } from './model.ts'
import type { Population, PopulationOptions } from './population.ts'
import { FIRST_EMPLOYEE_NUMBER } from './population-people.ts'
import type { IdpProfile } from './profile.ts'
import type { Random } from './random.ts'
import { createUserNames } from './user-names.ts'

type ChangeRow = { readonly weight: number; readonly make: (draft: ChangeDraft) => boolean }

const CHANGES = {
  'group join': { weight: 24, make: join },
  move: { weight: 18, make: move },
  'group leave': { weight: 14, make: leave },
  hire: { weight: 9, make: hire },
  deactivation: { weight: 7, make: deactivate },
  'group transfer': { weight: 6, make: transfer },
  'address change': { weight: 5, make: changeAddress },
  rename: { weight: 4, make: rename },
  deletion: { weight: 4, make: remove },
  reactivation: { weight: 3, make: reactivate },
  'group creation': { weight: 2, make: createGroup },
  'group rename': { weight: 2, make: renameGroup },
  rehire: { weight: 2, make: rehire },
  'address hand-over': { weight: 1, make: handOverAddress },
  'address swap': { weight: 1, make: swapAddresses },
  'group deletion': { weight: 1, make: deleteGroup },
} satisfies Record<string, ChangeRow>

export type ChangeKind = keyof typeof CHANGES
export const CHANGE_KINDS = Object.keys(CHANGES) as ChangeKind[]

/** How many of each kind were made. */
export type ChangeCounts = Readonly<Partial<Record<ChangeKind, number>>>

export type ChangeMaker = {
  /** Changes the model; the next cycle of the provider sends the difference. */
  change(count: number): ChangeCounts
}

export type ChangeMakerOptions = {
  readonly model: DirectoryModel
  readonly population: PopulationOptions & Pick<Population, 'organisation'>
  readonly profile: Pick<IdpProfile, 'deletesUsers'>
}

/** When nothing fits so often in a row, there is nothing left to change. */
const MOST_MISSES = 100
/** Changes draw from a sequence of their own. */
const STREAM = 1

export function createChangeMaker({ model, population, profile }: ChangeMakerOptions): ChangeMaker {
  const source = createSource(model, population)
  const kinds = CHANGE_KINDS.filter((kind) => profile.deletesUsers || kind !== 'deletion')
  return {
    change(count) {
      const draft = new ChangeDraft(source)
      const counts: Partial<Record<ChangeKind, number>> = {}
      for (let made = 0, misses = 0; made < count && misses < MOST_MISSES; ) {
        const kind = drawKind(source.randomizer, kinds)
        if (CHANGES[kind].make(draft)) {
          counts[kind] = (counts[kind] ?? 0) + 1
          made += 1
          misses = 0
        } else misses += 1
      }
      draft.end()
      return counts
    },
  }
}

function createSource(model: DirectoryModel, population: ChangeMakerOptions['population']): ChangeSource {
  const { organisation, seed, users, groups } = population
  const randomizer = generateMersenne53Randomizer()
  randomizer.seed([seed, users, groups, STREAM])
  const locales = createLocales(randomizer)
  let people = users
  const userNames = createUserNames([...model.users.values()].map(({ userName }) => localOf(userName)))
  const groupNames = createGroupNames(
    randomizer,
    locales,
    organisation,
    [...model.groups.values()].map(({ displayName }) => fold(displayName)),
  )
  return {
    model,
    organisation,
    randomizer,
    locales,
    english: locales.english.faker,
    newLocal: (givenName, familyName) => userNames(givenName, familyName, FIRST_EMPLOYEE_NUMBER + people++),
    // Past the names of groups that every company has once.
    newGroupName: () => groupNames(Number.POSITIVE_INFINITY),
    nextEmployeeNumber: () => String(FIRST_EMPLOYEE_NUMBER + people++),
    departed: [],
    freeGroupNames: [],
  }
}

/** What stands before the domain, also in the alias of a guest (`local_domain#EXT#@tenant`). */
function localOf(userName: string): string {
  const [before = ''] = fold(userName).split('@')
  return before.includes('#ext#') ? before.slice(0, before.lastIndexOf('_')) : before
}

function drawKind(random: Random, kinds: readonly ChangeKind[]): ChangeKind {
  let left = random.next() * kinds.reduce((sum, kind) => sum + CHANGES[kind].weight, 0)
  for (const kind of kinds) {
    left -= CHANGES[kind].weight
    if (left < 0) return kind
  }
  return 'move'
}
