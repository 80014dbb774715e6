/** 403: the token may be there, and needs another role. */
import { type Permission, rolesWith } from './permission.ts'
import { Problem } from './problem.ts'

const WHERE = { everywhere: 'for all sites', 'some-site': 'for at least one site', site: 'for this site' } as const

export function forbidden(needs: Permission, where: keyof typeof WHERE): Problem {
  return new Problem('forbidden', `This needs one of these roles ${WHERE[where]}: ${rolesWith(needs).join(', ')}.`)
}
