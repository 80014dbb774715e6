import { parseInstant } from '@syncline/core/scim/date-time.ts'
import { expect, test } from 'vitest'

test('instants compare whatever zone and however long a fraction they are written with', () => {
  const instant = parseInstant('2024-05-31T22:00:00Z')
  expect(parseInstant('2024-06-01T00:00:00+02:00')).toBe(instant)
  expect(parseInstant('2024-05-31T22:00:00.0000000')).toBe(instant)
  expect(parseInstant('2015-10-10T14:38:21.8617979-07:00')).toBe(parseInstant('2015-10-10T21:38:21.8617979Z'))
  expect(parseInstant('2015-10-10T14:38:21.8617979Z')).not.toBe(parseInstant('2015-10-10T14:38:21.8617978Z'))
})

test('what is no date and time is none', () => {
  for (const text of [
    'yesterday',
    '2024-05-31',
    '2024-02-31T00:00:00Z',
    '2024-05-31T25:00:00Z',
    '2024-05-31T10:00:00+99:00',
    '',
  ]) {
    expect(parseInstant(text)).toBeNull()
  }
})
