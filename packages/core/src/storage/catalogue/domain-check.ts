/** What looking for the TXT records of domains has found: at an admin's request, and again each day. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '../schema.ts'
import type { Author } from './control-event.ts'
import { DOMAIN_COLUMNS, type Domain, recordDomainEvent, reprojectDomain } from './domain.ts'

export type DomainCheck = Pick<Domain, 'siteId' | 'nameKey'> & { readonly found: boolean }

const DUE_AFTER = sql<Date>`now() - interval '1 day'`

/**
 * Domains verified by DNS that nobody has looked for in a day, no more than `most`; whoever takes them has them for a day.
 * Over all sites: the check is of the system, not of a tenant.
 */
export function takeDomainsDue(db: Kysely<Database>, most: number): Promise<Domain[]> {
  return db
    .updateTable('domain')
    .set({ checked_at: sql`now()` })
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('domain.site_id', 'domain.name_key'),
        'in',
        selectFrom('domain as due')
          .select(['due.site_id', 'due.name_key'])
          .where('due.verified_by', '=', 'dns')
          .where(({ or, eb }) => or([eb('due.checked_at', 'is', null), eb('due.checked_at', '<', DUE_AFTER)]))
          .orderBy('due.checked_at')
          .limit(most)
          .forUpdate()
          .skipLocked()
          .$asTuple('site_id', 'name_key'),
      ),
    )
    .returning(DOMAIN_COLUMNS)
    .execute()
}

/**
 * Verifies what is found for the first time; notes since when a verified one is missing, and when it is back. A domain that
 * an operator vouched for stays as it is.
 * @returns the domains as they are now; one that was removed meanwhile is not among them
 */
export function recordDomainChecks(
  db: Kysely<Database>,
  checks: readonly DomainCheck[],
  author: Author,
): Promise<Domain[]> {
  return db.transaction().execute(async (transaction) => {
    const before = await lockedDomains(transaction, checks)
    const found = new Set(checks.filter((check) => check.found).map(idOf))
    const after = await writeChecks(transaction, before, found)
    const earlier = new Map(before.map((domain) => [idOf(domain), domain]))
    await Promise.all(after.map((domain) => recordTransition(transaction, earlier.get(idOf(domain)), domain, author)))
    return after
  })
}

function lockedDomains(transaction: Transaction<Database>, checks: readonly DomainCheck[]): Promise<Domain[]> {
  return transaction
    .selectFrom('domain')
    .select(DOMAIN_COLUMNS)
    .where(sql<boolean>`(site_id, name_key) in (
      select * from unnest(${checks.map((check) => check.siteId)}::integer[], ${checks.map((check) => check.nameKey)}::text[]))`)
    .orderBy('site_id')
    .orderBy('name_key')
    .forUpdate()
    .execute()
}

function writeChecks(
  transaction: Transaction<Database>,
  domains: readonly Domain[],
  found: ReadonlySet<string>,
): Promise<Domain[]> {
  return transaction
    .updateTable('domain')
    .from(
      sql<{ site: number; key: string; found: boolean }>`unnest(
        ${domains.map((domain) => domain.siteId)}::integer[],
        ${domains.map((domain) => domain.nameKey)}::text[],
        ${domains.map((domain) => found.has(idOf(domain)))}::boolean[])`.as<'seen'>(sql`seen (site, key, found)`),
    )
    .set({
      checked_at: sql`now()`,
      verified_at: sql`case when seen.found then coalesce(verified_at, now()) else verified_at end`,
      verified_by: sql`case when seen.found then coalesce(verified_by, 'dns') else verified_by end`,
      missing_since: sql`case when seen.found or verified_by is distinct from 'dns' then null
        else coalesce(missing_since, now()) end`,
    })
    .whereRef('domain.site_id', '=', 'seen.site')
    .whereRef('domain.name_key', '=', 'seen.key')
    .returning(DOMAIN_COLUMNS)
    .execute()
}

/** A day with many domains has a few transitions: what stays as it was is not on record. */
async function recordTransition(
  transaction: Transaction<Database>,
  before: Domain | undefined,
  after: Domain,
  author: Author,
): Promise<void> {
  if (before === undefined) return
  if (before.verifiedAt === null && after.verifiedAt !== null) {
    await recordDomainEvent(transaction, after, 'domain.verified', author, { by: 'dns' })
    await reprojectDomain(transaction, after, author)
  }
  if ((before.missingSince === null) === (after.missingSince === null)) return
  await recordDomainEvent(transaction, after, after.missingSince === null ? 'domain.back' : 'domain.missing', author)
}

function idOf({ siteId, nameKey }: Pick<Domain, 'siteId' | 'nameKey'>): string {
  return `${siteId} ${nameKey}`
}
