/** Who does not come back as they were, as a command answers it. */
import type { JsonObject } from '../scim/json.ts'
import type { CopyLosses } from './group-copy.ts'

/**
 * `notRestored`: people whose account is gone. `off`: people who are back in the group, without access while they are switched off.
 * Both lists together have MOST_LOSSES people at most, the counts all of them.
 * @param losses undefined: nobody was taken away, or they are being loaded
 */
export function notRestored(losses: CopyLosses | undefined): JsonObject {
  const named = (reason: string) =>
    (losses?.named ?? [])
      .filter((loss) => loss.reason === reason)
      .map(({ accountId, name }) => ({ account: accountId, name, reason }))
  return {
    members: (losses?.people ?? 0) - (losses?.gone ?? 0),
    notRestored: named('gone'),
    notRestoredCount: losses?.gone ?? 0,
    off: named('switched-off'),
    offCount: losses?.switchedOff ?? 0,
  }
}
