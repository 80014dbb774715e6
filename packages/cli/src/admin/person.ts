/** `syncline people list|show` and `syncline lookup` */
import { lookUpAddress } from '@syncline/core/storage/read/address-lookup.ts'
import { listPeople, type Person } from '@syncline/core/storage/read/person-list.ts'
import { listGroupsOfPerson, type PersonDetail, readPerson } from '@syncline/core/storage/read/person-read.ts'
import { type PersonRecords, readPersonRecords } from '@syncline/core/storage/read/person-records.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { chooseSite } from './choose.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

const GROUPS_SHOWN = 100

export type SiteOptions = OutputOptions & { readonly site: string }
export type PeopleListOptions = SiteOptions & { readonly limit: number; readonly email?: string }

export async function listPeopleVerb(context: CliContext, options: PeopleListOptions): Promise<void> {
  const { rows, next } = await withCatalogue(context, async (db, pool) => {
    const site = await chooseSite(db, options.site)
    return listPeople(pool, site.id, { emailPrefix: options.email }, { after: null, limit: options.limit })
  })
  if (options.json) return writeJson(context.stdout, rows)
  if (rows.length === 0) return writeLine(context.stdout, 'No such person was found.')
  const cells = rows.map((person) => [person.email, person.displayName ?? '', person.class, onOff(person)])
  const head = ['E-mail', 'Name', 'Class', 'State']
  writeLine(context.stdout, renderTable({ head, rows: cells, widths: [32, 21, 13, 13] }))
  if (next !== null) writeLine(context.stdout, 'There are more: --limit, or --email with how the address begins.')
}

export async function showPersonVerb(context: CliContext, wanted: string, options: SiteOptions): Promise<void> {
  const { people, groups, records } = await withCatalogue(context, async (db, pool) => {
    const site = await chooseSite(db, options.site)
    const ids = isResourceId(wanted)
      ? [wanted]
      : (await lookUpAddress(pool, site.id, wanted)).people.map(({ id }) => id)
    const people = (await Promise.all(ids.map((id) => readPerson(pool, site.id, id)))).filter((each) => each !== null)
    const page = { after: 0, limit: GROUPS_SHOWN }
    const groups = await Promise.all(people.map(({ id }) => listGroupsOfPerson(pool, site.id, id, page)))
    const records = await Promise.all(people.map((person) => readPersonRecords(pool, site.id, person)))
    return { people, groups, records }
  })
  if (people.length === 0) throw new CliError(`The site has no person "${wanted}".`)
  const shown = people.map((person, at) => ({ ...person, ...records[at], groups: groups[at]?.rows ?? [] }))
  if (options.json) return writeJson(context.stdout, shown)
  for (const line of shown.flatMap(personLines)) writeLine(context.stdout, line)
}

type ShownPerson = PersonDetail & Partial<PersonRecords> & { readonly groups: readonly { readonly name: string }[] }

function personLines({ groups, ...person }: ShownPerson): string[] {
  const { id, email, displayName, links, reason, records = [], waiting = [] } = person
  return [
    `${displayName ?? email} <${email}>`,
    `  ${person.class} of ${person.audience}, ${onOff(person)}, ${id}`,
    ...links.map(({ kind, userId, userName, directory, active }) => {
      const state = active ? 'active' : 'inactive'
      return `  ${kind} link: user ${userName ?? ''} (${userId}) of directory ${directory}, ${state} there`
    }),
    ...records.map(({ name, status, reason: why }) => `  ${name}: ${status}. ${why}`),
    ...(records.length === 0 && reason !== undefined ? [`  ${reason}`] : []),
    ...waiting.map(({ name, id: waitingId }) => `  waits for this address: user ${name} (${waitingId})`),
    `  groups: ${groups.length === 0 ? 'none' : groups.map(({ name }) => name).join(', ')}`,
  ]
}

export async function lookUpVerb(context: CliContext, address: string, options: SiteOptions): Promise<void> {
  const answer = await withCatalogue(context, async (db, pool) =>
    lookUpAddress(pool, (await chooseSite(db, options.site)).id, address),
  )
  if (options.json) return writeJson(context.stdout, answer)
  const domain = answer.domainVerified ? 'a verified domain' : 'no verified domain'
  if (!answer.provisioned) return writeLine(context.stdout, `Not provisioned; the address is of ${domain}.`)
  for (const person of answer.people) {
    const from = person.directory === null ? 'no directory' : `directory "${person.directory.name}"`
    const name = person.displayName ?? 'no name'
    const others = person.otherDirectories.map((directory) => ` and "${directory.name}"`).join('')
    writeLine(
      context.stdout,
      `${name}: ${person.class}, ${person.active ? 'on' : 'off'}, from ${from}${others}, ${domain}`,
    )
  }
}

function onOff({ active, switchedOffBy }: Pick<Person, 'active' | 'switchedOffBy'>): string {
  if (active) return 'on'
  return switchedOffBy === 'admin' ? 'off (admin)' : 'off'
}
