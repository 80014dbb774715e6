/** Where the project lies. */
import { resolve } from 'node:path'

export const PROJECT = resolve(import.meta.dirname, '../..')
