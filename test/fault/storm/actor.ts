/**
 * One client of a directory and its people and groups: one request at a time, the next one only after the last is
 * acknowledged. Every write has an effect of its own, so that versions tell whether one was lost or applied twice.
 */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import { GROUP, PATCH, USER } from '../../support/urns.ts'
import type { FinalAnswer, StormClient } from './client.ts'
import { type DirectoryModel, emailOf, type GroupModel, type UserModel } from './model.ts'

export type ActorOptions = {
  readonly name: string
  readonly client: StormClient
  readonly random: SeededRandom
  /** Of the directory: this actor touches its own entries and the shared group. */
  readonly model: DirectoryModel
  /** A group that all actors of the directory add their people to. */
  readonly shared: GroupModel
  /** What must never be seen. */
  readonly violations: string[]
}

const MOST_USERS = 25
const MOST_GROUPS = 4

export class Actor {
  readonly #options: ActorOptions
  readonly #users: UserModel[] = []
  readonly #groups: GroupModel[] = []
  #n = 0

  constructor(options: ActorOptions) {
    this.#options = options
  }

  /** One write, acknowledged. */
  async step(): Promise<void> {
    const { random } = this.#options
    const users = this.#users.length
    const groups = this.#groups.length
    const draw = random.next()
    if (users === 0 || (users < MOST_USERS && draw < 0.22)) await this.#createUser()
    else if (draw < 0.34) await this.#putUser(random.pick(this.#users))
    else if (draw < 0.56) await this.#patchUser(random.pick(this.#users))
    else if (draw < 0.63) await this.#deleteUser(random.pick(this.#users))
    else if (draw < 0.68) await this.#readUser(random.pick(this.#users))
    else if (draw < 0.78) await this.#toggleShared(random.pick(this.#users))
    else if (groups === 0 || (groups < MOST_GROUPS && draw < 0.84)) await this.#createGroup()
    else if (draw < 0.95) await this.#changeMembers(random.pick(this.#groups))
    else if (draw < 0.98) await this.#renameGroup(random.pick(this.#groups))
    else await this.#deleteGroup(random.pick(this.#groups))
  }

