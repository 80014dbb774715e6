/** ASCII forms of names for user principal names, which identity providers keep to plain letters. */

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  // Russian and Ukrainian
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
  // Greek
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
}

/**
 * Lower-case ASCII letters and digits of a name, words joined by nothing; null where the script has no letter table
 * here (Chinese, Japanese, Korean, Arabic, Hebrew, Thai), so that the caller numbers the person instead.
 */
export function transliterate(name: string): string | null {
  let ascii = ''
  // Decomposed, so that accents fall off; the Turkish dotted capital becomes i and a dropped dot.
  for (const letter of name.toLowerCase().normalize('NFD')) {
    if (/[a-z0-9]/.test(letter)) ascii += letter
    else if (letter in LETTERS) ascii += LETTERS[letter]
    else if (/[\p{Letter}]/u.test(letter)) return null
  }
  return ascii === '' ? null : ascii
}
