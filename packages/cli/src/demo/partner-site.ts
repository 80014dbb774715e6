/** What an administrator prepares for a second directory, over the admin API. The same again changes nothing. */
import type { GroupOfSite } from '@syncline/core/storage/read/site-group-list.ts'
import { type AdminApi, AdminRefusal } from './admin-api.ts'

type Named = { readonly id: string; readonly name: string }
type Items<T> = { readonly items: readonly T[] }
export type PartnerDirectory = { readonly id: string; readonly scimBaseUrl: string; readonly key: string }

const REASON = 'a partner company comes'
const TAKEN = 409
const PAGE = 200

/** @param path of the site, behind `/admin/v1` */
export function partnerSite(api: AdminApi, path: string) {
  const find = async <T extends Named>(list: string, name: string): Promise<T | null> => {
    const { items } = await api.get<Items<T>>(`${path}/${list}name=${encodeURIComponent(name)}`)
    return items.find((item) => item.name === name) ?? null
  }
  /** A request whose answer was lost may have made it. */
  const have = async (look: () => Promise<Named | null>, make: () => Promise<Named>): Promise<Named> => {
    const found = await look()
    if (found !== null) return found
    try {
      return await make()
    } catch (error) {
      const made = error instanceof AdminRefusal && error.status === TAKEN ? await look() : null
      if (made === null) throw error
      return made
    }
  }
  const findGroup = (name: string) => find<GroupOfSite>('groups?', name)
  return {
    findGroup,
    /** Reaches the site at once, with a new key. */
    async directory(name: string): Promise<PartnerDirectory> {
      const look = async () => {
        const { items } = await api.get<Items<Named>>(`${path}/directories?limit=${PAGE}`)
        return items.find((directory) => directory.name === name) ?? null
      }
      const { id } = await have(look, () =>
        api.post<Named>(`${path}/directories`, { name, start: 'syncing', reason: REASON }),
      )
      const { scimBaseUrl } = await api.get<{ scimBaseUrl: string }>(`${path}/directories/${id}`)
      const { key } = await api.post<{ key: string }>(`${path}/directories/${id}/keys`, {
        name: 'demo',
        reason: REASON,
      })
      return { id, scimBaseUrl, key }
    },
    /** A local group with these people in it. */
    async localGroup(name: string, members: readonly string[]): Promise<void> {
      const groups = [{ name, members: [...members], audience: 'workforce' }]
      await api.post(`${path}/imports`, { groups, reason: REASON })
    },
    async giveByDefault(name: string): Promise<void> {
      const group = await findGroup(name)
      if (group === null) return
      await api.put(`${path}/groups/${group.id}/default-access`, { on: true, reason: REASON })
    },
    /** Makes an app, and lets a group reach it. */
    async grant(appName: string, groupName: string): Promise<void> {
      const app = await have(
        () => find('apps?', appName),
        () => api.post<Named>(`${path}/apps`, { kind: 'app', name: appName, reason: REASON }),
      )
      const group = await findGroup(groupName)
      if (group === null) return
      await api.post(`${path}/apps/${app.id}/grant`, { group: group.id, reason: REASON })
    },
    /** One that a directory fills; null: it fills none. */
    async groupOf(directoryId: string): Promise<GroupOfSite | null> {
      const { items } = await api.get<Items<GroupOfSite>>(`${path}/groups?limit=${PAGE}`)
      return items.find(({ link }) => link?.directory === directoryId) ?? null
    },
    /** Addresses of some who are on. */
    async someone(count: number): Promise<string[]> {
      const { items } = await api.get<Items<{ email: string; active: boolean }>>(`${path}/people?limit=${PAGE}`)
      return items
        .filter(({ active }) => active)
        .map(({ email }) => email)
        .slice(0, count)
    },
  }
}
