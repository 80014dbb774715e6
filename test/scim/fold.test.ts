/** The form in which text is compared (RFC 7644 §5). */
import { fold, foldFragment } from '@syncline/core/scim/fold.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('folding joins what full Unicode case folding joins, and nothing else', () => {
  for (const [a, b] of [
    ['Straße', 'STRASSE'],
    ['straẞe', 'strasse'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
    ['ΣΑΣ', 'σασ'],
    ['İ', 'i̇'],
    ['ﬁne', 'FINE'],
    ['Åse', 'Åse'],
    ['ｊｏｅ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'joe@example.com'],
    ['  Ada ', 'ada'],
    ['Ада\u00a0', 'АДА'],
  ] as const) {
    expect(fold(a)).toBe(fold(b))
  }
  expect(fold('ı')).toBe('ı')
  expect(fold('ı')).not.toBe(fold('i'))
  expect(fold('I')).toBe('i')
  expect(fold('é')).not.toBe(fold('e'))
})

test('the small sigma at the end of a word folds as anywhere else', () => {
  expect(fold('ας')).toBe('ασ')
  expect(fold('ΑΣ Β')).toBe(`${fold('ΑΣ')} β`)
})

test('a fragment keeps its outer spaces', () => {
  expect(foldFragment('John ')).toBe('john ')
  expect(foldFragment(' ÉVA')).toBe(' éva')
})

test('folding is idempotent for every text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text))
    }),
  )
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('ǰ', 'ΐ', 'ͅ', 'ͅα', 'İ', 'ß', '̌', 'ﬃ', '¨', ' ', 'ς', '가') }),
      (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      },
    ),
  )
})

test('every single character folds idempotently', () => {
  const unstable: string[] = []
  for (let point = 0; point < 0x30000; point++) {
    if (point >= 0xd800 && point < 0xe000) continue
    const character = String.fromCodePoint(point)
    if (fold(fold(character)) !== fold(character)) unstable.push(point.toString(16))
  }
  expect(unstable).toEqual([])
})

test('upper and lower case of letters meet', () => {
  const letters = [
    ...'abcxyzäöüéñçøåæ',
    ...'абвгдеёжйщъыьэюя',
    ...'αβγδεζηθλμξπσωάέή',
    ...'աբգդե',
    ...'ąćęłńśźż',
    ...'ğşçö',
  ]
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...letters) }), (text) => {
      expect(fold(text.toUpperCase())).toBe(fold(text.toLowerCase()))
    }),
  )
})

test('folding a joined text is joining the folded parts, where nothing composes over the seam', () => {
  const letters = [...'abcABCßẞ', ...'ΣσςΑα', ...'ДдЁё', 'İ', 'ı', 'I', 'i', '漢', '한', '@', '.', '5']
  const text = fc.string({ unit: fc.constantFrom(...letters) })
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(foldFragment(left + right)).toBe(foldFragment(left) + foldFragment(right))
      expect(foldFragment(left + right).startsWith(foldFragment(left))).toBe(true)
    }),
  )
})
