/** Where the people of a population come from: about three in ten have names in another script than Latin. */
import {
  ar,
  base,
  de,
  el,
  en,
  es,
  Faker,
  fr,
  he,
  ja,
  ko,
  type LocaleDefinition,
  pl,
  type Randomizer,
  ru,
  th,
  tr,
  uk,
  vi,
  zh_CN,
} from '@faker-js/faker'

export type LocaleFaker = {
  readonly faker: Faker
  readonly language: string
  /** The family name comes first in a full name. */
  readonly familyFirst: boolean
  /** Between the parts of a full name; Chinese, Japanese and Korean names are written without a space. */
  readonly separator: string
}

type LocaleRow = {
  readonly definition: LocaleDefinition
  readonly language: string
  readonly weight: number
  readonly familyFirst?: true
  readonly separator?: string
}

const LOCALES: readonly LocaleRow[] = [
  { definition: en, language: 'en-US', weight: 38 },
  { definition: de, language: 'de-DE', weight: 9 },
  { definition: fr, language: 'fr-FR', weight: 7 },
  { definition: es, language: 'es-ES', weight: 5 },
  { definition: pl, language: 'pl-PL', weight: 4 },
  { definition: tr, language: 'tr-TR', weight: 4 },
  { definition: vi, language: 'vi-VN', weight: 4, familyFirst: true },
  { definition: ja, language: 'ja-JP', weight: 5, familyFirst: true },
  { definition: zh_CN, language: 'zh-CN', weight: 5, familyFirst: true, separator: '' },
  { definition: ko, language: 'ko-KR', weight: 3, familyFirst: true, separator: '' },
  { definition: ar, language: 'ar-EG', weight: 4 },
  { definition: he, language: 'he-IL', weight: 2 },
  { definition: ru, language: 'ru-RU', weight: 5 },
  { definition: uk, language: 'uk-UA', weight: 2 },
  { definition: el, language: 'el-GR', weight: 2 },
  { definition: th, language: 'th-TH', weight: 1 },
]

const TOTAL_WEIGHT = LOCALES.reduce((sum, row) => sum + row.weight, 0)

/** Fakers of every locale on one randomizer, and the draw of a locale by its weight. */
export function createLocales(randomizer: Randomizer) {
  const rows = LOCALES.map((row) => ({
    weight: row.weight,
    faker: new Faker({ locale: [row.definition, en, base], randomizer }),
    language: row.language,
    familyFirst: row.familyFirst ?? false,
    separator: row.separator ?? ' ',
  }))
  const english: LocaleFaker = rows[0] ?? raise()
  return {
    english,
    of(language: string): LocaleFaker {
      return rows.find((row) => row.language === language) ?? english
    },
    draw(): LocaleFaker {
      let left = randomizer.next() * TOTAL_WEIGHT
      for (const row of rows) {
        left -= row.weight
        if (left < 0) return row
      }
      return english
    },
  }
}

export type Locales = ReturnType<typeof createLocales>

function raise(): never {
  throw new Error('no locales')
}
