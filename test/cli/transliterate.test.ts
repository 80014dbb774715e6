import { transliterate } from '@syncline/cli/simulate/transliterate.ts'
import { describe, expect, it } from 'vitest'

describe('transliterate', () => {
  it.each([
    ['Łukasz', 'lukasz'],
    ["O'Connor-Weiß", 'oconnorweiss'],
    ['İbrahim Şükrü', 'ibrahimsukru'],
    ['Nguyễn Đức', 'nguyenduc'],
    ['Щербакова', 'shcherbakova'],
    ['Їжак', 'izhak'],
    ['Παπαδόπουλος', 'papadopoylos'],
  ])('writes %s as %s', (name, ascii) => {
    expect(transliterate(name)).toBe(ascii)
  })

  it.each(['山田', '김민준', 'محمد', 'כהן', 'สมชาย', '山田 Taro', '', '-'])(
    'has no letters for "%s", so the person is numbered',
    (name) => {
      expect(transliterate(name)).toBeNull()
    },
  )
})
