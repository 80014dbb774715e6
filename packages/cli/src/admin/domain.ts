/** `syncline domain add|list|verify|mark-verified` */
import { createTxtLookup, DnsUnavailable } from '@syncline/core/runtime/txt-lookup.ts'
import { listDirectories } from '@syncline/core/storage/catalogue/directory.ts'
import {
  addDomain,
  challengeOf,
  type Domain,
  findDomain,
  listDomains,
  markDomainVerified,
} from '@syncline/core/storage/catalogue/domain.ts'
import { recordDomainChecks } from '@syncline/core/storage/catalogue/domain-check.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { chooseSite } from './choose.ts'
import { dateText } from './date-text.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

export type DomainOptions = OutputOptions & { readonly site: string }
export type ReasonOptions = DomainOptions & { readonly reason: string }

export async function addDomainVerb(context: CliContext, name: string, options: DomainOptions): Promise<void> {
  const domain = await withSite(context, options, (db, siteId) => addDomain(db, { siteId, name }, cliActor()))
  if (options.json) return writeJson(context.stdout, shownDomain(domain))
  writeLine(context.stdout, `Added domain ${domain.name}. To prove it, publish this TXT record:`)
  writeLine(context.stdout, recordText(domain))
  writeLine(context.stdout, `Then: syncline domain verify ${domain.name} --site "${options.site}"`)
}

/** Fails with the record to publish where it is not found. */
export async function verifyDomainVerb(context: CliContext, name: string, options: DomainOptions): Promise<void> {
  const lookUp = createTxtLookup(context.config().dnsServers)
  const { domain, found } = await withSite(context, options, async (db, siteId) => {
    const claimed = await findDomain(db, { siteId, name })
    const { host, value } = challengeOf(claimed)
    const found = (await asked(lookUp(host))).includes(value)
    const [domain = claimed] = await recordDomainChecks(db, [{ siteId, nameKey: claimed.nameKey, found }], cliActor())
    return { domain, found }
  })
  if (!found) {
    throw new CliError(
      `The TXT record of ${domain.name} is not there (yet; a change takes up to an hour). Publish:\n${recordText(domain)}`,
    )
  }
  if (options.json) return writeJson(context.stdout, shownDomain(domain))
  writeLine(context.stdout, `Verified ${domain.name}. The record is looked for again each day: leave it there.`)
}

export async function markDomainVerb(context: CliContext, name: string, options: ReasonOptions): Promise<void> {
  const { reason } = options
  const by = { actor: cliActor(), reason }
  const domain = await withSite(context, options, (db, siteId) => markDomainVerified(db, { siteId, name }, by))
  if (options.json) return writeJson(context.stdout, shownDomain(domain))
  writeLine(context.stdout, `Marked ${domain.name} as verified.`)
}

export async function listDomainsVerb(context: CliContext, options: DomainOptions): Promise<void> {
  const { domains, directories } = await withSite(context, options, async (db, siteId) => ({
    domains: await listDomains(db, { siteId }),
    directories: new Map((await listDirectories(db, { siteId })).map(({ id, name }) => [id, name])),
  }))
  if (options.json) return writeJson(context.stdout, domains.map(shownDomain))
  if (domains.length === 0) {
    const add = `syncline domain add <example.com> --site "${options.site}"`
    return writeLine(context.stdout, `The site has no domain yet; add one: ${add}`)
  }
  const rows = domains.map((domain) => [
    domain.name,
    stateOf(domain),
    directories.get(domain.directoryId ?? 0) ?? '',
    domain.checkedAt === null ? '' : dateText(domain.checkedAt),
  ])
  const widths = [26, 22, 17, 12]
  writeLine(context.stdout, renderTable({ head: ['Domain', 'State', 'Directory', 'Looked up'], rows, widths }))
}

export function withSite<T>(
  context: CliContext,
  { site }: DomainOptions,
  work: (db: Kysely<Database>, siteId: number, pool: pg.Pool) => Promise<T>,
): Promise<T> {
  return withCatalogue(context, async (db, pool) => work(db, (await chooseSite(db, site)).id, pool))
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof DnsUnavailable)) throw error
    throw new CliError(`The DNS could not be asked: ${error.message}. Nothing was changed; try again.`)
  }
}

function recordText(domain: Domain): string {
  const { host, value } = challengeOf(domain)
  return `  name   ${host}\n  value  ${value}`
}

function stateOf({ verifiedBy, missingSince }: Domain): string {
  if (missingSince !== null) return `missing ${dateText(missingSince)}`
  if (verifiedBy === null) return 'not verified'
  return verifiedBy === 'dns' ? 'verified' : 'verified by operator'
}

export function shownDomain(domain: Domain) {
  const { name, nameKey, verifiedAt, verifiedBy, checkedAt, missingSince, createdAt } = domain
  return {
    name,
    ascii: nameKey,
    verifiedAt,
    verifiedBy,
    checkedAt,
    missingSince,
    createdAt,
    record: challengeOf(domain),
  }
}
