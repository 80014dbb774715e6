/** Where a bearer token is read from: a variable or a file, never the command line, which other users can see. */
import { readFile } from 'node:fs/promises'
import type { Environment } from '@syncline/core/runtime/config.ts'
import { CliError } from './cli-error.ts'

export type TokenOptions = { readonly tokenEnv?: string; readonly tokenFile?: string }

const DEFAULT_VARIABLE = 'SYNCLINE_TOKEN'

/** @throws CliError */
export async function readToken({ tokenEnv, tokenFile }: TokenOptions, environment: Environment): Promise<string> {
  if (tokenEnv !== undefined && tokenFile !== undefined) {
    throw new CliError('Give the token by --token-env or by --token-file, not both.')
  }
  const token = (
    tokenFile === undefined ? environment[tokenEnv ?? DEFAULT_VARIABLE] : await readText(tokenFile)
  )?.trim()
  if (token === undefined || token === '') throw new CliError(missing({ tokenEnv, tokenFile }))
  // Anything else would make the header invalid, and the error would quote it.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new CliError('The token has spaces or characters that no token has.')
  return token
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault'
    throw new CliError(`The token file ${file} cannot be read (${code}).`, { cause: error })
  }
}

function missing({ tokenEnv, tokenFile }: { tokenEnv: string | undefined; tokenFile: string | undefined }): string {
  if (tokenFile !== undefined) return `The token file ${tokenFile} is empty.`
  if (tokenEnv !== undefined) return `The variable ${tokenEnv} is not set.`
  return `There is no token: set ${DEFAULT_VARIABLE}, or name a variable with --token-env or a file with --token-file.`
}
