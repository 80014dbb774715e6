import { smallestUuidv7, uuidv7 } from '@syncline/core/runtime/uuid.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const instant = fc.integer({ min: 0, max: 2 ** 48 - 2 })

test('an id is a UUID of version 7 and carries its millisecond (RFC 9562 §5.7)', () => {
  fc.assert(
    fc.property(instant, (now) => {
      const id = uuidv7(now)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(now)
    }),
  )
})

test('the smallest id of an instant is above all ids before it and not above those since', () => {
  fc.assert(
    fc.property(instant, (now) => {
      expect(smallestUuidv7(now) <= uuidv7(now)).toBe(true)
      expect(uuidv7(now) < smallestUuidv7(now + 1)).toBe(true)
    }),
  )
})
