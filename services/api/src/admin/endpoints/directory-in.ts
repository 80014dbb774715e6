/** Directories that a query or a body names. */
import { findDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import type { AdminDeps } from '../admin-env.ts'
import { notFound } from '../problem.ts'

/** One of another site is one that does not exist. */
export async function directoryIn(
  { db }: Pick<AdminDeps, 'db'>,
  siteId: number,
  directoryPublicId: string,
): Promise<number> {
  const directory = await findDirectory(db, { directoryPublicId })
  if (directory.siteId !== siteId) throw notFound()
  return directory.id
}
