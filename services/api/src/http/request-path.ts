/**
 * The path that routes are matched with. Identity providers append to the base URL as it was typed in: a slash at its
 * end, doubled slashes and another spelling of our path words mean the same.
 */

const WORDS = [
  'scim',
  'Users',
  'Groups',
  'Me',
  'Bulk',
  'Schemas',
  'ResourceTypes',
  'ServiceProviderConfig',
  '.search',
] as const

const SPELLING = new Map<string, string>(WORDS.map((word) => [word.toLowerCase(), word]))

export function requestPath({ url }: { readonly url: string }): string {
  const segments = pathOf(url)
    .split('/')
    .filter((segment) => segment !== '')
  // /scim/v2/{directory}/{endpoint}/{id}: ids and directories stay as they are.
  const spelled = segments.map((segment, at) => (at === 0 || at === 3 ? word(segment) : segment))
  return `/${spelled.join('/')}`
}

function word(segment: string): string {
  return SPELLING.get(segment.toLowerCase()) ?? segment
}

function pathOf(url: string): string {
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('//') + 2)
  if (start === -1) return '/'
  const end = url.slice(start).search(/[?#]/)
  return end === -1 ? url.slice(start) : url.slice(start, start + end)
}
