/** What the demo leaves on the screen: how to start where it stopped, where to look, and requests to try. */
import { type Listening, localUrl } from '../scim-url.ts'
import { CORE_USER, PATCH_OP } from '../simulate/schemas.ts'
import { COUNCIL, STAFF } from './partner-company.ts'
import type { DemoPlayed } from './play-demo.ts'
import type { DemoOptions } from './run-demo.ts'

/** How the same demo is called again, and goes on. */
export function againText({ users, groups, seed }: DemoOptions): string {
  const given = Object.entries({ users, groups, seed }).filter(([name, value]) => value !== USUAL[name])
  const options = given.map(([name, value]) => ` --${name} ${value}`).join('')
  return `npm run demo${options === '' ? '' : ` --${options}`}`
}

/** For a demo that ends at once. */
export function startLaterText(options: DemoOptions): string {
  return `The directory waits for its start. This starts it, after another preview:\n  ${againText(options)}`
}

/** @param name of the site */
export function decideLines(name: string): string[] {
  const site = `--site "${name}"`
  return [
    `npx syncline inbox ${site}`,
    `npx syncline conflicts list ${site}`,
    `npx syncline conflicts diff "${COUNCIL}" ${site}`,
    `npx syncline guard list ${site}`,
    `npx syncline guard show "${STAFF}" ${site}`,
    `npx syncline guard status ${site}`,
  ]
}

/** While everything runs. */
export function demoText(played: DemoPlayed, listening: Listening): string {
  const api = `${localUrl(listening)}/admin/v1`
  const start = played.report.start === null ? startLines(played) : []
  return [...start, ...lookLines(played, api), ...tryLines(played)].join('\n')
}

function startLines({ target }: DemoPlayed): string[] {
  const { site, directory } = target
  return [
    'Nothing has reached the site yet. This starts it, from another terminal in this',
    'directory (and again this demo with the same options, without --review):',
    '',
    `npx syncline directory start "${directory.name}" --site "${site.name}"`,
    '',
  ]
}

function lookLines({ report, model, target }: DemoPlayed, api: string): string[] {
  const site = `--site "${target.site.name}"`
  const directory = `"${target.directory.name}"`
  const isStarted = report.start !== null
  const person = plainUser(model)?.userName
  return [
    'Look further, in another terminal in this directory:',
    '',
    ...(isStarted
      ? [`npx syncline directory report ${directory} ${site}`]
      : [`npx syncline preview rows --directory ${directory} ${site} --type Group --kind conflict`]),
    `npx syncline preview absent --directory ${directory} ${site} --limit 5`,
    `npx syncline preview externals --directory ${directory} ${site}`,
    `npx syncline people list ${site}`,
    ...(person === undefined ? [] : [`npx syncline lookup ${person} ${site}`]),
    `npx syncline group list ${site}`,
    `npx syncline domain list ${site}`,
    `npx syncline operations list ${site} --limit 5`,
    '',
    `The admin API, to browse and try: ${api}/docs`,
    'Its token, of an administrator of the site (30 days):',
    `  ${target.adminToken}`,
    '',
  ]
}

const USUAL: Readonly<Record<string, number>> = { users: 10_000, groups: 300, seed: 1 }

/** Whose name needs no escaping in a shell. */
function plainUser(model: DemoPlayed['model']) {
  return [...model.users.values()].find(({ userName }) => /^[a-z.@-]+$/.test(userName))
}

function tryLines({ report, model, target }: DemoPlayed): string[] {
  const user = plainUser(model)
  const group = [...model.groups.values()].at(-1)
  const body = { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: `${CORE_USER}:title`, value: 'Astronaut' }] }
  const lines = [
    'Be the identity provider (the key lives for 30 days, too):',
    '',
    `export SYNCLINE_TOKEN=${target.key}`,
    `export SYNCLINE_SCIM=${report.baseUrl}`,
    'curl -s -H "Authorization: Bearer $SYNCLINE_TOKEN" "$SYNCLINE_SCIM/Users?count=2"',
  ]
  if (user !== undefined) {
    lines.push(
      `curl -s -H "Authorization: Bearer $SYNCLINE_TOKEN" -G "$SYNCLINE_SCIM/Users" --data-urlencode 'filter=userName eq "${user.userName}"'`,
      `curl -s -H "Authorization: Bearer $SYNCLINE_TOKEN" -H 'Content-Type: application/scim+json' -X PATCH "$SYNCLINE_SCIM/Users/${user.id}" -d '${JSON.stringify(body)}'`,
    )
  }
  if (group !== undefined) {
    lines.push(`curl -s -H "Authorization: Bearer $SYNCLINE_TOKEN" "$SYNCLINE_SCIM/Groups/${group.id}"`)
  }
  return lines
}
