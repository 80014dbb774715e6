/** Finding the account that an operator names by its id or its address. */
import type { Audience } from '@syncline/core/domain/operation.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import { findAccountIds } from '@syncline/core/storage/read/account-ids.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'

/** An id is taken as it is. @throws CliError when nobody has the address */
export async function chooseAccount(
  pool: pg.Pool,
  siteId: number,
  audience: Audience,
  wanted: string,
): Promise<string> {
  if (isResourceId(wanted)) return wanted
  const found = await findAccountIds(pool, siteId, audience, [wanted])
  const id = found.get(fold(wanted))
  if (id === undefined) throw new CliError(`Nobody of the ${audience} has the address "${wanted}".`)
  return id
}
