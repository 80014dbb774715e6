/** A setting has changed, or somebody asks for it: what it concerns is projected again, by the rules of now. */
import type { Commands } from './command.ts'
import { needRecord, recordOf } from './command-target.ts'
import type { CommandRule } from './plan-command.ts'
import { projectRow } from './project.ts'

export const REPROJECT: CommandRule<Commands['reproject']> = {
  need: () => undefined,
  apply(state, { scopes }) {
    for (const scope of scopes) state.mark(scope)
    return {}
  },
}

/** With what waits for the rows. One that is in review stays there. */
export const REPROJECT_RECORDS: CommandRule<Commands['reproject-records']> = {
  need(need, { recordIds }) {
    for (const id of recordIds) needRecord(need, id)
  },
  apply(state, { recordIds }) {
    const records = new Set(recordIds.map((id) => recordOf(state, id)))
    for (const { key } of records) projectRow(state, { key })
    return { records: records.size }
  },
}
