/** Types of columns that several tables have. */
import type { ColumnType } from 'kysely'
import type { JsonObject } from '../scim/json.ts'

export type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>
export type Jsonb = ColumnType<JsonObject, string, string>
