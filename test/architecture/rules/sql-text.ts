/** Which texts of a program are SQL, and which tables they touch. */

const SPACE = String.raw`^(?:\s|--[^\n]*\n)*`
const STATEMENTS = [
  String.raw`(?:select|SELECT)\s`,
  String.raw`(?:with|WITH)\s+(?:recursive\s+)?\w+[^.]{0,80}?\sas\s+(?:(?:not\s+)?materialized\s*)?\(`,
  String.raw`(?:insert\s+into|INSERT\s+INTO|delete\s+from|DELETE\s+FROM|merge\s+into)\s`,
  String.raw`(?:update|UPDATE)\s+\w+(?:\s+(?:as\s+)?\w+)?\s+(?:set|SET)\s`,
  String.raw`(?:create|CREATE|alter|ALTER|drop|DROP)\s+(?:unique\s+|or\s+replace\s+)?(?:table|index|database|schema|sequence|role|function|trigger|view|extension|type)\s`,
  String.raw`(?:truncate|listen|unlisten|notify|explain|vacuum|analyze|copy|lock\s+table|savepoint)\s+\w`,
  String.raw`set\s+(?:local\s+|session\s+)?[a-z_.]+\s*(?:=|to)\s`,
  String.raw`(?:begin|commit|rollback|start\s+transaction)\s*(?:;|$)`,
]
const SQL = new RegExp(`${SPACE}(?:${STATEMENTS.join('|')})`)

export function isSql(text: string): boolean {
  return SQL.test(text)
}

/** Tables that the text reads or writes, of those that are given. */
export function tablesIn(text: string, tables: readonly string[]): string[] {
  return tables.filter((table) =>
    new RegExp(String.raw`\b(?:from|join|into|update|using)\s+"?${table}\b(?!\s*\()`, 'i').test(text),
  )
}

/** Tables that the text writes, of those that are given. */
export function tablesWrittenIn(text: string, tables: readonly string[]): string[] {
  return tables.filter((table) =>
    new RegExp(
      String.raw`\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+"?${table}\b`,
      'i',
    ).test(text),
  )
}
