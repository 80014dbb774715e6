/** A setting has changed, or somebody asks for it: what it concerns is projected again, by the rules of now. */
import type { Commands } from './command.ts'
import type { CommandRule } from './plan-command.ts'

export const REPROJECT: CommandRule<Commands['reproject']> = {
  need: () => undefined,
  apply(state, { scopes }) {
    for (const scope of scopes) state.mark(scope)
    return {}
  },
}
