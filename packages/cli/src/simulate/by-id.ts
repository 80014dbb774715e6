/** Objects by the id that the directory gave them; those that have none yet are left out. */
export function byId<T extends { readonly id: string | null }>(items: Iterable<T>): Map<string, T> {
  const byIds = new Map<string, T>()
  for (const item of items) if (item.id !== null) byIds.set(item.id, item)
  return byIds
}
