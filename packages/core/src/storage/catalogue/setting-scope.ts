/** Which records a change of a directory's settings concerns: those with the holds that the setting is about. */
import type { MarkScope } from '../../domain/mark.ts'
import type { HoldKind } from '../../domain/record.ts'
import type { DirectorySettings } from './directory-settings.ts'

const HOLDS: { readonly [Name in keyof DirectorySettings]?: readonly HoldKind[] } = {
  externalUsers: ['external-review', 'external-ignored', 'inactive', 'duplicate'],
  duplicateExternalIds: ['duplicate'],
}

export function settingScopes(
  directoryId: number,
  before: DirectorySettings,
  after: DirectorySettings,
): readonly MarkScope[] {
  const changed = (Object.keys(HOLDS) as (keyof DirectorySettings)[]).filter((name) => before[name] !== after[name])
  const holds = changed.flatMap((name) => HOLDS[name] ?? [])
  return holds.length === 0 ? [] : [{ kind: 'holds', directoryId, holds }]
}
