/** Filters in memory (RFC 7644 §3.4.2.2). */
import type { Mode } from '@syncline/core/domain/operation.ts'
import { checkFilter } from '@syncline/core/scim/filter-check.ts'
import { evaluateFilter } from '@syncline/core/scim/filter-evaluate.ts'
import { parseFilter } from '@syncline/core/scim/filter-parse.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENTERPRISE } from '../support/urns.ts'
import { MODES, refusal, refused, vectors } from './fixtures.ts'

const check = (text: string, mode: Mode = 'lenient') => checkFilter(parseFilter(text, mode), RESOURCE_TYPES.User, mode)
const found = (text: string, mode: Mode = 'lenient') =>
  vectors.fixtures.users.filter((user) => evaluateFilter(check(text, mode), user)).map((user) => user.id)
const matches = (text: string, user: JsonObject, mode: Mode = 'lenient') => evaluateFilter(check(text, mode), user)

test.each(MODES)('and binds tighter than or, parentheses and not before both (%s)', (mode) => {
  const all = [true, false]
  for (const a of all) {
    for (const b of all) {
      for (const c of all) {
        const user = { userName: a ? 'x' : 'y', title: b ? 'x' : 'y', userType: c ? 'x' : 'y' }
        const [A, B, C] = ['userName eq "x"', 'title eq "x"', 'userType eq "x"']
        expect(matches(`${A} or ${B} and ${C}`, user, mode)).toBe(a || (b && c))
        expect(matches(`${A} and ${B} or ${C}`, user, mode)).toBe((a && b) || c)
        expect(matches(`(${A} or ${B}) and ${C}`, user, mode)).toBe((a || b) && c)
        expect(matches(`not (${A}) and ${B}`, user, mode)).toBe(!a && b)
        expect(matches(`NOT(${A} AND ${B}) Or ${C}`, user, mode)).toBe(!(a && b) || c)
      }
    }
  }
})

test.each(MODES)('parentheses and not work inside brackets (%s)', (mode) => {
  expect(found('emails[(type eq "work" or type eq "home") and not (value ew "example.com")]', mode)).toEqual([
    'u-1',
    'u-2',
  ])
  expect(found('emails[type eq "work"] and emails[value ew ".org"]', mode)).toEqual(['u-1', 'u-2'])
})

test.each(MODES)('every operator compares texts without case and references with it (%s)', (mode) => {
  const user = { title: 'Vice PRESIDENT', profileUrl: 'https://x.org/Me' }
  for (const text of [
    'eq "vice president"',
    'co "E p"',
    'sw "VICE "',
    'ew " president"',
    'gt "VIB"',
    'ge "vice president"',
    'lt "w"',
    'le "w"',
  ]) {
    expect(matches(`title ${text}`, user, mode)).toBe(true)
  }
  for (const text of ['ne "VICE president"', 'co "x"', 'sw "president"', 'ew "vice"', 'gt "w"', 'lt "vice"']) {
    expect(matches(`title ${text}`, user, mode)).toBe(false)
  }
  expect(matches('profileUrl eq "https://x.org/Me"', user, mode)).toBe(true)
  expect(matches('profileUrl eq "https://x.org/me"', user, mode)).toBe(false)
})

test('texts are ordered by code point, not by UTF-16 unit', () => {
  expect(matches('title gt "\uf8ff"', { title: '😀' })).toBe(true)
  expect(matches('title lt "b"', { title: 'a' })).toBe(true)
  expect(matches('title gt "a"', { title: 'ab' })).toBe(true)
})

test('a reference is the same whatever protocol version it names', () => {
  const user = { [ENTERPRISE]: { manager: { $ref: 'https://sp.example/scim/v2/Users/u-2' } } }
  expect(matches(`${ENTERPRISE}:manager.$ref eq "https://sp.example/scim/Users/u-2"`, user)).toBe(true)
  expect(matches('manager.$ref eq "https://sp.example/scim/Users/u-3"', user)).toBe(false)
})

test('an absent value means its default', () => {
  expect(matches('active eq true', {})).toBe(true)
  expect(matches('emails[primary eq false]', { emails: [{ value: 'a' }] })).toBe(true)
  expect(matches('emails.primary eq false', {})).toBe(false)
  expect(matches('emails[primary eq true]', { emails: [{ value: 'a' }] })).toBe(false)
})

test('pr: empty text and empty objects are absent, false is not', () => {
  expect(matches('title pr', { title: '' })).toBe(false)
  expect(matches('name pr', { name: { givenName: '' } })).toBe(false)
  expect(matches('emails.display pr', { emails: [{ value: 'a' }] })).toBe(false)
  expect(matches('emails[display pr]', { emails: [{ display: 'a' }] })).toBe(true)
  expect(matches('active pr', { active: false })).toBe(true)
})

