/**
 * A first sync in the order of Microsoft Entra: connection test, users, managers, groups, members. Everything is looked
 * up first, so a sync that was cut off is taken up by running it again.
 */
import { randomUUID } from 'node:crypto'
import { syncGroups, syncMembers } from './entra-groups.ts'
import { userLookUpPath } from './entra-messages.ts'
import { syncManagers, syncUsers } from './entra-users.ts'
import type { SyncContext } from './sync-context.ts'
import { expectStatus, SyncStopped, UnexpectedAnswer } from './sync-errors.ts'

export async function playFirstSync(context: SyncContext): Promise<void> {
  await testConnection(context)
  await syncUsers(context)
  await syncManagers(context)
  await syncGroups(context)
  await syncMembers(context)
}

/** Asks for a user that cannot exist; anything but an empty list means that this is no SCIM directory. */
async function testConnection({ client }: SyncContext): Promise<void> {
  const answer = await client.request('test connection', 'GET', userLookUpPath(randomUUID()))
  try {
    expectStatus(answer, 200)
  } catch (error) {
    if (!(error instanceof UnexpectedAnswer)) throw error
    const reason = `no SCIM directory answers at this address (${error.message})`
    throw new SyncStopped(`${reason}: the URL must end in /scim/v2/<directory id>`)
  }
}
