/** Plans of reads among as many users as a large directory has, and a group of all of them. */
import { describe } from 'vitest'
import { describePlans } from '../support/read-plans.ts'

describe('among 100,000 users', () => {
  describePlans({ users: 100_000, groups: 10_000 }, 100_000)
})
