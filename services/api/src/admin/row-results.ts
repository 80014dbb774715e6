/** What came of each row of a request that has many, as answers show it. */
import { ROW_FAULTS, type RowFault } from '@syncline/core/domain/import.ts'
import { z } from 'zod'
import { ID } from './schemas.ts'

const FAULTS = Object.keys(ROW_FAULTS) as [RowFault, ...RowFault[]]

export const ROW = z
  .object({
    result: z.enum(['created', 'updated', 'unchanged', 'refused']),
    id: ID.optional().describe('Of the account or group.'),
    fault: z.enum(FAULTS).optional().describe('Why it is refused.'),
    detail: z.string().optional().describe('Why, and what to do.'),
  })
  .openapi('RowResult')

type Row = z.output<typeof ROW>

/** @param stored as the lane has it (RowResult in core/domain) */
export function shownRow(stored: unknown): Row {
  const row = ROW.parse(stored)
  return row.fault === undefined ? row : { ...row, detail: ROW_FAULTS[row.fault] }
}

export function shownRows(stored: unknown): Row[] {
  return z.array(z.unknown()).parse(stored).map(shownRow)
}
