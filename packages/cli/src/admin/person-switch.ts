/** `syncline people switch-off|switch-on` */
import type { Audience } from '@syncline/core/domain/operation.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import { findAccountIds } from '@syncline/core/storage/read/account-ids.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { type EffectOptions, runOnSite } from './effect-options.ts'

export type SwitchOptions = EffectOptions & { readonly audience: Audience }

export async function switchAccountVerb(
  context: CliContext,
  active: boolean,
  wanted: string,
  options: SwitchOptions,
): Promise<void> {
  const result = await runOnSite(context, options, async (pool, siteId) => {
    const found = await findAccountIds(pool, siteId, options.audience, [wanted])
    const accountId = isResourceId(wanted) ? wanted : found.get(fold(wanted))
    if (accountId === undefined) throw new CliError(`Nobody of the ${options.audience} has the address "${wanted}".`)
    return { name: 'switch-account', accountId, active }
  })
  if (options.json) return writeJson(context.stdout, result)
  if (result.active === true) return writeLine(context.stdout, 'The account is on.')
  const follows = result.switchedOffBy === 'directory' ? 'It is as its directory says now: off.' : 'The account is off.'
  writeLine(context.stdout, follows)
}
