/** An administrator switches an account off or on. */
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, siteEndpoint } from '../endpoint.ts'
import { ID, REASON } from '../schemas.ts'

const ANSWER = z
  .object({ id: ID, active: z.boolean(), switchedOffBy: z.enum(['directory', 'admin']).nullable() })
  .openapi('AccountState')

export const ACCOUNT_SWITCH_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'put',
    path: '/people/{person}/active',
    id: 'switchAccount',
    tag: 'People',
    summary: 'Switch an account off or on',
    description:
      'Off stays off until an administrator switches it on, whatever directories say. On ends that; the account then is as its directory says, and on if it has none.',
    needs: 'decide',
    body: z.object({ active: z.boolean(), reason: REASON }).openapi('AccountSwitch'),
    answer: ANSWER,
    run: ({ deps, site, author, param, body: { active } }) => {
      const command = { name: 'switch-account', accountId: param('person'), active } as const
      return effectOf(deps, { siteId: site.id, author, command }, ({ account, switchedOffBy, active: isOn }) =>
        ANSWER.parse({ id: account, active: isOn, switchedOffBy }),
      )
    },
  }),
]
