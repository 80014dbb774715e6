/** Sites with directories, and for each directory the clients that will write to it. The same seed makes the same ones. */
import type pg from 'pg'
import { type SeededRandom, seededRandom } from '../../support/seeded-random.ts'
import { createTestDirectory, type TestDirectory } from '../../support/test-directory.ts'
import { Actor } from './actor.ts'
import { createStormClient, type StormClientOptions, type Tally } from './client.ts'
import type { ModelledDirectory } from './invariants.ts'
import { newModel } from './model.ts'

export type PopulationOptions = {
  readonly apiUrls: readonly string[]
  readonly sites: number
  /** Of each site. */
  readonly directories: number
  /** Of each directory. */
  readonly actors: number
  readonly seed: number
  readonly tally: Tally
  readonly violations: string[]
  readonly timeoutMs: number
  readonly onAttempt?: StormClientOptions['onAttempt']
}

export type PopulatedDirectory = ModelledDirectory & {
  readonly actors: readonly Actor[]
  /** A list of a few users, at the first API, and the key for it. */
  readonly readUrl: string
  readonly key: string
}

export async function populate(pool: pg.Pool, options: PopulationOptions): Promise<PopulatedDirectory[]> {
  const made: TestDirectory[] = []
  for (const first of places(options)) {
    // biome-ignore lint/performance/noAwaitInLoops: sites and directories are numbered in their order
    made.push(await createTestDirectory(pool, { guard: false, ...(first ? {} : { of: made.at(-1) as TestDirectory }) }))
  }
  return Promise.all(made.map((directory, at) => populateDirectory(options, directory, at)))
}

/** For each directory whether it is the first one of its site. */
function places({ sites, directories }: PopulationOptions): boolean[] {
  return Array.from({ length: sites * directories }, (_, at) => at % directories === 0)
}

async function populateDirectory(
  { apiUrls, actors, seed, tally, violations, timeoutMs, onAttempt }: PopulationOptions,
  { siteId, directoryId, directoryPublicId, key }: TestDirectory,
  at: number,
): Promise<PopulatedDirectory> {
  const baseUrls = apiUrls.map((url) => `${url}/scim/v2/${directoryPublicId}`)
  const clientOf = (random: SeededRandom) =>
    createStormClient({ baseUrls, key, random, tally, timeoutMs, ...(onAttempt ? { onAttempt } : {}) })
  const displayName = `shared-${at}`
  const made = await clientOf(seededRandom(`${seed} ${at}`)).request('POST', '/Groups', { displayName })
  const shared = { id: String(made.body.id), version: 1, displayName, members: new Set<string>() }
  const model = newModel()
  return {
    siteId,
    directoryId,
    model,
    shared,
    readUrl: `${baseUrls[0]}/Users?count=10`,
    key,
    actors: Array.from({ length: actors }, (_, n) => {
      const name = `d${at}-a${n}`
      const random = seededRandom(`${seed} ${name}`)
      const client = clientOf(seededRandom(`${seed} ${name} client`))
      return new Actor({ name, random, client, model, shared, violations })
    }),
  }
}
