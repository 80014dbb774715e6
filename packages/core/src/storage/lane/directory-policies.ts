/** From the directories of a site as the fence reads them to what a plan has to know of each. */
import type pg from 'pg'
import type { DirectoryPolicy } from '../../domain/directory-policy.ts'
import { directorySettings } from '../catalogue/directory-settings.ts'
import { guardLimit } from '../catalogue/guard-setting.ts'
import { type ExtensionRow, readSchemaSets } from '../catalogue/schema-set.ts'

export type DirectoryRow = Pick<DirectoryPolicy, 'id' | 'audience' | 'mode' | 'phase' | 'paused' | 'walkedTo'> & {
  readonly settings: unknown
  readonly digest: string
}

/** The fence is held: what is registered now waits for the batch, and the batch is of one version. */
export async function policiesOf(
  client: pg.Client,
  siteId: number,
  rows: readonly DirectoryRow[],
): Promise<ReadonlyMap<number, DirectoryPolicy>> {
  const read = async (text: string, values: readonly unknown[]) =>
    (await client.query<ExtensionRow>({ name: 'lane-schemas', text, values: [...values] })).rows
  const sets = await readSchemaSets(read, siteId, rows)
  return new Map(
    rows.flatMap(({ settings, digest: _, ...row }) => {
      const schemas = sets.get(row.id)
      const all = directorySettings(settings)
      const { unknownReferences, externalUsers, duplicateExternalIds, clashingGroups } = all
      const policy = {
        ...row,
        unknownReferences,
        externalUsers,
        duplicateExternalIds,
        clashingGroups,
        guard: guardLimit(all),
      }
      return schemas === undefined ? [] : [[row.id, { ...policy, schemas }]]
    }),
  )
}
