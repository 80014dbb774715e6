/** What the middleware hands to the routes. */
import type { HttpBindings } from '@hono/node-server'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { CredentialOfDirectory } from '@syncline/core/storage/catalogue/credential.ts'

export type ScimEnv = {
  /** Absent when a test drives the app without a socket. */
  Bindings: Partial<HttpBindings> | undefined
  Variables: {
    credential: CredentialOfDirectory
    /** Of the directory's SCIM endpoints, without a slash at its end. */
    baseUrl: string
    /** For ServiceProviderConfig alone. */
    authenticationSchemes: JsonObject[]
  }
}
