/** What a control write may be refused for. The text is for the operator who asked; it names what to change. */

export type CatalogueFault =
  | 'name-invalid'
  | 'name-taken'
  | 'unknown-site'
  | 'unknown-directory'
  | 'directory-disconnected'
  | 'unknown-credential'
  | 'unknown-client'
  | 'too-many-secrets'
  | 'trust-invalid'
  | 'expiry-invalid'
  | 'setting-invalid'
  | 'unknown-domain'
  | 'unknown-admin'
  | 'roles-invalid'
  | 'schema-invalid'
  | 'schema-in-use'
  | 'unknown-schema'

export class CatalogueError extends Error {
  readonly fault: CatalogueFault

  constructor(fault: CatalogueFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CatalogueError'
    this.fault = fault
  }
}

const UNIQUE_VIOLATION = '23505'

/** Runs a control write; a broken unique constraint of that name becomes `name-taken`. */
export async function refusingTakenName<T>(constraint: string, message: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (breaks(error, constraint)) throw new CatalogueError('name-taken', message, { cause: error })
    throw error
  }
}

function breaks(error: unknown, constraint: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('constraint' in error)) return false
  return error.code === UNIQUE_VIOLATION && error.constraint === constraint
}
