/** What an administrator says of a hold without ending it. */
import { CommandRefusal, type Commands } from './command.ts'
import { needRecord, recordOf } from './command-target.ts'
import type { CommandRule } from './plan-command.ts'
import { dismiss } from './project-hold.ts'
import type { HoldKind } from './record.ts'

/** They wait for a decision, or are one. */
const DECIDED_OTHERWISE: ReadonlySet<HoldKind> = new Set([
  'conflict',
  'external-review',
  'guard',
  'guard-rejected',
  'detached',
])

export const DISMISS_HOLD: CommandRule<Commands['dismiss-hold']> = {
  need: (need, { recordId }) => needRecord(need, recordId),
  apply(state, { recordId, hold }, by) {
    const record = recordOf(state, recordId)
    const held = state.holds.get(record.key, hold)
    if (held === undefined) throw new CommandRefusal('refused', 'The record has no such hold. Look at it again.')
    if (DECIDED_OTHERWISE.has(hold)) {
      throw new CommandRefusal('refused', 'This hold cannot be dismissed: it waits for a decision, or is one.')
    }
    return { dismissed: dismiss(state, record, held, by) }
  },
}
