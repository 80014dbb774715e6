/**
 * The erasure of a person (docs/erasure.md): what a plan knows of whom it concerns, and what it leaves for the walk through the
 * history of the site, which comes behind it.
 */
import type { Need } from './need.ts'
import type { Key } from './record.ts'

/** What becomes of records of directories that are connected: their identity providers have the person still. */
export const ERASED_RECORDS = ['refuse', 'erase'] as const
export type ErasedRecords = (typeof ERASED_RECORDS)[number]

/** By the id that was asked for: of an account, or of a user that no account is linked to. */
export type LoadedPerson = {
  readonly id: string
  /** The operation that has erased whoever had the id; null: none has. */
  readonly erasedIn: string | null
  /** Users without a link that are the same person: with the address of the account, or left behind by it. */
  readonly recordKeys: readonly Key[]
}

/** By what a request is known that is about the person and names none of their ids: folded, externalIds as they are. */
export type ErasureTraces = {
  readonly emails: readonly string[]
  /** Of a directory. */
  readonly userNames: readonly (readonly [directoryId: number, name: string])[]
  /** Of a directory; 0: of any. */
  readonly externalIds: readonly (readonly [directoryId: number, externalId: string])[]
}

/** A person whose rows go with the batch, and whose history is to be blanked. The operation is the command. */
export type NewErasure = {
  readonly operationId: string
  readonly personId: string
  readonly accountKey: Key | null
  /** Of users whose rows, links or marks go, also of those that are deleted already. */
  readonly recordKeys: readonly Key[]
  /** Of the account and its users: what history knows them by. */
  readonly subjects: readonly string[]
  readonly traces: ErasureTraces
}

/** Whoever was never asked for, or is not there. */
export function nobody(id: string): LoadedPerson {
  return { id, erasedIn: null, recordKeys: [] }
}

export class Persons {
  readonly #persons = new Map<string, LoadedPerson>()
  readonly #missing: Need

  constructor(missing: Need) {
    this.#missing = missing
  }

  asked(need: Need): void {
    for (const id of need.persons) this.#persons.set(id, nobody(id))
  }

  load(persons: readonly LoadedPerson[]): void {
    for (const person of persons) this.#persons.set(person.id, person)
  }

  /** Nothing is known of them while that is loaded. */
  of(id: string): LoadedPerson {
    const person = this.#persons.get(id)
    if (person === undefined) this.#missing.persons.add(id)
    return person ?? nobody(id)
  }
}
