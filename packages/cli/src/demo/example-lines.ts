/** Some of what an administrator would look at first in a preview, beside its counts; at 80 columns. */
import type { AbsentAccount, PreviewRow } from '@syncline/core/storage/read/preview-read.ts'

export type PreviewExamples = {
  /** Groups whose name is taken. */
  readonly conflicts: readonly PreviewRow[]
  /** With somebody who may be the same person. */
  readonly absent: readonly AbsentAccount[]
}

export function exampleLines({ conflicts, absent }: PreviewExamples): string[] {
  const pairs = absent.flatMap(({ email, likely }) =>
    likely.slice(0, 1).flatMap((user) => [`  ${email}`, `    is perhaps ${user.email ?? user.userName}`]),
  )
  return [
    ...(conflicts.length === 0 ? [] : ['Groups that wait because the site has their name, for example:']),
    ...conflicts.map(({ name }) => `  ${name}`),
    ...(pairs.length === 0 ? [] : ['Accounts that may be of people who get a second one, for example:']),
    ...pairs,
  ]
}
