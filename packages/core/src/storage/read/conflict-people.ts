/**
 * Whom a conflict is about, in SQL: the people of the directory's group and those of the site's group in its way. All reads of
 * a difference are made of these, so that a count, a page and what a decision would do never mean different people.
 *
 * The people of the directory's group are the accounts that its users are linked to, where their groups count. While a
 * directory is in review its users are not linked yet: then the account with the address of a user is meant, if no user owns it.
 */

/** The state of `directory d`: its users may still have to be linked. */
const IN_REVIEW = "d.phase in ('reviewing', 'starting')"

/** Of the user with the key `user` of `directory d`: a select of `account_key`, for a lateral join. One row at most. */
export function accountOfUser(user: string): string {
  return `
  select p.account_key from (
    select l.account_key from user_link l where l.site_id = $1 and l.user_key = ${user} and l.joins
    union all
    ${accountInReview(user)}
  ) p limit 1`
}

/** Nobody's account with the address of a user of `directory d` who has no link, while that is in review. One row at most. */
function accountInReview(user: string): string {
  return `
    select a.key as account_key from (
      select u.email_key from directory_user u
      where ${IN_REVIEW} and u.site_id = $1 and u.directory_id = d.id and u.key = ${user} limit 1
    ) u
    cross join lateral (
      select a.key from account a where a.site_id = $1 and a.audience = d.audience and a.email_key = u.email_key limit 1
    ) a
    where ${waits(user)}`
}

/**
 * The other way round: whether a user of the group with the key `group` of `directory d` has the `account a`.
 * @param before only users with a lower key than this
 */
export function isInRecord(group: string, before?: string): string {
  const isMember = (user: string) =>
    `(select true from directory_member o
      where o.site_id = $1 and o.group_key = ${group} and o.member_key = ${user}${before === undefined ? '' : ` and ${user} < ${before}`} limit 1)`
  return `coalesce(
    (select true from user_link l
     where l.site_id = $1 and l.account_key = a.key and l.joins and ${isMember('l.user_key')} limit 1),
    (select true from (
       select e.user_key from directory_user_email e
       where ${IN_REVIEW} and e.site_id = $1 and e.directory_id = d.id and e.email_key = a.email_key
       union
       select u.key from directory_user u
       where ${IN_REVIEW} and u.site_id = $1 and u.directory_id = d.id and u.user_name_key = a.email_key
     ) e
     cross join lateral (
       select u.email_key from directory_user u where u.site_id = $1 and u.directory_id = d.id and u.key = e.user_key limit 1
     ) u
     where u.email_key = a.email_key and a.audience = d.audience and ${isMember('e.user_key')} and ${waits('e.user_key')}
     limit 1),
    false)`
}

/** In review, and the account is nobody's. */
function waits(user: string): string {
  const none = (table: string, where: string) =>
    `(select true from ${table} t where t.site_id = $1 and ${where} limit 1) is null`
  return [
    none('user_link', `t.user_key = ${user}`),
    none('hold', `t.record_key = ${user}`),
    none('user_link', "t.account_key = a.key and t.kind = 'owning'"),
  ].join(' and ')
}

/**
 * The first CTEs of statements about several conflicts; their keys are $2. `members`: users of the directories' groups, with an
 * account or without. `people`: each account once for a conflict, with whether it is in the directory's group (`comes`) and in
 * the site's (`is`). Links are joined and not looked up: the server takes whichever costs less for that many people.
 * @param where what else is true of a conflict `c`
 */
export function conflictPeople(where = 'true'): string {
  return `
chosen as materialized (
  select c.key, c.record_key, c.site_group_key, c.directory_id, d.phase, d.audience
  from unnest($2::bigint[]) as q (key)
  cross join lateral (select x.* from conflict x where x.site_id = $1 and x.key = q.key limit 1) c
  cross join lateral (
    select x.phase, x.audience from directory x where x.site_id = $1 and x.id = c.directory_id limit 1
  ) d
  where ${where}
), members as materialized (
  select d.key as conflict_key, d.site_group_key, coalesce(l.account_key, w.account_key) as account_key
  from (select c.*, c.directory_id as id from chosen c) d
  join directory_member m on m.site_id = $1 and m.group_key = d.record_key and not m.nested
  left join user_link l on l.site_id = $1 and l.user_key = m.member_key and l.joins
  left join lateral (${accountInReview('m.member_key')}) w on ${IN_REVIEW} and l.user_key is null
), people as materialized (
  select x.conflict_key, x.site_group_key, x.account_key, bool_or(x.comes) as comes, bool_or(x."is") as "is"
  from (
    select conflict_key, site_group_key, account_key, true as comes, false as "is" from members where account_key is not null
    union all
    select c.key, c.site_group_key, s.account_key, false, true
    from chosen c
    join site_member s on s.site_id = $1 and s.group_key = c.site_group_key
  ) x
  group by x.conflict_key, x.site_group_key, x.account_key
)`
}
