/**
 * The path that routes are matched with. Identity providers append to the base URL as it was typed in: a slash at its
 * end, doubled slashes, another spelling of our path words and the version once more mean the same.
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
  'AsyncRequests',
  '.search',
] as const

const SPELLING = new Map<string, string>([
  ...WORDS.map((word) => [word.toLowerCase(), word] as const),
  // As some clients call it.
  ['serviceproviderconfigs', 'ServiceProviderConfig'],
  ['serviceconfiguration', 'ServiceProviderConfig'],
])
const VERSION = /^v\d+$/i

export function requestPath({ url }: { readonly url: string }): string {
  const segments = pathOf(url)
    .split('/')
    .filter((segment) => segment !== '')
  // RFC 7644 §3.13 has the version right before the endpoint: some clients append it to the base URL.
  if (segments[1]?.toLowerCase() === 'v2' && segments[3]?.toLowerCase() === 'v2') segments.splice(3, 1)
  // /scim/v2/{directory}/{endpoint}/{id}: ids and directories stay as they are.
  const spelled = segments.map((segment, at) => {
    if (at === 1) return VERSION.test(segment) ? segment.toLowerCase() : segment
    return at === 0 || at === 3 ? word(segment) : segment
  })
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
