/** A site without a database, with what grants need. */
import { from, GroupSite } from './group-site.ts'
import type { MemoryRequest } from './memory-site.ts'
import { A, B, G, H } from './record-ids.ts'
import { createGroup, createUser, person } from './requests.ts'

/** With one group of two people, one organization, an app and a project. */
export function accessSite(options: ConstructorParameters<typeof GroupSite>[0] = {}): GroupSite {
  const it = new GroupSite(options)
  it.apply(
    createUser(A, person('ada')),
    createUser(B, person('bob')),
    createGroup(G, 'Staff', [A, B]),
    from(3, createGroup(H, 'Acme')),
  )
  it.decide({ name: 'create-app', kind: 'app', appName: 'Wiki' })
  it.decide({ name: 'create-app', kind: 'project', appName: 'Portal' })
  return it
}

/** Asks, and says what it changed. */
export function askedOf(it: GroupSite, request: MemoryRequest) {
  const { outcomes, changes } = it.apply(request)
  return { outcome: outcomes[0], changes }
}
