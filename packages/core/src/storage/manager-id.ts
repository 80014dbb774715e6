/** `manager.value` of stored attributes as a uuid: what the column `directory_user.manager_id` is made of as well. */

const VALUE = `'{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}'`
const ID = `'^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'`

/** @param attributes an expression of type json or jsonb; SQL null when there is no manager, or its value is no id */
export function managerIdSql(attributes: string): string {
  return `case when ${attributes} #>> ${VALUE} ~ ${ID} then (${attributes} #>> ${VALUE})::uuid end`
}
