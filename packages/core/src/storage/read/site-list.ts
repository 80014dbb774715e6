/**
 * How accounts and groups of a site are listed: by address or name, from the beginnings that are asked for. Both have one
 * unique index for each audience, so a page is two look-ups that are merged.
 */
import { MOST_LOOKED_AT } from './look.ts'

/** Behind the row with this folded address or name, and of this audience. */
export type SitePosition = { readonly key: string; readonly audience: string }

type Source = { readonly table: 'account' | 'site_group'; readonly key: 'email_key' | 'name_key' }

const AUDIENCES = ['customers', 'workforce'] as const

/**
 * The CTE `looked`: keys in their order. $1 is the site, $2 the first folded text, $3 where its beginnings end, $4 and $5 the
 * position (null: from the beginning), $6 the most rows.
 */
export function lookedInOrder({ table, key }: Source): string {
  const ofAudience = AUDIENCES.map(
    (audience) => `
    (select b.key, b.${key} as text_key, b.audience from ${table} b
     where b.site_id = $1 and b.audience = '${audience}' and b.${key} >= $2 and b.${key} < $3
       and ($4::text is null or b.${key} > $4 or (b.${key} = $4 and '${audience}' > $5::text))
     order by b.${key} limit $6)`,
  )
  return `looked as materialized (
  select * from (${ofAudience.join(' union all')}
  ) b
  order by b.text_key, b.audience
  limit $6
), stopped as (
  select (select text_key from looked order by text_key desc, audience desc limit 1) as text_key,
    (select audience from looked order by text_key desc, audience desc limit 1) as audience,
    (select count(*) from looked) as n
)`
}

/** Behind every text. */
export const END_OF_TEXTS = '\u{10FFFF}'

/** @param prefix folded. @param isFiltered rows are left out behind the look */
export function lookedValues(
  siteId: number,
  prefix: string,
  after: SitePosition | null,
  limit: number,
  isFiltered: boolean,
): [number, string, string, string | null, string | null, number] {
  const first = after !== null && after.key > prefix ? after.key : prefix
  const most = isFiltered ? MOST_LOOKED_AT : limit + 1
  return [siteId, first, prefix + END_OF_TEXTS, after?.key ?? null, after?.audience ?? null, most]
}

export type Looked = {
  readonly lookedKey: string
  readonly lookedAudience: string
  readonly looked: number
  readonly textKey: string | null
  readonly audience: string | null
}

/** What every row has besides: where it stands, and how far the look went. */
export const LOOKED_COLUMNS = `
  f.text_key as "textKey", f.audience, e.text_key as "lookedKey", e.audience as "lookedAudience", e.n as "looked"`

/** Null: the look came to the end. */
export function stoppedAt(rows: readonly Looked[], most: number): SitePosition | null {
  const [first] = rows
  if (first === undefined || first.looked < most) return null
  return { key: first.lookedKey, audience: first.lookedAudience }
}
