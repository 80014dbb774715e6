/** What the demo leaves on the screen: the address, the key and requests to try. */
import type { DirectoryModel } from './simulate/model.ts'
import { CORE_USER, PATCH_OP } from './simulate/schemas.ts'

type DemoText = { readonly baseUrl: string; readonly key: string; readonly model: DirectoryModel }

export function demoText({ baseUrl, key, model }: DemoText): string {
  // A person whose name needs no escaping in a shell.
  const user = [...model.users.values()].find(({ userName }) => /^[a-z.@-]+$/.test(userName))
  const group = [...model.groups.values()].at(-1)
  const body = { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: `${CORE_USER}:title`, value: 'Astronaut' }] }
  const lines = [
    "Try it (the key is this demo's own and lives for 30 days):",
    '',
    `export SYNCLINE_TOKEN=${key}`,
    `export SYNCLINE_SCIM=${baseUrl}`,
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
  return lines.join('\n')
}
