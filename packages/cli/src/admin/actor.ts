/** Who a control write is recorded for. */
import { userInfo } from 'node:os'

export function cliActor(): string {
  try {
    return `cli:${userInfo().username}`
  } catch {
    // No entry for this user, as in many containers.
    return 'cli'
  }
}
