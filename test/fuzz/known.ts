/** What the clients know of a directory: ids, texts, versions and cursors that they were told. */
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import { HOSTILE_TEXTS } from './hostile.ts'

const MOST_KEPT = 300
const UNKNOWN = '0190a000-0000-7000-8000-00000000ffff'

export type Known = {
  /** Mostly of a resource that is or was there. */
  id(type: ResourceType, random: SeededRandom): string
  /** Some that occur in resources; never none. */
  texts(random: SeededRandom): readonly string[]
  version(random: SeededRandom): string
  /** Empty for a first page. */
  cursor(random: SeededRandom): string
  /** How many of them are there, as far as one knows. */
  count(type: ResourceType): number
  /** A body that came with 2xx. */
  learn(body: unknown): void
  forget(id: string): void
}

export function createKnown(): Known {
  const ids: Record<ResourceType, string[]> = { User: [], Group: [] }
  const kept = { texts: ['user-1', 'work'], versions: ['W/"1"'], cursors: [''] }
  const keep = (list: string[], text: unknown) => {
    if (typeof text !== 'string' || text.length > 500) return
    list.push(text)
    if (list.length > MOST_KEPT) list.shift()
  }
  const learnOne = (resource: Readonly<Record<string, unknown>>) => {
    const { id, meta } = resource
    if (typeof id !== 'string' || typeof meta !== 'object' || meta === null) return
    const { resourceType, version } = meta as Readonly<Record<string, unknown>>
    if (resourceType !== 'User' && resourceType !== 'Group') return
    if (!ids[resourceType].includes(id)) keep(ids[resourceType], id)
    keep(kept.versions, version)
    for (const each of [id, resource.userName, resource.displayName, resource.externalId, resource.title])
      keep(kept.texts, each)
  }
  return {
    id(type, random) {
      const list = ids[type]
      if (list.length > 0 && random.chance(0.93)) return random.pick(list)
      return random.chance(0.7) ? UNKNOWN : random.pick([...HOSTILE_TEXTS, ...ids.User, ...ids.Group])
    },
    texts: (random) => (random.chance(0.9) ? kept.texts : HOSTILE_TEXTS),
    version: (random) =>
      random.chance(0.8) ? random.pick(kept.versions) : random.pick(['*', '', '"1"', 'W/', 'x', '","']),
    cursor: (random) =>
      random.chance(0.6) ? random.pick(kept.cursors) : random.chance(0.5) ? '' : random.pick(HOSTILE_TEXTS),
    count: (type) => ids[type].length,
    learn(body) {
      if (typeof body !== 'object' || body === null) return
      const { Resources, nextCursor } = body as Readonly<Record<string, unknown>>
      if (Array.isArray(Resources)) for (const resource of Resources) learnOne(resource)
      else learnOne(body as Readonly<Record<string, unknown>>)
      keep(kept.cursors, nextCursor)
    },
    forget(id) {
      for (const list of Object.values(ids)) {
        const at = list.indexOf(id)
        if (at !== -1) list.splice(at, 1)
      }
    },
  }
}
