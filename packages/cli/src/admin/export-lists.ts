/** `syncline export accounts|groups|members`, and `--csv` of the lists: all that match, whatever their number. */
import { groupsCsv, membersCsv, peopleCsv } from '@syncline/core/storage/read/site-csv.ts'
import type pg from 'pg'
import type { CliContext } from '../context.ts'
import { readOfSite } from './effect-options.ts'

/** Called like the files that `syncline import` takes. */
export type ExportKind = 'accounts' | 'groups' | 'members'

type CsvOf = (pool: pg.Pool, siteId: number, beginning?: string) => AsyncGenerator<string>

const FILES: Readonly<Record<ExportKind, CsvOf>> = {
  accounts: peopleCsv,
  groups: groupsCsv,
  members: (pool, siteId) => membersCsv(pool, siteId),
}

/** @param beginning of addresses or names, in any case */
export async function exportVerb(
  context: CliContext,
  kind: ExportKind,
  { site, beginning }: { readonly site: string; readonly beginning?: string | undefined },
): Promise<void> {
  await readOfSite(context, { site }, async (pool, siteId) => {
    for await (const part of FILES[kind](pool, siteId, beginning)) context.stdout.write(part)
  })
}
