/** Plans of reads, at a size that is quickly filled. At 100,000 users: read-plans.long.test.ts. */
import { describe } from 'vitest'
import { describePlans } from '../support/read-plans.ts'

describe('among 5,000 users', () => {
  describePlans({ users: 5_000, groups: 500 }, 2_000)
})
