/** Every endpoint of the admin API. What is not here is not there: application, document and tests are made of this list. */
import type { AdminEndpoint } from './endpoint.ts'
import { ACCESS_ENDPOINTS } from './endpoints/access.ts'
import { ACCOUNT_SWITCH_ENDPOINTS } from './endpoints/account-switch.ts'
import { ADMIN_ENDPOINTS } from './endpoints/admins.ts'
import { APP_ENDPOINTS } from './endpoints/apps.ts'
import { CONFLICT_DECISION_ENDPOINTS } from './endpoints/conflict-decisions.ts'
import { CONFLICT_UNDO_ENDPOINTS } from './endpoints/conflict-undo.ts'
import { CONFLICT_ENDPOINTS } from './endpoints/conflicts.ts'
import { COUNT_ENDPOINTS } from './endpoints/counts.ts'
import { DECISION_ENDPOINTS } from './endpoints/decisions.ts'
import { DIRECTORY_ENDPOINTS } from './endpoints/directories.ts'
import { DIRECTORY_LIFE_ENDPOINTS } from './endpoints/directory-life.ts'
import { DOMAIN_ENDPOINTS } from './endpoints/domains.ts'
import { ERASURE_ENDPOINTS } from './endpoints/erasure.ts'
import { EVENT_ENDPOINTS } from './endpoints/events.ts'
import { EXPORT_ENDPOINTS } from './endpoints/exports.ts'
import { GROUP_LINK_ENDPOINTS } from './endpoints/group-links.ts'
import { GROUP_ENDPOINTS } from './endpoints/groups.ts'
import { GUARD_ENDPOINTS } from './endpoints/guard.ts'
import { GUARD_DECISION_ENDPOINTS } from './endpoints/guard-decisions.ts'
import { HOLD_ENDPOINTS } from './endpoints/holds.ts'
import { IMPORT_ENDPOINTS } from './endpoints/imports.ts'
import { INBOX_ENDPOINTS } from './endpoints/inbox.ts'
import { KEY_ENDPOINTS } from './endpoints/keys.ts'
import { LOCAL_GROUP_ENDPOINTS } from './endpoints/local-groups.ts'
import { LOOKUP_ENDPOINTS } from './endpoints/lookup.ts'
import { OPERATION_ENDPOINTS } from './endpoints/operations.ts'
import { PEOPLE_ENDPOINTS } from './endpoints/people.ts'
import { PREVIEW_ENDPOINTS } from './endpoints/previews.ts'
import { QUEUE_ENDPOINTS } from './endpoints/queue.ts'
import { RECORD_ENDPOINTS } from './endpoints/records.ts'
import { SITE_SETTING_ENDPOINTS } from './endpoints/site-settings.ts'
import { SITE_ENDPOINTS } from './endpoints/sites.ts'
import { START_ENDPOINTS } from './endpoints/starts.ts'

export const ENDPOINTS: readonly AdminEndpoint[] = [
  ...SITE_ENDPOINTS,
  ...INBOX_ENDPOINTS,
  ...COUNT_ENDPOINTS,
  ...SITE_SETTING_ENDPOINTS,
  ...DIRECTORY_ENDPOINTS,
  ...PREVIEW_ENDPOINTS,
  ...START_ENDPOINTS,
  ...DIRECTORY_LIFE_ENDPOINTS,
  ...KEY_ENDPOINTS,
  ...DOMAIN_ENDPOINTS,
  ...RECORD_ENDPOINTS,
  ...HOLD_ENDPOINTS,
  ...DECISION_ENDPOINTS,
  // `/conflicts/decisions` is no conflict.
  ...CONFLICT_DECISION_ENDPOINTS,
  ...CONFLICT_ENDPOINTS,
  ...CONFLICT_UNDO_ENDPOINTS,
  // Before those of one item.
  ...GUARD_DECISION_ENDPOINTS,
  ...GUARD_ENDPOINTS,
  ...PEOPLE_ENDPOINTS,
  ...ACCOUNT_SWITCH_ENDPOINTS,
  ...EXPORT_ENDPOINTS,
  ...ERASURE_ENDPOINTS,
  ...IMPORT_ENDPOINTS,
  ...LOOKUP_ENDPOINTS,
  ...GROUP_ENDPOINTS,
  ...LOCAL_GROUP_ENDPOINTS,
  ...GROUP_LINK_ENDPOINTS,
  ...APP_ENDPOINTS,
  ...ACCESS_ENDPOINTS,
  ...OPERATION_ENDPOINTS,
  ...QUEUE_ENDPOINTS,
  ...EVENT_ENDPOINTS,
  ...ADMIN_ENDPOINTS,
]
