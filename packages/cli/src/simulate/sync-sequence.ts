/**
 * The order of a first sync and of the cycles after it, for every profile: connection test, users, managers, groups,
 * members, deletions. In a first sync everything is looked up, so one that was cut off is taken up by running it again;
 * a cycle sends what the model has and the directory is not known to have, failures of earlier cycles included.
 */

import { forEachInOrder } from './concurrency.ts'
import type { ModelUser } from './model.ts'
import type { Step } from './progress.ts'
import { deleteGroups, sendGroups, sendMembers } from './send-groups.ts'
import { deleteUsers, sendManagers, sendUsers } from './send-users.ts'
import { runStep, type SyncContext } from './sync-context.ts'
import { expectStatus, SyncStopped, UnexpectedAnswer } from './sync-errors.ts'

export async function playFirstSync(context: SyncContext): Promise<void> {
  const { users, groups } = context.model
  const count =
    (step: Step) =>
    (done = 1) => {
      step.done += done
    }
  await testConnection(context)
  await runStep(context, 'users', (step) => sendUsers(context, users.values(), count(step)))
  await runStep(context, 'managers', (step) => sendManagers(context, withManager(context), count(step)))
  await runStep(context, 'groups', (step) => sendGroups(context, groups.values(), count(step)))
  await runStep(context, 'members', (step) => sendMembers(context, groups.values(), count(step)))
}

/** Counts the objects that something is sent for. */
export async function playCycle(context: SyncContext): Promise<void> {
  const { model } = context
  const step = context.progress.step('cycles')
  const stage = <T>(items: readonly T[], send: (items: readonly T[], sent: () => void) => Promise<void>) => {
    step.total += items.length
    return send(items, () => {
      step.done += 1
    })
  }
  const users = () => [...model.users.values()]
  const groups = () => [...model.groups.values()]
  await step.run(async () => {
    await stage(
      users().filter((user) => user.id === null || user.known !== user.attributes),
      (items, sent) => sendUsers(context, items, sent),
    )
    await stage(
      users().filter((user) => user.knownManagerId !== model.managerIdOf(user)),
      (items, sent) => sendManagers(context, items, sent),
    )
    await stage(
      groups().filter((group) => group.id === null || group.knownDisplayName !== group.displayName),
      (items, sent) => sendGroups(context, items, sent),
    )
    await stage(
      groups().filter((group) => group.membersChanged),
      async (items, sent) => {
        await sendMembers(context, items, () => undefined)
        for (const _ of items) sent()
      },
    )
    await stage([...model.closedGroups], (items, sent) => deleteGroups(context, items, sent))
    await stage([...model.leavers], (items, sent) => deleteUsers(context, items, sent))
  })
}

function* withManager({ model }: SyncContext): Generator<ModelUser> {
  for (const user of model.users.values()) if (user.manager !== null) yield user
}

/** Anything but a list means that this is no SCIM directory. */
async function testConnection({ client, profile }: SyncContext): Promise<void> {
  await forEachInOrder(profile.connectionTest(), async (path) => {
    const answer = await client.request('test connection', 'GET', path)
    try {
      expectStatus(answer, 200)
    } catch (error) {
      if (!(error instanceof UnexpectedAnswer)) throw error
      const reason = `no SCIM directory answers at this address (${error.message})`
      throw new SyncStopped(`${reason}: the URL must end in /scim/v2/<directory id>`)
    }
  })
}
