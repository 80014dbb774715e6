/** However much of a chain of waiting people and groups is left to the next steps, the site comes to the same, row by row. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MemoryRequest } from '../support/memory-site.ts'
import { MemorySite } from '../support/memory-site.ts'
import { imageOf } from '../support/memory-view.ts'
import { directoryPolicy } from '../support/policies.ts'
import {
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  person,
  renameGroup,
  replaceUser,
} from '../support/requests.ts'

const DIRECTORIES = [1, 2] as const
const PEOPLE = 8
const numbers = Array.from({ length: PEOPLE }, (_, n) => n)
const idOf = (kind: 'a' | 'b', directory: number, n: number) =>
  `0190${kind.repeat(4)}-0000-7000-8000-${String(directory * 100 + n).padStart(12, '0')}`
// More than there are people of one directory, and fewer than there are people.
const address = (n: number) => `person-${n}@example.com`
const groupName = (n: number) => `Group ${n}`

const request: fc.Arbitrary<MemoryRequest> = fc
  .record({
    kind: fc.constantFrom('moves', 'moves', 'moves', 'renames', 'renames', 'leaves', 'goes', 'ends', 'returns'),
    directoryId: fc.constantFrom(...DIRECTORIES),
    n: fc.nat({ max: PEOPLE - 1 }),
    to: fc.nat({ max: PEOPLE + 3 }),
  })
  .map(({ kind, directoryId, n, to }) => ({ ...requestOf(kind, directoryId, n, to), directoryId }))

function requestOf(kind: string, directory: number, n: number, to: number) {
  const user = idOf('a', directory, n)
  switch (kind) {
    case 'moves':
      return replaceUser(user, 'emails', [{ value: address(to), type: 'work', primary: true }])
    case 'renames':
      return renameGroup(idOf('b', directory, n), groupName(to))
    case 'goes':
      return deleteUser(user)
    case 'ends':
      return deleteGroup(idOf('b', directory, n))
    case 'returns':
      return replaceUser(user, 'active', to % 2 === 0)
    default:
      return replaceUser(user, 'emails', [])
  }
}

const prologue: MemoryRequest[] = DIRECTORIES.flatMap((directoryId) =>
  numbers.flatMap((n) => [
    {
      ...createUser(idOf('a', directoryId, n), person(`user ${directoryId} ${n}`, address(n + directoryId))),
      directoryId,
    },
    { ...createGroup(idOf('b', directoryId, n), groupName(n + directoryId), [idOf('a', directoryId, n)]), directoryId },
  ]),
)

test('one link at a time, or the whole chain in one batch', () => {
  let cut = 0
  fc.assert(
    fc.property(fc.array(request, { minLength: 10, maxLength: 60, size: 'max' }), (history) => {
      const site = (chainLinks: number) => {
        const it = new MemorySite({ chainLinks, directories: DIRECTORIES.map((id) => directoryPolicy({ id })) })
        it.apply(...prologue)
        // So that most chains go over what earlier batches wrote.
        for (const each of history.slice(0, -5)) it.apply(each)
        const { rounds } = it.apply(...history.slice(-5))
        it.settle()
        return { image: imageOf(it), batches: rounds.length }
      }
      const [whole, single] = [site(1_000), site(1)]
      if (single.batches > whole.batches) cut += 1
      expect(single.image).toEqual(whole.image)
    }),
    { numRuns: Number(process.env.SYNCLINE_TEST_RUNS ?? 200) },
  )
  // Otherwise nothing was left to a step.
  expect(cut).toBeGreaterThan(0)
})
