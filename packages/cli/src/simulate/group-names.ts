/** Names of groups as directories have them: whole company, licences, departments in towns, projects, other languages. */
import type { Randomizer } from '@faker-js/faker'
import { fold } from '@syncline/core/scim/fold.ts'
import { DEPARTMENTS } from './departments.ts'
import type { Locales } from './locales.ts'
import type { Organisation } from './organisation.ts'
import { chance, pick } from './random.ts'

type TeamName = readonly [language: string, name: string]

const WHOLE_COMPANY = ['All Employees', 'VPN Users', 'Microsoft 365 E3', 'Intranet Readers', 'Wi-Fi Corporate'] as const
const ROLES = ['Admins', 'Editors', 'Readers', 'Approvers', 'On-Call', 'Leads'] as const
const NOT_ASCII: readonly [TeamName, ...TeamName[]] = [
  ['de-DE', 'Vertrieb Österreich & Süddeutschland'],
  ['de-DE', 'Geschäftsführung'],
  ['fr-FR', 'Développement produit'],
  ['fr-FR', 'Équipe qualité'],
  ['pl-PL', 'Dział księgowości'],
  ['tr-TR', 'İnsan Kaynakları'],
  ['tr-TR', 'Satış Ekibi'],
  ['vi-VN', 'Phòng kỹ thuật'],
  ['ja-JP', '営業部'],
  ['ja-JP', '開発チーム'],
  ['zh-CN', '财务部'],
  ['zh-CN', '研发中心'],
  ['ko-KR', '인사팀'],
  ['ar-EG', 'فريق المبيعات'],
  ['he-IL', 'צוות תמיכה'],
  ['ru-RU', 'Отдел кадров'],
  ['ru-RU', 'Бухгалтерия'],
  ['uk-UA', 'Відділ продажів'],
  ['el-GR', 'Τμήμα πωλήσεων'],
  ['th-TH', 'ฝ่ายการตลาด'],
]
const NOT_ASCII_SHARE = 0.2

/**
 * Names carry the organisation, so that populations can share a site; no two are equal after folding.
 * @param used folded names that are not given again
 */
export function createGroupNames(
  randomizer: Randomizer,
  locales: Locales,
  organisation: Organisation,
  used: Iterable<string> = [],
) {
  const taken = new Set(used)
  return (index: number): string => {
    const wanted = `${organisation.name} ${WHOLE_COMPANY[index] ?? drawName(randomizer, locales)}`
    let name = wanted
    for (let number = 2; taken.has(fold(name)); number++) name = `${wanted} ${number}`
    taken.add(fold(name))
    return name
  }
}

function drawName(randomizer: Randomizer, locales: Locales): string {
  const { faker } = locales.english
  if (chance(randomizer, NOT_ASCII_SHARE)) {
    const [language, team] = pick(randomizer, NOT_ASCII)
    return `${team} ${locales.of(language).faker.location.city()}`
  }
  const department = pick(randomizer, DEPARTMENTS)
  return pick(randomizer, [
    () => `${department} ${faker.location.city()}`,
    () => `SG-${department.replaceAll(/\W+/g, '')}-${pick(randomizer, ROLES)}`,
    () => `Project ${faker.commerce.productAdjective()} ${faker.animal.type()}`,
    () => `${faker.hacker.abbreviation()} ${pick(randomizer, ROLES)}`,
  ])()
}
