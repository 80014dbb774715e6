/** Every measurement, in the order in which they run. */
import { create } from './measure/create.ts'
import { floors } from './measure/floors.ts'
import { journalOrJobs } from './measure/journal-or-jobs.ts'
import type { Measurement } from './measurement.ts'

export const MEASUREMENTS: readonly Measurement[] = [floors, create, journalOrJobs]