test('lenient reads what real clients send; strict refuses it', () => {
  const cases: [string, JsonObject][] = [
    ["userName eq 'O\\'Malley'", { userName: "o'malley" }],
    ['title eq \'say "hi"\'', { title: 'say "hi"' }],
    ['userName eq bjensen@example.com', { userName: 'BJENSEN@example.com' }],
    ['meta.Created gt 2015-10-10T14:38:21.8617979-07:00', { meta: { created: '2016-01-01T00:00:00Z' } }],
    ['active eq "True"', { active: true }],
    ['userName eq 42', { userName: '42' }],
    ['title eq true', { title: 'TRUE' }],
    ['emails[type eq "work"].value pr', { emails: [{ type: 'work', value: 'x' }] }],
  ]
  for (const [text, user] of cases) {
    expect(matches(text, user)).toBe(true)
    expect(refusal(() => check(text, 'strict'))).toBe('invalidFilter')
  }
})

test.each(MODES)('a quote ends a word and spaces may be many (%s)', (mode) => {
  expect(matches('  userName   eq"a\\u0062"  ', { userName: 'ab' }, mode)).toBe(true)
})

test.each(MODES)('what does not fit the grammar or the schema is refused (%s)', (mode) => {
  for (const text of [
    '',
    '   ',
    'eq "a"',
    'userName eq',
    'userName eq "a',
    'userName eq "\\x"',
    'userName eq "a" title pr',
    'userName eq "a" or or title pr',
    '(userName pr',
    'userName pr)',
    'not userName pr',
    'emails[type eq "work"',
    'emails[]',
    'emails[emails pr]',
    'emails[type eq "work"].',
    'userName[value eq "a"]',
    'name eq "a"',
    'name co "a"',
    'active co "t"',
    'active gt true',
    'x509Certificates lt "a"',
    'meta.created co "2024"',
    'meta.created gt "2024-05-31"',
    'title gt null',
    'title co null',
    'active eq 1',
    'password eq "x"',
    'password pr',
    'emails[password eq "x"]',
    'userName.value pr',
    'emails.nosuch pr',
    'emails.value.x pr',
    'userName\teq\t"a"',
    'userName eq "\\u0000"',
  ]) {
    expect(
      refusal(() => check(text, mode)),
      text,
    ).toBe('invalidFilter')
  }
})

test('limits: 8 KiB, depth 50, 200 terms', () => {
  const nested = (depth: number) => `${'('.repeat(depth)}title pr${')'.repeat(depth)}`
  const terms = (count: number) => Array.from({ length: count }, () => 'title pr').join(' or ')
  check(nested(50))
  check(terms(200))
  check(`title eq "${'x'.repeat(8000)}"`)
  for (const text of [nested(51), terms(201), `title eq "${'x'.repeat(8192)}"`, '('.repeat(8000)]) {
    expect(refusal(() => check(text))).toBe('invalidFilter')
  }
})

test('a refusal teaches: what was expected, and where', () => {
  expect(refused(() => check('userName')).message).toBe(
    "filter: expected an operator after 'userName' at position 9; operators are eq, ne, co, sw, ew, gt, ge, lt, le, pr",
  )
  expect(refused(() => check('userName regex "x"')).message).toContain("'regex' at position 10 is no operator")
  expect(refused(() => check('userName eq "a" and')).message).toContain('expected an attribute name at position 20')
})

test('a refusal never repeats a value', () => {
  for (const text of [
    'userName eq "MARKER',
    'active eq "MARKER"',
    '"MARKER" eq userName',
    'userName "MARKER"',
    'meta.created gt "MARKER"',
    'password eq "MARKER"',
    'userName MARKER9 "x"',
  ]) {
    expect(refused(() => check(text)).message, text).not.toContain('MARKER')
  }
})

test('checking resolves names, types literals and folds operands', () => {
  expect(check('USERNAME eq "ÉVA"')).toMatchObject({
    kind: 'compare',
    operator: 'eq',
    target: { extension: null, attribute: { name: 'userName' }, sub: null },
    value: 'ÉVA',
    key: 'éva',
  })
  expect(check('emails sw "A "')).toMatchObject({
    target: { attribute: { name: 'emails' }, sub: { name: 'value' } },
    key: 'a ',
  })
  expect(check('title eq null')).toMatchObject({ kind: 'not', filter: { kind: 'present' } })
  expect(check('department ne null')).toMatchObject({ kind: 'present', target: { extension: ENTERPRISE } })
})

test('any text is either refused with invalidFilter or a filter; nothing else is thrown', () => {
  const word = fc.constantFrom(
    'userName',
    'emails',
    'name.',
    '.value',
    'eq',
    'PR',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '"a"',
    "'b'",
    '"',
    "'",
    '\\',
    '1',
    'null',
    'true',
    ' ',
    ENTERPRISE,
    ':',
    '\u0001',
    '\ud800',
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 14 }), fc.constantFrom(...MODES), fc.boolean(), (words, mode, spaced) => {
      const text = words.join(spaced ? ' ' : '')
      try {
        matches(text, { userName: 'a', emails: [{ value: 'b' }] }, mode)
      } catch (error) {
        expect(error).toMatchObject({ name: 'ScimError', scimType: 'invalidFilter' })
      }
    }),
    { numRuns: 2000 },
  )
})
