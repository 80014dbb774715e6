/** `syncline signing-key list|rotate`. Private parts stay in the database. */
import { listSigningKeys, rotateSigningKey, type SigningKey } from '@syncline/core/storage/catalogue/signing-key.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

export type RotateOptions = OutputOptions & { readonly atOnce?: boolean }

export async function listSigningKeysVerb(context: CliContext, { json }: OutputOptions): Promise<void> {
  const keys = await withCatalogue(context, listSigningKeys)
  const shown = keys.map((key) => shownKey(key, keys))
  if (json) return writeJson(context.stdout, shown)
  if (shown.length === 0) {
    return writeLine(context.stdout, 'There is no signing key yet; the API makes one when it needs it.')
  }
  const rows = shown.map(({ kid, state, signsFrom, publishedUntil }) => [
    kid,
    state,
    minuteText(signsFrom),
    publishedUntil === null ? '' : minuteText(publishedUntil),
  ])
  // The names of keys are 43 characters long, each in a row of its own, so that it can be copied.
  const wide = rows.flatMap(([kid = '', ...rest]) => [rest, [{ content: `  ${kid}`, colSpan: 3 }]])
  writeLine(context.stdout, renderTable({ head: ['State', 'Signs from (UTC)', 'Published until'], rows: wide }))
}

export async function rotateSigningKeyVerb(context: CliContext, options: RotateOptions): Promise<void> {
  const atOnce = options.atOnce === true
  const { created, keys } = await withCatalogue(context, async (db) => {
    const created = await rotateSigningKey(db, { atOnce }, cliActor())
    return { created, keys: await listSigningKeys(db) }
  })
  if (options.json) return writeJson(context.stdout, shownKey(created, keys))
  writeLine(context.stdout, `Created signing key ${created.kid}.`)
  const last = keys.findLast(({ publishedUntil }) => publishedUntil !== null)
  if (last?.publishedUntil == null) return writeLine(context.stdout, 'It signs from now on. No other is published.')
  writeLine(context.stdout, `It is published, and signs from ${minuteText(created.signsFrom)} UTC on.`)
  writeLine(context.stdout, `The one before it stays published until ${minuteText(last.publishedUntil)} UTC.`)
}

function shownKey({ kid, createdAt, signsFrom, publishedUntil }: SigningKey, all: readonly SigningKey[]) {
  const now = Date.now()
  const current = all.findLast((key) => key.signsFrom.getTime() <= now)
  const state = kid === current?.kid ? 'signs' : signsFrom.getTime() > now ? 'next' : 'published'
  return { kid, state, createdAt, signsFrom, publishedUntil }
}

function minuteText(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T', ' ')
}
