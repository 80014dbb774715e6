/** Groups of different sizes in one directory, made once and shared by the rounds. */
import { fillDirectory } from '../support/fill-directory.ts'
import type { Bench } from './measurement.ts'
import { addMembersBody } from './people.ts'
import { appendUsers, type StoredUsers, untilStored } from './stored-users.ts'

const A_REQUEST = 1_000

export type Group = { readonly size: number; readonly id: string }
/** `spare`: users who are in none of them. */
export type Groups = StoredUsers & { readonly groups: readonly Group[]; readonly spare: readonly string[] }

/** Their names are `Group of 10` and so on. */
export async function storeGroups(bench: Bench): Promise<Groups> {
  const { groups: sizes, additions } = bench.sizes
  const largest = Math.max(...sizes)
  const users = await appendUsers(bench, largest + additions)
  const { directory, ids } = users
  const { databaseUrl } = bench.system
  const created = await fillDirectory(
    databaseUrl,
    directory,
    sizes.map((size) => ({ method: 'POST', resourceType: 'Group', body: { displayName: `Group of ${size}` } })),
  )
  const groups = sizes.map((size, at) => ({ size, id: created[at] ?? '' }))
  const additionsOf = groups.flatMap(({ size, id }) =>
    Array.from({ length: Math.ceil(size / A_REQUEST) }, (_, at) => {
      const members = ids.slice(at * A_REQUEST, Math.min(size, (at + 1) * A_REQUEST))
      return {
        method: 'PATCH',
        resourceType: 'Group',
        resourceId: id,
        body: JSON.parse(addMembersBody(members)),
      } as const
    }),
  )
  await fillDirectory(databaseUrl, directory, additionsOf)
  await untilStored(bench, directory)
  const operations = users.operations + groups.length + additionsOf.length
  return { ...users, operations, groups, spare: ids.slice(largest) }
}
