/** Program: writes the types of a client of the admin API. */
import { writeFile } from 'node:fs/promises'
import { generateTypes, TYPES_FILE } from './admin-api-types.ts'

await writeFile(TYPES_FILE, await generateTypes())
