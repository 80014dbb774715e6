/**
 * The second part of the demo, by what an administrator and an identity provider would do: the directory of a partner company
 * brings groups whose names the site has, one of each kind of conflict; then it empties the group that gives its people access and
 * switches one of them off, which the guard holds. A part that was played is not played again, whatever was decided since.
 */
import type { AdminApi } from './admin-api.ts'
import { APP, COUNCIL, EVERYBODY, OFFICE, PARTNER, partnerPeople, STAFF, TRAVEL } from './partner-company.ts'
import { connectPartner, type PartnerIdp } from './partner-idp.ts'
import { partnerSite } from './partner-site.ts'

type PartnerStage = {
  readonly api: AdminApi
  /** Public ids. */
  readonly site: string
  readonly directory: string
  readonly signal: AbortSignal
}

/** @returns false: it was played before */
export async function playPartner({ api, site: siteId, directory, signal }: PartnerStage): Promise<boolean> {
  const site = partnerSite(api, `/sites/${siteId}`)
  const { scimBaseUrl, key } = await site.directory(PARTNER.name)
  const idp = connectPartner({ baseUrl: scimBaseUrl, token: key, signal })
  try {
    if (await isPlayed(idp)) return false
    const others = await site.someone(3)
    const ids = await Promise.all(
      partnerPeople().map(({ attributes, userName }) => idp.haveUser({ ...attributes, userName })),
    )
    const addresses = partnerPeople().map(({ userName }) => userName)
    await site.localGroup(COUNCIL, [...others, ...addresses.slice(0, 2)])
    await site.localGroup(TRAVEL, others)
    await site.localGroup(EVERYBODY, [])
    await site.giveByDefault(EVERYBODY)
    await bringGroups(idp, ids, (await site.groupOf(directory))?.name ?? null)
    await site.grant(APP, STAFF)
    await loseAccess(idp, ids)
    return true
  } finally {
    idp.close()
  }
}

/** What was played. */
export function partnerText(): string {
  return [
    `  The site has groups "${COUNCIL}" and "${EVERYBODY}", and one of the first`,
    `  directory, that it brings as well; "${OFFICE}" becomes`,
    `  "${TRAVEL}", which is taken too. Each of them waits as a conflict.`,
    `  Then it empties "${STAFF}", the only way of ${partnerPeople().length} people to an`,
    '  app, and switches one of them off: more than the guard lets through in a day.',
  ].join('\n')
}

/** Its last request is what the last person shows. */
async function isPlayed(idp: PartnerIdp): Promise<boolean> {
  const last = await idp.findUser(partnerPeople().at(-1)?.userName ?? '')
  return last?.active === false
}

/** One conflict of each kind. @param synced the name of a group that another directory fills */
async function bringGroups(idp: PartnerIdp, ids: readonly string[], synced: string | null): Promise<void> {
  await idp.haveGroup(STAFF, ids)
  await idp.haveGroup(COUNCIL, ids.slice(0, 6))
  await idp.haveGroup(EVERYBODY, ids)
  if (synced !== null) await idp.haveGroup(synced, ids.slice(0, 3))
  if ((await idp.findGroup(TRAVEL)) !== null) return
  await idp.renameGroup(await idp.haveGroup(OFFICE, ids.slice(2, 5)), TRAVEL)
}

/** More of them in a day than the guard lets through. */
async function loseAccess(idp: PartnerIdp, ids: readonly string[]): Promise<void> {
  await idp.emptyGroup(await idp.haveGroup(STAFF, ids))
  await idp.switchOff(ids.at(-1) ?? '')
}
