/**
 * The one folding function. Every compared text (userName, e-mail, displayName, filter operands) goes through it,
 * and key columns hold its results; SQL never folds.
 * Guarantee: NFKC, full Unicode case folding, trimmed; the same on every machine and locale, whatever the position
 * in the word; idempotent.
 */

const PRINTABLE_ASCII = /^[ -~]*$/

/** The form under which two texts are the same to SCIM when caseExact is false (RFC 7643 §2.2, RFC 7644 §5). */
export function fold(value: string): string {
  return foldFragment(value).trim()
}

/** fold() without the trim, for a part of a text: the operand of `co`, `sw`, `ew`. */
export function foldFragment(value: string): string {
  if (PRINTABLE_ASCII.test(value)) return value.toLowerCase()
  let folded = foldOnce(value)
  // Folding can free characters that compose anew (rare); two or three rounds reach the fixed point.
  for (let round = 0; round < 3; round++) {
    const again = foldOnce(folded)
    if (again === folded) break
    folded = again
  }
  return folded
}

function foldOnce(value: string): string {
  const normalized = value.normalize('NFKC')
  // Dotless ı has no case folding of its own, but its upper case is I: it must not meet the upper-casing below.
  const folded = normalized.includes('ı') ? normalized.split('ı').map(caseFold).join('ı') : caseFold(normalized)
  return folded.normalize('NFKC')
}

/**
 * lower → upper → lower joins exactly the letters that CaseFolding.txt (C + F) joins: ẞ → ß → SS → ss, İ → i̇
 * (Cherokee meets in its small letters here and in its capitals there; which letters are equal is the same).
 * The lower-casing of Σ looks at its neighbours, so both small sigmas become one.
 */
function caseFold(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}
