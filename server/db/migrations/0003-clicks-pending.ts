/**
 * Counters of batches that are not counted together yet, on PostgreSQL. To add
 * a batch to its links' counters of the day took as long as to store its rows,
 * and two servers waited for each other at links that both had clicks of. Now a
 * batch leaves one row here, and a second's worth of them is added up at once
 * (see postgres-clicks.ts). `click_day` is what it was: all that was stored.
 */
import type { Migration } from 'kysely'
import { migration } from './sql.ts'

const MS_PER_DAY = 86_400_000

export const clicksPending: Migration = migration([
  'alter table click_day rename to click_counted',
  `create table click_pending (
    id bigint generated always as identity primary key,
    at bigint[] not null, link_key bigint[] not null, flags bigint[] not null, is_unique boolean[] not null)`,
  // To compress what lives for a second is not worth the time.
  ...['at', 'link_key', 'flags', 'is_unique'].map(
    (column) => `alter table click_pending alter column ${column} set storage external`,
  ),
  `create view click_day as
    select link_key, day, cast(sum(clicks) as bigint) as clicks, cast(sum(visitors) as bigint) as visitors,
      cast(sum(flagged) as bigint) as flagged
    from (
      select link_key, day, clicks, visitors, flagged from click_counted
      union all
      select one.link_key, one.at / ${MS_PER_DAY}, (one.flags = 0)::int, (one.flags = 0 and one.is_unique)::int,
        (one.flags <> 0)::int
      from click_pending, unnest(click_pending.at, click_pending.link_key, click_pending.flags, click_pending.is_unique)
        as one (at, link_key, flags, is_unique)
    ) as both_kinds
    group by link_key, day`,
])
