-- checks
with seqment_source_rows as (
  select
    count(*) as all_rows,
    coalesce(sum(case when events.`user_id` is null or cast(events.`user_id` as string) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000') then 1 else 0 end), 0) as missing_user,
    coalesce(sum(case when not (events.`user_id` is null or cast(events.`user_id` as string) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000')) and (events.`event` is null or cast(events.`event` as string) = '') then 1 else 0 end), 0) as missing_action,
    coalesce(sum(case when not (events.`user_id` is null or cast(events.`user_id` as string) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000')) and not (events.`event` is null or cast(events.`event` as string) = '') and events.`happened_at` is null then 1 else 0 end), 0) as missing_time
  from `analytics`.`events` as events
),
seqment_log as (
  select
    events.`user_id` as u,
    events.`happened_at` as t,
    events.`id` as o1,
    cast(events.`event` as string) as a,
    cast(unix_micros(events.`happened_at`) as double) / 1000 as ms
  from `analytics`.`events` as events
  where not (events.`user_id` is null or cast(events.`user_id` as string) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`event` is null or cast(events.`event` as string) = '')
    and not (events.`happened_at` is null)
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
  group by u, t, o1
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
    events.`user_id` as u,
    events.`happened_at` as t,
    events.`id` as o1,
    cast(events.`event` as string) as a,
    cast(unix_micros(events.`happened_at`) as double) / 1000 as ms
  from `analytics`.`events` as events
  where not (events.`user_id` is null or cast(events.`user_id` as string) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`event` is null or cast(events.`event` as string) = '')
    and not (events.`happened_at` is null)
)
select
  a as action,
  count(*) as occurrences
from seqment_log
group by a

-- paths
with seqment_log as (
  select
    events.`user_id` as u,
    events.`happened_at` as t,
    events.`id` as o1,
    cast(events.`event` as string) as a,
    cast(unix_micros(events.`happened_at`) as double) / 1000 as ms
  from `analytics`.`events` as events
  where not (events.`user_id` is null or cast(events.`user_id` as string) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`event` is null or cast(events.`event` as string) = '')
    and not (events.`happened_at` is null)
),
seqment_paced as (
  select
    u,
    ms,
    a as name,
    row_number() over (partition by u order by t, o1 is null, o1, a) as nth,
    ms - lag(ms) over (partition by u order by t, o1 is null, o1, a) as pause,
    lag(a) over (partition by u order by t, o1 is null, o1, a) as name_before
  from seqment_log
),
seqment_cuts as (
  select
    u,
    ms,
    name,
    nth,
    name_before,
    case when nth > 1 and (pause >= 1800000) then 1 else 0 end as cut
  from seqment_paced
),
seqment_numbered as (
  select
    u,
    ms,
    name,
    nth,
    sum(cut) over (partition by u order by nth rows between unbounded preceding and current row) as session_no,
    case when (nth = 1 or cut = 1) or name <> name_before then 1 else 0 end as fresh
  from seqment_cuts
),
seqment_kept as (
  select
    u,
    ms,
    name,
    nth,
    session_no
  from seqment_numbered
  where fresh = 1
),
seqment_written as (
  select
    u,
    session_no,
    nth,
    name as token
  from seqment_kept
),
seqment_paths as (
  select
    u,
    session_no,
    array_join(transform(array_sort(collect_list(struct(nth, token))), e -> e.token), char(31)) as path,
    count(*) as length
  from seqment_written
  group by u, session_no
)
select
  path,
  length,
  count(*) as weight
from seqment_paths
group by path, length

-- measures
with seqment_log as (
  select
    events.`user_id` as u,
    events.`happened_at` as t,
    events.`id` as o1,
    cast(events.`event` as string) as a,
    cast(unix_micros(events.`happened_at`) as double) / 1000 as ms
  from `analytics`.`events` as events
  where not (events.`user_id` is null or cast(events.`user_id` as string) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`event` is null or cast(events.`event` as string) = '')
    and not (events.`happened_at` is null)
),
seqment_paced as (
  select
    u,
    ms,
    a as name,
    row_number() over (partition by u order by t, o1 is null, o1, a) as nth,
    ms - lag(ms) over (partition by u order by t, o1 is null, o1, a) as pause,
    lag(a) over (partition by u order by t, o1 is null, o1, a) as name_before
  from seqment_log
),
seqment_cuts as (
  select
    u,
    ms,
    name,
    nth,
    name_before,
    case when nth > 1 and (pause >= 1800000) then 1 else 0 end as cut
  from seqment_paced
),
seqment_numbered as (
  select
    u,
    ms,
    name,
    nth,
    sum(cut) over (partition by u order by nth rows between unbounded preceding and current row) as session_no,
    case when (nth = 1 or cut = 1) or name <> name_before then 1 else 0 end as fresh
  from seqment_cuts
),
seqment_kept as (
  select
    u,
    ms,
    name,
    nth,
    session_no
  from seqment_numbered
  where fresh = 1
),
seqment_written as (
  select
    u,
    session_no,
    nth,
    ms,
    lead(ms) over (partition by u, session_no order by nth) - ms as gap,
    name as token,
    count(*) over (partition by u, session_no order by nth rows between unbounded preceding and current row) as place
  from seqment_kept
),
seqment_paths as (
  select
    u,
    session_no,
    array_join(transform(array_sort(collect_list(struct(nth, token))), e -> e.token), char(31)) as path,
    count(*) as length
  from seqment_written
  group by u, session_no
),
seqment_spans as (
  select
    u,
    session_no,
    cast(floor(max(ms) - min(ms) + 0.5) as bigint) as duration,
    count(distinct floor(ms / 86400000)) as days
  from seqment_numbered
  group by u, session_no
),
seqment_facts as (
  select u, session_no, 'duration' as measure, 0 as place, cast(duration as bigint) as amount from seqment_spans
  union all
  select u, session_no, 'days' as measure, 0 as place, cast(days as bigint) as amount from seqment_spans
  union all
  select u, session_no, 'hour' as measure, 0 as place, cast(mod(cast(floor(ms / 3600000) as bigint) + 3360000072, 168) as bigint) as amount from seqment_written
  union all
  select u, session_no, 'gap' as measure, place_from_first as place, cast(floor(gap + 0.5) as bigint) as amount from (select u, session_no, gap, place - min(place) over (partition by u, session_no) as place_from_first from seqment_written) as places
  where gap is not null
),
seqment_rounded as (
  select
    u,
    session_no,
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
inner join seqment_paths on seqment_paths.u = seqment_rounded.u and seqment_paths.session_no = seqment_rounded.session_no
where path is not null
group by path, measure, place, value
union all
select path, 'users', 0, cast(count(distinct u) as bigint), 1
from seqment_paths
where path is not null
group by path

-- assignments
with seqment_log as (
  select
    events.`user_id` as u,
    events.`happened_at` as t,
    events.`id` as o1,
    cast(events.`event` as string) as a,
    cast(unix_micros(events.`happened_at`) as double) / 1000 as ms
  from `analytics`.`events` as events
  where not (events.`user_id` is null or cast(events.`user_id` as string) in ('', 'None', 'none', 'NONE', 'null', 'Null', 'NULL', 'nil', 'undefined', 'NaN', 'nan', 'NA', '<NA>', 'N/A', 'n/a', '(not set)', '(none)', '[null]', '\\N', '-', '00000000-0000-0000-0000-000000000000'))
    and not (events.`event` is null or cast(events.`event` as string) = '')
    and not (events.`happened_at` is null)
),
seqment_paced as (
  select
    u,
    ms,
    a as name,
    row_number() over (partition by u order by t, o1 is null, o1, a) as nth,
    ms - lag(ms) over (partition by u order by t, o1 is null, o1, a) as pause,
    lag(a) over (partition by u order by t, o1 is null, o1, a) as name_before
  from seqment_log
),
seqment_cuts as (
  select
    u,
    ms,
    name,
    nth,
    name_before,
    case when nth > 1 and (pause >= 1800000) then 1 else 0 end as cut
  from seqment_paced
),
seqment_numbered as (
  select
    u,
    ms,
    name,
    nth,
    sum(cut) over (partition by u order by nth rows between unbounded preceding and current row) as session_no,
    case when (nth = 1 or cut = 1) or name <> name_before then 1 else 0 end as fresh
  from seqment_cuts
),
seqment_kept as (
  select
    u,
    ms,
    name,
    nth,
    session_no
  from seqment_numbered
  where fresh = 1
),
seqment_written as (
  select
    u,
    session_no,
    nth,
    name as token
  from seqment_kept
),
seqment_paths as (
  select
    u,
    session_no,
    array_join(transform(array_sort(collect_list(struct(nth, token))), e -> e.token), char(31)) as path,
    count(*) as length
  from seqment_written
  group by u, session_no
)
select
  seqment_paths.u as `user_id`,
  seqment_paths.session_no + 1 as session_number,
  known.segment as segment
from seqment_paths
left join `segments` as known on known.path = seqment_paths.path
