/** The identity providers that can be played, by name. */
import { bulk } from './bulk.ts'
import { entra } from './entra.ts'
import { entraCompliant } from './entra-compliant.ts'
import { oktaPatch } from './okta-patch.ts'
import { oktaPut } from './okta-put.ts'
import type { IdpProfile, ProfileName } from './profile.ts'

export const PROFILES = {
  entra,
  'entra-compliant': entraCompliant,
  'okta-put': oktaPut,
  'okta-patch': oktaPatch,
  bulk,
} satisfies Record<ProfileName, IdpProfile>