  #word(): string {
    this.#n += 1
    return `${this.#options.name}-${this.#n}`
  }

  #person(userName: string): JsonObject {
    const { random } = this.#options
    return {
      userName,
      displayName: `The ${userName}`,
      title: this.#word(),
      active: random.chance(0.85),
      emails: [{ value: `${userName}@example.com`, type: 'work', primary: true }],
      externalId: `external ${this.#word()}`,
    }
  }

  async #createUser(): Promise<void> {
    const { client, model } = this.#options
    const attributes = this.#person(this.#word())
    const answer = await client.request('POST', '/Users', { schemas: [USER], ...attributes })
    const id = await this.#idOf(answer, '/Users', 'userName', String(attributes.userName))
    if (id === null) return
    const user = { id, version: 1, attributes }
    this.#users.push(user)
    model.users.set(id, user)
  }

  /** A repeated POST whose first answer was lost is told 409, and finds what it has made. */
  async #idOf(answer: FinalAnswer, path: string, attribute: string, value: string): Promise<string | null> {
    if (answer.status === 201) return answer.body.id
    if (answer.status !== 409 || answer.attempts === 1) return this.#violation(`POST ${path}`, answer)
    const filter = encodeURIComponent(`${attribute} eq "${value}"`)
    const found = await this.#options.client.request('GET', `${path}?filter=${filter}`)
    if (found.status !== 200 || found.body.totalResults !== 1) return this.#violation(`look-up of ${value}`, found)
    return found.body.Resources[0].id
  }

  async #putUser(user: UserModel): Promise<void> {
    const attributes = { ...user.attributes, ...this.#person(this.#word()) }
    await this.#write(user, 'PUT', `/Users/${user.id}`, { schemas: [USER], ...attributes }, () => {
      user.attributes = attributes
    })
  }

  async #patchUser(user: UserModel): Promise<void> {
    const { random } = this.#options
    const word = this.#word()
    const changed = random.pick<JsonObject>([
      { title: word },
      { title: word, active: user.attributes.active !== true },
      { userName: word, displayName: `The ${word}` },
      { emails: [{ value: `${word}@example.com`, type: 'work', primary: true }] },
    ])
    const Operations = Object.entries(changed).map(([path, value]) => ({ op: 'replace', path, value }))
    await this.#write(user, 'PATCH', `/Users/${user.id}`, { schemas: [PATCH], Operations }, () => {
      user.attributes = { ...user.attributes, ...changed }
    })
  }

  async #deleteUser(user: UserModel): Promise<void> {
    const { client, model, shared } = this.#options
    const answer = await client.request('DELETE', `/Users/${user.id}`)
    if (!this.#isGone(answer, `DELETE user ${user.id}`)) return
    this.#users.splice(this.#users.indexOf(user), 1)
    model.users.delete(user.id)
    model.former.push({ email: emailOf(user), displayName: String(user.attributes.displayName) })
    for (const group of [...this.#groups, shared]) if (group.members.delete(user.id)) group.version += 1
  }

  async #readUser(user: UserModel): Promise<void> {
    const answer = await this.#options.client.request('GET', `/Users/${user.id}`)
    const { status, body } = answer
    const isAsAcknowledged =
      status === 200 && body.title === user.attributes.title && body.meta.version === `W/"${user.version}"`
    if (!isAsAcknowledged) this.#violation(`read of version ${user.version}, title ${user.attributes.title}`, answer)
  }

  async #toggleShared(user: UserModel): Promise<void> {
    const { shared } = this.#options
    const isIn = shared.members.has(user.id)
    await this.#member(shared, isIn ? [] : [user.id], isIn ? [user.id] : [])
  }

  async #createGroup(): Promise<void> {
    const { client, model, random } = this.#options
    const displayName = this.#word()
    const members = random.sample(this.#users, random.whole(0, 5)).map(({ id }) => id)
    const body = { schemas: [GROUP], displayName, members: members.map((value) => ({ value })) }
    const answer = await client.request('POST', '/Groups', body)
    const id = await this.#idOf(answer, '/Groups', 'displayName', displayName)
    if (id === null) return
    const group = { id, version: 1, displayName, members: new Set(members) }
    this.#groups.push(group)
    model.groups.set(id, group)
  }

  async #changeMembers(group: GroupModel): Promise<void> {
    const { random } = this.#options
    const outside = this.#users.filter(({ id }) => !group.members.has(id)).map(({ id }) => id)
    const added = random.sample(outside, random.whole(0, 3))
    const removed = random.sample([...group.members], random.whole(added.length === 0 ? 1 : 0, 2))
    if (added.length + removed.length > 0) await this.#member(group, added, removed)
  }

  async #member(group: GroupModel, added: readonly string[], removed: readonly string[]): Promise<void> {
    const Operations = [
      ...(added.length > 0 ? [{ op: 'add', path: 'members', value: added.map((value) => ({ value })) }] : []),
      ...removed.map((id) => ({ op: 'remove', path: `members[value eq "${id}"]` })),
    ]
    await this.#write(group, 'PATCH', `/Groups/${group.id}`, { schemas: [PATCH], Operations }, () => {
      for (const id of added) group.members.add(id)
      for (const id of removed) group.members.delete(id)
    })
  }

  async #renameGroup(group: GroupModel): Promise<void> {
    const displayName = this.#word()
    const members = [...group.members].map((value) => ({ value }))
    await this.#write(group, 'PUT', `/Groups/${group.id}`, { schemas: [GROUP], displayName, members }, () => {
      group.displayName = displayName
    })
  }

  async #deleteGroup(group: GroupModel): Promise<void> {
    const answer = await this.#options.client.request('DELETE', `/Groups/${group.id}`)
    if (!this.#isGone(answer, `DELETE group ${group.id}`)) return
    this.#groups.splice(this.#groups.indexOf(group), 1)
    this.#options.model.groups.delete(group.id)
  }

  async #write(
    resource: { version: number },
    method: string,
    path: string,
    body: object,
    acknowledged: () => void,
  ): Promise<void> {
    const answer = await this.#options.client.request(method, path, body)
    if (answer.status !== 200 && answer.status !== 204) {
      this.#violation(`${method} ${path} ${JSON.stringify(body)}`, answer)
      return
    }
    resource.version += 1
    acknowledged()
  }

  #isGone(answer: FinalAnswer, what: string): boolean {
    const gone = answer.status === 204 || (answer.status === 404 && answer.attempts > 1)
    if (!gone) this.#violation(what, answer)
    return gone
  }

  #violation(what: string, { status, body, attempts }: FinalAnswer): null {
    this.#options.violations.push(
      `${this.#options.name}: ${what} was answered ${status} at try ${attempts}: ${JSON.stringify(body)}`,
    )
    return null
  }
}
