-- checks
with seqment_source_rows as (
  select
    count(*) as all_rows,
    coalesce(sum(case when events.`user` is null or toString(events.`user`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000') then 1 else 0 end), 0) as missing_user,
    coalesce(sum(case when not (events.`user` is null or toString(events.`user`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000')) and (events.`what's` is null or toString(events.`what's`) = '') then 1 else 0 end), 0) as missing_action,
    coalesce(sum(case when not (events.`user` is null or toString(events.`user`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000')) and not (events.`what's` is null or toString(events.`what's`) = '') and events.`at` is null then 1 else 0 end), 0) as missing_time,
    coalesce(sum(case when not (events.`user` is null or toString(events.`user`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000')) and not (events.`what's` is null or toString(events.`what's`) = '') and not (events.`at` is null) and (events.`visit` is null or toString(events.`visit`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000')) then 1 else 0 end), 0) as missing_session
  from (
    select * from events where country = 'NZ' -- only these
  ) as events
),
seqment_log as (
  select
    events.`user` as u,
    events.`visit` as s,
    events.`at` as t,
    events.`batch` as o1,
    events.`row` as o2,
    toString(events.`what's`) as a,
    toFloat64(intDiv(events.`at`, 1000000)) + toFloat64(mod(events.`at`, 1000000)) / 1000000 as ms
  from (
    select * from events where country = 'NZ' -- only these
  ) as events
  where not (events.`user` is null or toString(events.`user`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`what's` is null or toString(events.`what's`) = '')
    and not (events.`visit` is null or toString(events.`visit`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`at` is null)
),
seqment_log_rows as (
  select
    count(distinct u) as users,
    coalesce(sum(case when a like '%' || char(31) || '%' then 1 else 0 end), 0) as with_separator
  from seqment_log
),
seqment_moments as (
  select
    count(*) as events
  from seqment_log
  group by u, s, t, o1, o2
  having min(a) <> max(a)
),
seqment_tied as (
  select
    coalesce(sum(events), 0) as tied_rows,
    count(*) as ties
  from seqment_moments
)
select *
from seqment_source_rows
cross join seqment_log_rows
cross join seqment_tied

-- vocabulary
with seqment_log as (
  select
    events.`user` as u,
    events.`visit` as s,
    events.`at` as t,
    events.`batch` as o1,
    events.`row` as o2,
    toString(events.`what's`) as a,
    toFloat64(intDiv(events.`at`, 1000000)) + toFloat64(mod(events.`at`, 1000000)) / 1000000 as ms
  from (
    select * from events where country = 'NZ' -- only these
  ) as events
  where not (events.`user` is null or toString(events.`user`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`what's` is null or toString(events.`what's`) = '')
    and not (events.`visit` is null or toString(events.`visit`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`at` is null)
)
select
  a as action,
  count(*) as occurrences
from seqment_log
group by a

-- codes
with seqment_log as (
  select
    events.`user` as u,
    events.`visit` as s,
    events.`at` as t,
    events.`batch` as o1,
    events.`row` as o2,
    toString(events.`what's`) as a,
    toFloat64(intDiv(events.`at`, 1000000)) + toFloat64(mod(events.`at`, 1000000)) / 1000000 as ms
  from (
    select * from events where country = 'NZ' -- only these
  ) as events
  where not (events.`user` is null or toString(events.`user`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`what's` is null or toString(events.`what's`) = '')
    and not (events.`visit` is null or toString(events.`visit`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`at` is null)
),
seqment_renamed as (
  select
    u,
    s,
    t,
    o1,
    o2,
    a,
    ms,
    case a when 'it\'s' then 'say "hi"' when 'back\\slash' then null else a end as new_name
  from seqment_log
),
seqment_named as (
  select
    u,
    s,
    t,
    o1,
    o2,
    a,
    ms,
    case when count(*) over (partition by new_name) < 10 then '(other)' else new_name end as name
  from seqment_renamed
  where new_name is not null and new_name <> ''
),
seqment_codes as (
  select
    code_name,
    row_number() over (order by code_name) - 1 as code
  from (select distinct name as code_name from seqment_named) as names
)
select
  code,
  code_name as name
from seqment_codes

-- paths
with seqment_log as (
  select
    events.`user` as u,
    events.`visit` as s,
    events.`at` as t,
    events.`batch` as o1,
    events.`row` as o2,
    toString(events.`what's`) as a,
    toFloat64(intDiv(events.`at`, 1000000)) + toFloat64(mod(events.`at`, 1000000)) / 1000000 as ms
  from (
    select * from events where country = 'NZ' -- only these
  ) as events
  where not (events.`user` is null or toString(events.`user`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`what's` is null or toString(events.`what's`) = '')
    and not (events.`visit` is null or toString(events.`visit`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`at` is null)
),
seqment_renamed as (
  select
    u,
    s,
    t,
    o1,
    o2,
    a,
    ms,
    case a when 'it\'s' then 'say "hi"' when 'back\\slash' then null else a end as new_name
  from seqment_log
),
seqment_named as (
  select
    u,
    s,
    t,
    o1,
    o2,
    a,
    ms,
    case when count(*) over (partition by new_name) < 10 then '(other)' else new_name end as name
  from seqment_renamed
  where new_name is not null and new_name <> ''
),
seqment_paced as (
  select
    u,
    ms,
    name,
    row_number() over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s) as nth,
    ms - lagInFrame(toNullable(ms)) over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s rows between unbounded preceding and unbounded following) as pause,
    lagInFrame(toNullable(name)) over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s rows between unbounded preceding and unbounded following) as name_before,
    case when s <> lagInFrame(toNullable(s)) over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s rows between unbounded preceding and unbounded following) then 1 else 0 end as other_session
  from seqment_named
),
seqment_cuts as (
  select
    u,
    ms,
    name,
    nth,
    pause,
    name_before,
    case when nth > 1 and (pause >= 1800000 or other_session = 1) then 1 else 0 end as cut
  from seqment_paced
),
seqment_numbered as (
  select
    u,
    ms,
    name,
    nth,
    sum(cut) over (partition by u order by nth rows between unbounded preceding and current row) as session_no,
    1 + case when nth > 1 and pause >= 3600000 then 1 else 0 end + cut as tokens,
    case when nth > 1 and pause >= 86400000 then 'p1' || ' ' when nth > 1 and pause >= 3600000 then 'p0' || ' ' else '' end || case when cut = 1 then 'b' || ' ' else '' end as prefix,
    case when nth = 1 or 1 + case when nth > 1 and pause >= 3600000 then 1 else 0 end + cut > 1 or name <> name_before then 1 else 0 end as fresh
  from seqment_cuts
),
seqment_runs as (
  select
    u,
    ms,
    name,
    nth,
    session_no,
    tokens,
    prefix,
    fresh,
    sum(fresh) over (partition by u order by nth rows between unbounded preceding and current row) as run
  from seqment_numbered
),
seqment_run_lengths as (
  select
    u,
    ms,
    name,
    nth,
    session_no,
    tokens,
    prefix,
    fresh,
    count(*) over (partition by u, run) as times
  from seqment_runs
),
seqment_kept as (
  select
    u,
    ms,
    name,
    nth,
    session_no,
    tokens,
    prefix,
    times
  from seqment_run_lengths
  where fresh = 1
),
seqment_codes as (
  select
    code_name,
    row_number() over (order by code_name) - 1 as code
  from (select distinct name as code_name from seqment_named) as names
),
seqment_written as (
  select
    u,
    nth,
    tokens,
    prefix,
    toString(code) || case when times >= 11 then '×11+' when times >= 6 then '×6-10' when times >= 3 then '×3-5' when times >= 2 then '×2' else '' end as bare_token,
    sum(tokens) over (partition by u order by nth rows between unbounded preceding and current row) as place,
    sum(tokens) over (partition by u) as total
  from seqment_kept inner join seqment_codes on seqment_codes.code_name = seqment_kept.name
),
seqment_bounded as (
  select
    u,
    nth,
    case when place - tokens <= total - 50 then 1 else tokens end as kept_tokens,
    case when place - tokens <= total - 50 then '' else prefix end || bare_token as token,
    total
  from seqment_written
  where place > total - 50
),
seqment_paths as (
  select
    u,
    case when sum(kept_tokens) >= 2 then arrayStringConcat(arrayMap(e -> e.2, arraySort(groupArray((nth, token)))), ' ') end as path,
    sum(kept_tokens) as length,
    max(total) - sum(kept_tokens) as lost
  from seqment_bounded
  group by u
)
select
  path,
  length,
  count(*) as weight,
  sum(case when lost > 0 then 1 else 0 end) as cut_inputs,
  sum(lost) as cut_tokens
from seqment_paths
group by path, length

-- measures
with seqment_log as (
  select
    events.`user` as u,
    events.`visit` as s,
    events.`at` as t,
    events.`batch` as o1,
    events.`row` as o2,
    toString(events.`what's`) as a,
    toFloat64(intDiv(events.`at`, 1000000)) + toFloat64(mod(events.`at`, 1000000)) / 1000000 as ms
  from (
    select * from events where country = 'NZ' -- only these
  ) as events
  where not (events.`user` is null or toString(events.`user`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`what's` is null or toString(events.`what's`) = '')
    and not (events.`visit` is null or toString(events.`visit`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`at` is null)
),
seqment_renamed as (
  select
    u,
    s,
    t,
    o1,
    o2,
    a,
    ms,
    case a when 'it\'s' then 'say "hi"' when 'back\\slash' then null else a end as new_name
  from seqment_log
),
seqment_named as (
  select
    u,
    s,
    t,
    o1,
    o2,
    a,
    ms,
    case when count(*) over (partition by new_name) < 10 then '(other)' else new_name end as name
  from seqment_renamed
  where new_name is not null and new_name <> ''
),
seqment_paced as (
  select
    u,
    ms,
    name,
    row_number() over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s) as nth,
    ms - lagInFrame(toNullable(ms)) over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s rows between unbounded preceding and unbounded following) as pause,
    lagInFrame(toNullable(name)) over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s rows between unbounded preceding and unbounded following) as name_before,
    case when s <> lagInFrame(toNullable(s)) over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s rows between unbounded preceding and unbounded following) then 1 else 0 end as other_session
  from seqment_named
),
seqment_cuts as (
  select
    u,
    ms,
    name,
    nth,
    pause,
    name_before,
    case when nth > 1 and (pause >= 1800000 or other_session = 1) then 1 else 0 end as cut
  from seqment_paced
),
seqment_numbered as (
  select
    u,
    ms,
    name,
    nth,
    sum(cut) over (partition by u order by nth rows between unbounded preceding and current row) as session_no,
    1 + case when nth > 1 and pause >= 3600000 then 1 else 0 end + cut as tokens,
    case when nth > 1 and pause >= 86400000 then 'p1' || ' ' when nth > 1 and pause >= 3600000 then 'p0' || ' ' else '' end || case when cut = 1 then 'b' || ' ' else '' end as prefix,
    case when nth = 1 or 1 + case when nth > 1 and pause >= 3600000 then 1 else 0 end + cut > 1 or name <> name_before then 1 else 0 end as fresh
  from seqment_cuts
),
seqment_runs as (
  select
    u,
    ms,
    name,
    nth,
    session_no,
    tokens,
    prefix,
    fresh,
    sum(fresh) over (partition by u order by nth rows between unbounded preceding and current row) as run
  from seqment_numbered
),
seqment_run_lengths as (
  select
    u,
    ms,
    name,
    nth,
    session_no,
    tokens,
    prefix,
    fresh,
    count(*) over (partition by u, run) as times
  from seqment_runs
),
seqment_kept as (
  select
    u,
    ms,
    name,
    nth,
    session_no,
    tokens,
    prefix,
    times
  from seqment_run_lengths
  where fresh = 1
),
seqment_codes as (
  select
    code_name,
    row_number() over (order by code_name) - 1 as code
  from (select distinct name as code_name from seqment_named) as names
),
seqment_written as (
  select
    u,
    nth,
    ms,
    leadInFrame(toNullable(ms)) over (partition by u, session_no order by nth rows between unbounded preceding and unbounded following) - ms as gap,
    leadInFrame(toNullable(tokens)) over (partition by u, session_no order by nth rows between unbounded preceding and unbounded following) as tokens_after,
    tokens,
    prefix,
    toString(code) || case when times >= 11 then '×11+' when times >= 6 then '×6-10' when times >= 3 then '×3-5' when times >= 2 then '×2' else '' end as bare_token,
    sum(tokens) over (partition by u order by nth rows between unbounded preceding and current row) as place,
    sum(tokens) over (partition by u) as total
  from seqment_kept inner join seqment_codes on seqment_codes.code_name = seqment_kept.name
),
seqment_bounded as (
  select
    u,
    nth,
    ms,
    gap,
    tokens_after,
    place,
    case when place - tokens <= total - 50 then 1 else tokens end as kept_tokens,
    case when place - tokens <= total - 50 then '' else prefix end || bare_token as token,
    total
  from seqment_written
  where place > total - 50
),
seqment_paths as (
  select
    u,
    case when sum(kept_tokens) >= 2 then arrayStringConcat(arrayMap(e -> e.2, arraySort(groupArray((nth, token)))), ' ') end as path,
    sum(kept_tokens) as length,
    max(total) - sum(kept_tokens) as lost
  from seqment_bounded
  group by u
),
seqment_spans as (
  select
    u,
    toInt64(floor(max(ms) - min(ms) + 0.5)) as duration,
    count(distinct floor(ms / 86400000)) as days,
    max(session_no) + 1 as sessions
  from seqment_numbered
  group by u
),
seqment_facts as (
  select u, 'duration' as measure, 0 as place, toInt64(duration) as amount from seqment_spans
  union all
  select u, 'days' as measure, 0 as place, toInt64(days) as amount from seqment_spans
  union all
  select u, 'sessions' as measure, 0 as place, toInt64(sessions) as amount from seqment_spans
  union all
  select u, 'hour' as measure, 0 as place, toInt64(mod(toInt64(floor(ms / 3600000)) + 3360000072, 168)) as amount from seqment_bounded
  union all
  select u, 'gap' as measure, place_from_first as place, toInt64(floor(gap + 0.5)) as amount from (select u, gap, place - min(place) over (partition by u) as place_from_first, tokens_after from seqment_bounded) as places
  where gap is not null and tokens_after = 1
),
seqment_rounded as (
  select
    u,
    measure,
    place,
    case when amount < 1000 then amount when amount < 10000 then amount + 5 - mod(amount + 5, 10) when amount < 100000 then amount + 50 - mod(amount + 50, 100) when amount < 1000000 then amount + 500 - mod(amount + 500, 1000) when amount < 10000000 then amount + 5000 - mod(amount + 5000, 10000) when amount < 100000000 then amount + 50000 - mod(amount + 50000, 100000) when amount < 1000000000 then amount + 500000 - mod(amount + 500000, 1000000) when amount < 10000000000 then amount + 5000000 - mod(amount + 5000000, 10000000) when amount < 100000000000 then amount + 50000000 - mod(amount + 50000000, 100000000) when amount < 1000000000000 then amount + 500000000 - mod(amount + 500000000, 1000000000) when amount < 10000000000000 then amount + 5000000000 - mod(amount + 5000000000, 10000000000) when amount < 100000000000000 then amount + 50000000000 - mod(amount + 50000000000, 100000000000) when amount < 1000000000000000 then amount + 500000000000 - mod(amount + 500000000000, 1000000000000) else amount + 5000000000000 - mod(amount + 5000000000000, 10000000000000) end as value
  from seqment_facts
)
select
  path,
  measure,
  place,
  value,
  count(*) as inputs
from seqment_rounded
inner join seqment_paths on seqment_paths.u = seqment_rounded.u
where path is not null
group by path, measure, place, value
union all
select path, 'users', 0, toInt64(count(distinct u)), 1
from seqment_paths
where path is not null
group by path

-- assignments
create table `crm`.`members` engine = MergeTree order by tuple() as
with seqment_log as (
  select
    events.`user` as u,
    events.`visit` as s,
    events.`at` as t,
    events.`batch` as o1,
    events.`row` as o2,
    toString(events.`what's`) as a,
    toFloat64(intDiv(events.`at`, 1000000)) + toFloat64(mod(events.`at`, 1000000)) / 1000000 as ms
  from (
    select * from events where country = 'NZ' -- only these
  ) as events
  where not (events.`user` is null or toString(events.`user`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`what's` is null or toString(events.`what's`) = '')
    and not (events.`visit` is null or toString(events.`visit`) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`at` is null)
),
seqment_renamed as (
  select
    u,
    s,
    t,
    o1,
    o2,
    a,
    ms,
    case a when 'it\'s' then 'say "hi"' when 'back\\slash' then null else a end as new_name
  from seqment_log
),
seqment_named as (
  select
    u,
    s,
    t,
    o1,
    o2,
    a,
    ms,
    case when count(*) over (partition by new_name) < 10 then '(other)' else new_name end as name
  from seqment_renamed
  where new_name is not null and new_name <> ''
),
seqment_paced as (
  select
    u,
    ms,
    name,
    row_number() over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s) as nth,
    ms - lagInFrame(toNullable(ms)) over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s rows between unbounded preceding and unbounded following) as pause,
    lagInFrame(toNullable(name)) over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s rows between unbounded preceding and unbounded following) as name_before,
    case when s <> lagInFrame(toNullable(s)) over (partition by u order by t, o1 is null, o1, o2 is null, o2, a, s rows between unbounded preceding and unbounded following) then 1 else 0 end as other_session
  from seqment_named
),
seqment_cuts as (
  select
    u,
    ms,
    name,
    nth,
    pause,
    name_before,
    case when nth > 1 and (pause >= 1800000 or other_session = 1) then 1 else 0 end as cut
  from seqment_paced
),
seqment_numbered as (
  select
    u,
    ms,
    name,
    nth,
    sum(cut) over (partition by u order by nth rows between unbounded preceding and current row) as session_no,
    1 + case when nth > 1 and pause >= 3600000 then 1 else 0 end + cut as tokens,
    case when nth > 1 and pause >= 86400000 then 'p1' || ' ' when nth > 1 and pause >= 3600000 then 'p0' || ' ' else '' end || case when cut = 1 then 'b' || ' ' else '' end as prefix,
    case when nth = 1 or 1 + case when nth > 1 and pause >= 3600000 then 1 else 0 end + cut > 1 or name <> name_before then 1 else 0 end as fresh
  from seqment_cuts
),
seqment_runs as (
  select
    u,
    ms,
    name,
    nth,
    session_no,
    tokens,
    prefix,
    fresh,
    sum(fresh) over (partition by u order by nth rows between unbounded preceding and current row) as run
  from seqment_numbered
),
seqment_run_lengths as (
  select
    u,
    ms,
    name,
    nth,
    session_no,
    tokens,
    prefix,
    fresh,
    count(*) over (partition by u, run) as times
  from seqment_runs
),
seqment_kept as (
  select
    u,
    ms,
    name,
    nth,
    session_no,
    tokens,
    prefix,
    times
  from seqment_run_lengths
  where fresh = 1
),
seqment_codes as (
  select
    code_name,
    row_number() over (order by code_name) - 1 as code
  from (select distinct name as code_name from seqment_named) as names
),
seqment_written as (
  select
    u,
    nth,
    tokens,
    prefix,
    toString(code) || case when times >= 11 then '×11+' when times >= 6 then '×6-10' when times >= 3 then '×3-5' when times >= 2 then '×2' else '' end as bare_token,
    sum(tokens) over (partition by u order by nth rows between unbounded preceding and current row) as place,
    sum(tokens) over (partition by u) as total
  from seqment_kept inner join seqment_codes on seqment_codes.code_name = seqment_kept.name
),
seqment_bounded as (
  select
    u,
    nth,
    case when place - tokens <= total - 50 then 1 else tokens end as kept_tokens,
    case when place - tokens <= total - 50 then '' else prefix end || bare_token as token,
    total
  from seqment_written
  where place > total - 50
),
seqment_paths as (
  select
    u,
    case when sum(kept_tokens) >= 2 then arrayStringConcat(arrayMap(e -> e.2, arraySort(groupArray((nth, token)))), ' ') end as path,
    sum(kept_tokens) as length,
    max(total) - sum(kept_tokens) as lost
  from seqment_bounded
  group by u
)
select
  seqment_paths.u as `user`,
  known.segment as segment
from seqment_paths
left join `crm`.`segments` as known on known.path = seqment_paths.path
