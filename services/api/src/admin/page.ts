/** Lists of the admin API: one shape for all, pages by a cursor that is sealed for the token, the list and its filters. */
import type { Page } from '@syncline/core/storage/read/look.ts'
import { z } from 'zod'
import { Problem } from './problem.ts'

export const PAGE_QUERY = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Most items of a page.'),
  cursor: z
    .string()
    .min(1)
    .optional()
    .describe('`nextCursor` of the page before; the same token and the same filters.'),
})

/** @param name of the schema in the document */
export function pageSchema<Item extends z.ZodType>(item: Item, name: string) {
  return z
    .object({
      items: z.array(item),
      nextCursor: z
        .string()
        .nullable()
        .describe('For the next page; null on the last one. A page of a filtered list may be short and not the last.'),
    })
    .openapi(name)
}

/** Of one list: seals and opens its cursors. */
export type Cursors = {
  seal(position: unknown): string
  /** Null: not one of this list. */
  open(cursor: string): string | null
}

/** @throws Problem invalid-cursor */
export function positionIn<Position>(
  cursors: Cursors,
  cursor: string | undefined,
  schema: z.ZodType<Position>,
): Position | null {
  if (cursor === undefined) return null
  const text = cursors.open(cursor)
  const position = text === null ? undefined : schema.safeParse(JSON.parse(text))
  if (position?.success !== true) throw new Problem('invalid-cursor', 'The cursor is not one of this list.')
  return position.data
}

export function pageAnswer<Row, Shown, Position>(
  cursors: Cursors,
  { rows, next }: Page<Row, Position>,
  shown: (row: Row) => Shown,
): { items: Shown[]; nextCursor: string | null } {
  return { items: rows.map(shown), nextCursor: next === null ? null : cursors.seal(next) }
}
