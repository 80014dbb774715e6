/** The tombstones that a batch knows of, and what it lays and takes. They come with the external ids that are asked for. */
import type { Audience } from './operation.ts'
import type { Tombstone } from './record.ts'

export class Tombstones {
  readonly #original = new Map<string, Tombstone>()
  readonly #current = new Map<string, Tombstone | null>()

  load(tombstone: Tombstone): void {
    this.#original.set(nameOf(tombstone), tombstone)
  }

  /** Of the directory itself, else of one that was disconnected. The external id has been asked for. */
  find(directoryId: number, audience: Audience, externalId: string): Tombstone | undefined {
    return this.#get({ directoryId, audience, externalId }) ?? this.#get({ directoryId: 0, audience, externalId })
  }

  lay(tombstone: Tombstone): void {
    this.#current.set(nameOf(tombstone), tombstone)
  }

  take(tombstone: Tombstone): void {
    this.#current.set(nameOf(tombstone), null)
  }

  written(): { readonly deleted: Tombstone[]; readonly inserted: Tombstone[] } {
    const deleted: Tombstone[] = []
    const inserted: Tombstone[] = []
    for (const [name, now] of this.#current) {
      const before = this.#original.get(name)
      if (before !== undefined) deleted.push(before)
      if (now !== null) inserted.push(now)
    }
    return { deleted, inserted }
  }

  #get(place: Place): Tombstone | undefined {
    const name = nameOf(place)
    const now = this.#current.get(name)
    return now === undefined ? this.#original.get(name) : (now ?? undefined)
  }
}

type Place = Pick<Tombstone, 'directoryId' | 'audience' | 'externalId'>

function nameOf({ directoryId, audience, externalId }: Place): string {
  return `${directoryId}|${audience}|${externalId}`
}
