/**
 * The groups of users whose writes are answered: requests that were applied together are answered together, and share one
 * read of each directory.
 */
import type { ReadScope } from '@syncline/core/storage/read/resource-table.ts'
import { type GroupsOfUser, readGroupsOfUsers } from '@syncline/core/storage/read/user-groups-read.ts'
import DataLoader from 'dataloader'
import type pg from 'pg'

export type GroupsReader = (scope: ReadScope, userId: string) => Promise<GroupsOfUser>

/** Nothing is remembered: a reader sees what is committed when it asks. */
export function createGroupsReader(pool: pg.Pool): GroupsReader {
  const loaders = new Map<string, DataLoader<string, GroupsOfUser>>()

  const loaderOf = (scope: ReadScope): DataLoader<string, GroupsOfUser> => {
    const name = `${scope.siteId}/${scope.directoryId}`
    const waiting = loaders.get(name)
    if (waiting !== undefined) return waiting
    const loader = new DataLoader<string, GroupsOfUser>(
      async (userIds) => {
        loaders.delete(name)
        const groups = await readGroupsOfUsers(pool, scope, [...new Set(userIds)])
        return userIds.map((userId) => groups.get(userId) ?? [])
      },
      { cache: false },
    )
    loaders.set(name, loader)
    return loader
  }

  return (scope, userId) => loaderOf(scope).load(userId)
}
