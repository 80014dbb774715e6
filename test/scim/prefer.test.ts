/** The Prefer header (RFC 7240 §2) and the Idempotency-Key header. */
import { parseIdempotencyKey } from '@syncline/core/scim/idempotency-key.ts'
import { parsePrefer } from '@syncline/core/scim/prefer.ts'
import { describe, expect, test } from 'vitest'

describe('Prefer', () => {
  const ASKED: readonly (readonly [string | undefined, boolean, number | null])[] = [
    [undefined, false, null],
    ['', false, null],
    ['respond-async', true, null],
    ['respond-async, wait=10', true, 10],
    // Two header lines.
    ['wait = "7", Respond-Async', true, 7],
    ['respond-async=""; foo; bar=1', true, null],
    ['return=minimal, handling="a, respond-async\\", wait=3"', false, null],
    ['handling="a\\"b", respond-async', true, null],
    ['respond-async=yes, respond-async', false, null],
    ['wait=5, wait=9, WAIT=1', false, 5],
    ['wait=-1, respond-async', true, null],
    ['wait=1.5', false, null],
    ['wait=99999999999999999999', false, null],
    ['wait=0', false, 0],
    ['respond async', false, null],
    ['"respond-async', false, null],
    [',, ;; =, respond-async', true, null],
  ]

  test.each(ASKED)('%s', (header, respondAsync, waitSeconds) => {
    expect(parsePrefer(header)).toEqual({ respondAsync, waitSeconds })
  })

  test.each(['"', '"\\', '=;', 'a="', ', "a\\" ', '\t', 'a = '])('a header full of %j is read to its end', (part) => {
    expect(parsePrefer(`${part.repeat(16_384 / part.length)}`).respondAsync).toBe(false)
  })
})

describe('Idempotency-Key', () => {
  const LONG = 'k'.repeat(255)
  test.each([
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    [' "a b,\\"c\\\\" ', 'a b,"c\\'],
    [`"${LONG}"`, LONG],
  ])('%s', (header, key) => {
    expect(parseIdempotencyKey(header, 'lenient')).toBe(key)
    expect(parseIdempotencyKey(header, 'strict')).toBe(key)
  })

  test('none', () => {
    expect(parseIdempotencyKey(undefined, 'strict')).toBeNull()
  })

  test('without quotes it is accepted, by lenient directories', () => {
    expect(parseIdempotencyKey(' a-b_c:1/2+3= ', 'lenient')).toBe('a-b_c:1/2+3=')
    expect(() => parseIdempotencyKey('abc', 'strict')).toThrow('Idempotency-Key')
  })

  test.each([
    '',
    '""',
    `"${LONG}k"`,
    `${LONG}k`,
    '"a", "b"',
    'a, b',
    'a b',
    '"a',
    'a"b',
    '"ä"',
    'ä',
    '"\u0007"',
    '"a\\b"',
  ])('%s is refused, and not quoted', (header) => {
    const refusal = () => parseIdempotencyKey(header, 'lenient')
    expect(refusal).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidValue' }))
    if (header.length > 3) expect(refusal).not.toThrow(header)
  })
})
