/** The one error of the embedded Postgres. The message is for the operator: what is wrong and what to do. */

export type EmbeddedPostgresErrorCode =
  /** Another process has this data directory. */
  | 'in-use'
  /** The platform has no binaries, or they do not run. */
  | 'no-binaries'
  /** Started as root and no other user to run the server as. */
  | 'no-user'
  /** The data directory cannot be entered or written, or is not one of Syncline's. */
  | 'data-directory'
  /** `initdb` failed. */
  | 'initdb'
  /** `postgres` did not start. */
  | 'start'
  /** `postgres` was lost and did not come back. */
  | 'lost'

export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly code: EmbeddedPostgresErrorCode

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
