/** What the columns of the three files that can be imported are called, and what is wrong with a line before it is sent. */

import type { ImportedAccount, ImportedGroup, ImportedMember } from '@syncline/core/domain/import.ts'
import { ROW_FAULTS } from '@syncline/core/domain/import.ts'
import { addressKey } from '@syncline/core/domain/import-account.ts'
import { groupName } from '@syncline/core/domain/local-group.ts'
import type { Audience } from '@syncline/core/domain/operation.ts'
import type { CsvColumns } from '../csv/read-csv.ts'

export type ImportKind = 'accounts' | 'groups' | 'members'
export type ImportedRow = ImportedAccount | ImportedGroup | ImportedMember

type Cells = Readonly<Record<string, string>>
/** Thrown: what is wrong, and what to do. */
export class CellFault extends Error {
  override readonly name = 'CellFault'
}

export type FileKind = CsvColumns & {
  /** @throws CellFault */
  row(cells: Cells, audience: Audience): ImportedRow
  /** Of what there may be one in a file; null: any number. */
  key(row: ImportedRow): string | null
}

const OF_EVERY_KIND = { audience: 'audience' }
const EMAIL = { email: 'email', emailaddress: 'email' }

const TEXTS = {
  displayname: 'displayName',
  name: 'displayName',
  title: 'title',
  organization: 'organization',
  department: 'department',
  timezone: 'timezone',
  preferredlanguage: 'preferredLanguage',
  language: 'preferredLanguage',
} as const

export const FILE_KINDS: Readonly<Record<ImportKind, FileKind>> = {
  accounts: {
    names: { ...OF_EVERY_KIND, ...EMAIL, ...TEXTS, active: 'active' },
    required: ['email'],
    ignored: ['class', 'switchedoffby', 'directories', 'id'],
    row({ email, active, audience: own, ...texts }, audience) {
      return {
        email: addressIn(email),
        audience: audienceIn(own, audience),
        ...texts,
        ...(active === undefined ? {} : { active: yesOrNo(active) }),
      }
    },
    key: (row) => ('email' in row ? `${row.audience} ${addressKey(row.email)}` : null),
  },
  groups: {
    names: { ...OF_EVERY_KIND, name: 'name', group: 'name' },
    required: ['name'],
    ignored: ['source', 'directory', 'directorymembers', 'defaultaccess', 'id'],
    row: ({ name, audience: own }, audience) => ({ name: nameIn(name), audience: audienceIn(own, audience) }),
    key: (row) => ('name' in row ? `${row.audience} ${groupName(row.name)?.nameKey}` : null),
  },
  members: {
    names: { ...OF_EVERY_KIND, ...EMAIL, group: 'group', groupname: 'group' },
    required: ['group', 'email'],
    ignored: ['from'],
    row: ({ group, email, audience: own }, audience) => ({
      group: nameIn(group),
      email: addressIn(email),
      audience: audienceIn(own, audience),
    }),
    key: () => null,
  },
}

function addressIn(text = ''): string {
  if (addressKey(text) === null) throw new CellFault(ROW_FAULTS['not-an-address'])
  return text
}

function nameIn(text = ''): string {
  if (groupName(text) === null) throw new CellFault(ROW_FAULTS['not-a-name'])
  return text
}

function audienceIn(text: string | undefined, otherwise: Audience): Audience {
  const audience = text?.toLowerCase() ?? otherwise
  if (audience === 'workforce' || audience === 'customers') return audience
  throw new CellFault('The audience is workforce or customers.')
}

function yesOrNo(text: string): boolean {
  if (/^(yes|true|1)$/i.test(text)) return true
  if (/^(no|false|0)$/i.test(text)) return false
  throw new CellFault('Active is yes or no.')
}
