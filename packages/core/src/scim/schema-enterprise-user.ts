/** The EnterpriseUser extension (RFC 7643 §4.3, §8.7.1). */
import { attribute, schema } from './schema-attribute.ts'

export const ENTERPRISE_USER_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

export const enterpriseUserSchema = schema(ENTERPRISE_USER_SCHEMA, 'EnterpriseUser', 'Enterprise User', [
  attribute('employeeNumber', 'string', 'The identifier that the organization gave the person.'),
  attribute('costCenter', 'string', 'The name of a cost center.'),
  attribute('organization', 'string', 'The name of an organization.'),
  attribute('division', 'string', 'The name of a division.'),
  attribute('department', 'string', 'The name of a department.'),
  attribute('manager', 'complex', "The user's manager.", {
    subAttributes: [
      attribute('value', 'string', "The id of the manager's User.", { caseExact: true }),
      attribute('$ref', 'reference', "The URI of the manager's User.", { referenceTypes: ['User'], derived: true }),
      attribute('displayName', 'string', "The manager's displayName.", { mutability: 'readOnly' }),
    ],
  }),
])
