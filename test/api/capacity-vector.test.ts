/** As many requests as a validation sends in a minute (M73), and faster: a directory without a limit of its own refuses none. */
import { expect, test } from 'vitest'
import { CORE, PATCH_OP } from '../scim/fixtures.ts'
import { useVectorSystem } from '../support/vector-system.ts'

const { fresh } = useVectorSystem()

const A_MINUTE_OF_25_A_SECOND = 1_500
const AT_A_TIME = 25

test('M73: 1,500 requests of one directory, 25 at a time: no 429 and no 5xx', async () => {
  const client = await fresh()
  const filter = encodeURIComponent('userName eq "jsmith"')
  const Operations = [{ op: 'replace', path: 'title', value: 'x' }]
  const send = (at: number) => {
    if (at % 10 === 0) return client.send('POST', '/Users', { schemas: [CORE], userName: `user-${at}` })
    if (at % 10 === 1) return client.send('PATCH', '/Users/u-3', { schemas: [PATCH_OP], Operations })
    return client.send('GET', at % 2 === 0 ? `/Users?filter=${filter}` : '/Users/u-1')
  }
  const statuses = new Map<number, number>()
  let next = 0
  const connection = async (): Promise<void> => {
    while (next < A_MINUTE_OF_25_A_SECOND) {
      next += 1
      // biome-ignore lint/performance/noAwaitInLoops: a connection has one request at a time
      const { status } = await send(next)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, connection))
  expect(Object.fromEntries(statuses)).toEqual({ 200: 1_350, 201: 150 })
})
