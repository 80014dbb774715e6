/** Whoever is to be erased, as a batch knows them: loaded, not there, or still to be asked for. */
import { nobody, Persons } from '@syncline/core/domain/erasure.ts'
import { emptyNeed } from '@syncline/core/domain/need.ts'
import { expect, test } from 'vitest'
import { A, B, C, NOBODY } from '../support/record-ids.ts'

test('persons that were asked for are as they were loaded, or nobody; others are asked for', () => {
  const missing = emptyNeed()
  const persons = new Persons(missing)
  const need = emptyNeed()
  need.persons.add(A).add(B)
  persons.asked(need)
  const loaded = { id: A, erasedIn: NOBODY, recordKeys: [1, 2] }
  persons.load([loaded])
  expect([persons.of(A), persons.of(B)]).toEqual([loaded, { id: B, erasedIn: null, recordKeys: [] }])
  expect(missing.persons.size).toBe(0)
  expect(persons.of(C)).toEqual(nobody(C))
  expect([...missing.persons]).toEqual([C])
})
