/** What the hardware, Postgres and HTTP allow, in the same run as the figures that are compared with it. */
import { hello } from '../floor/hello.ts'
import { statementFloors } from '../floor/statements.ts'
import type { Measurement } from '../measurement.ts'

export const floors: Measurement = {
  name: 'floors',
  what: 'what the hardware, Postgres and HTTP allow',
  queueMatters: true,
  async run({ sizes, otherDatabase }) {
    const statements = await statementFloors(await otherDatabase(), sizes.floorRows)
    const http = await hello(sizes.floorRows * 2)
    return {
      figures: [...statements.figures, http],
      counted: { 'rows of journal': statements.journal, users: statements.users },
    }
  },
}
