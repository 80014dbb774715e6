/**
 * A directory comes to its end at the site (design: Directory life). The keys were revoked and its phase set when it was asked for;
 * here its links are cut by statements over whole tables (storage/lane/write-disconnect.ts), and whoever waited for an account of
 * its people is projected again. Once more changes nothing: there is nothing left to cut.
 */
import { CommandRefusal, type Commands } from './command.ts'
import type { CommandRule } from './plan-command.ts'

export const DISCONNECT_DIRECTORY: CommandRule<Commands['disconnect-directory']> = {
  // What it closes is not loaded: the statements see all that was opened before it, and nothing that comes behind it.
  alone: true,
  need: () => undefined,
  apply(state, { directoryId }) {
    if (state.context.directories.get(directoryId)?.phase !== 'disconnected')
      throw new CommandRefusal('refused', 'The directory is connected.')
    state.disconnected.push({ operationId: state.operationId, directoryId })
    state.mark({ kind: 'holds', directoryId: null, holds: ['duplicate', 'conflict'] })
    state.mark({ kind: 'conflicts' })
    return {}
  },
}
