/** `syncline people switch-off|switch-on` */
import type { Audience } from '@syncline/core/domain/operation.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { chooseAccount } from './choose-account.ts'
import { type EffectOptions, runOnSite } from './effect-options.ts'

export type SwitchOptions = EffectOptions & { readonly audience: Audience }

export async function switchAccountVerb(
  context: CliContext,
  active: boolean,
  wanted: string,
  options: SwitchOptions,
): Promise<void> {
  const result = await runOnSite(context, options, async (pool, siteId) => {
    const accountId = await chooseAccount(pool, siteId, options.audience, wanted)
    return { name: 'switch-account', accountId, active }
  })
  if (options.json) return writeJson(context.stdout, result)
  if (result.active === true) return writeLine(context.stdout, 'The account is on.')
  const follows = result.switchedOffBy === 'directory' ? 'It is as its directory says now: off.' : 'The account is off.'
  writeLine(context.stdout, follows)
}
