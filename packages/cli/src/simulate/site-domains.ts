/** The domains of a made-up company: nobody can publish a record for them, so an operator vouches for them. */
import { addDomain, listDomains, markDomainVerified } from '@syncline/core/storage/catalogue/domain.ts'
import { domainName } from '@syncline/core/storage/catalogue/domain-name.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'

/** Claimed and verified, those that the site has not; the same again changes nothing. */
export async function vouchForDomains(
  db: Kysely<Database>,
  { siteId, names }: { readonly siteId: number; readonly names: readonly string[] },
  actor: string,
): Promise<void> {
  const known = new Map((await listDomains(db, { siteId })).map(({ nameKey, verifiedAt }) => [nameKey, verifiedAt]))
  const by = { actor, reason: 'a made-up company' }
  await Promise.all(
    names.map(async (name) => {
      const verifiedAt = known.get(domainName(name).nameKey)
      if (verifiedAt === undefined) await addDomain(db, { siteId, name }, actor)
      if (!verifiedAt) await markDomainVerified(db, { siteId, name }, by)
    }),
  )
}
