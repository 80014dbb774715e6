/** The figures of a preview. */

export type PreviewCounts = {
  /** By kind: create, link, or the hold that keeps them back. */
  readonly users: Readonly<Record<string, number>>
  readonly groups: Readonly<Record<string, number>>
  /** Users outside of the verified domains. */
  readonly external: number
  /** Groups with people inside and outside of the verified domains. */
  readonly mixedGroups: number
  /** Accounts on verified domains that no directory has. */
  readonly absent: number
  /** Those of them that may be somebody in the directory. */
  readonly likelyPairs: number
  /** Accounts that are billed (managed and on), before and afterwards. */
  readonly seats: { readonly before: number; readonly after: number }
}
