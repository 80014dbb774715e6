/** Every measurement, in the order in which they run. */
import { addMember } from './measure/add-member.ts'
import { conflict } from './measure/conflict.ts'
import { connections } from './measure/connections.ts'
import { create } from './measure/create.ts'
import { fillGroup } from './measure/fill-group.ts'
import { floors } from './measure/floors.ts'
import { get } from './measure/get.ts'
import { idle } from './measure/idle.ts'
import { journalOrJobs } from './measure/journal-or-jobs.ts'
import { list } from './measure/list.ts'
import { lookUp } from './measure/look-up.ts'
import { patch } from './measure/patch.ts'
import { readGroup } from './measure/read-group.ts'
import { start } from './measure/start.ts'
import type { Measurement } from './measurement.ts'

export const MEASUREMENTS: readonly Measurement[] = [
  floors,
  create,
  patch,
  idle,
  connections,
  lookUp,
  get,
  list,
  fillGroup,
  addMember,
  readGroup,
  start,
  conflict,
  journalOrJobs,
]
