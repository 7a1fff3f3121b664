import { addedColumns } from "./added-rows.ts";
import { flat, structured, times } from "./trial-row.ts";

/** A trial as JSON text: what is stored as text is put together faster than a driver takes a row apart. */
export const trialText = `concat('[', json_build_array(${flat.join(", ")})::text, ',', ${[
  ...structured.map((column) => `coalesce(${column}, 'null')`),
  ...times.map((column) => `coalesce(to_json(${column})::text, 'null')`),
].join(", ',', ")}, ']')`;

/** The index that keeps a point to one trial, and what a function raises when there is no such study. */
export const pointIndex = "kaviar_trials_point";
export const missing = "KV002";

/** Any number: whoever holds this lock watches over the owners of all machines. */
const watchLock = 5_862_102;

/**
 * One function a method, so that a method is one round trip and one transaction. Before a function changes a trial it takes
 * the study's next revision: that locks its row, so changes of a study commit in the order of their revisions, and nobody
 * reads one before all those below it are there.
 *
 * All that can be done before is done before, and the commit does not wait for the disk: the lock, for which all wait, is
 * held for some 0.1 ms. What makes a change durable is the `settle` of the connection, before anybody hears of it.
 *
 * A call carries the name of its operation. When the answer to a commit was lost, the call is made `again`: a trial that
 * bears the name already is returned as it is. (`born` keeps the one that made the trial, `operation` the last one.)
 */
export const functions: readonly string[] = [
  // Before a table has statistics the planner takes any index that begins with the study to be precise, and uses the wrong
  // one for finding a trial by its number. An index on an expression it cannot use for that.
  "drop index if exists kaviar_trials_revision",
  "create index if not exists kaviar_trials_changes on kaviar_trials ((study + 0), revision)",

  `create or replace function kaviar_advance(p_study bigint, p_new integer, out next bigint, out total bigint) as $$
  begin
    perform set_config('synchronous_commit', 'off', true);
    update kaviar_studies set revision = revision + 1, trials = trials + p_new where id = p_study
      returning revision, trials into next, total;
    if not found then raise exception 'no study %', p_study using errcode = '${missing}'; end if;
  end $$ language plpgsql`,

  `create or replace function kaviar_enqueue(p_study bigint, p_operation text, p_again boolean, p_params text, p_space text,
    p_dimensions text, p_attributes text) returns setof kaviar_trials as $$
  declare v record;
  begin
    if p_again then
      perform from kaviar_studies where id = p_study for update;
      return query select * from kaviar_trials where study = p_study and born = p_operation;
      if found then return; end if;
    end if;
    if p_dimensions is not null then
      insert into kaviar_spaces values (p_study, p_space, p_dimensions) on conflict do nothing;
    end if;
    v := kaviar_advance(p_study, 1);
    return query insert into kaviar_trials (study, number, revision, state, params, space, attributes, born)
      values (p_study, v.total - 1, v.next, 'waiting', p_params, p_space, p_attributes, p_operation) returning *;
  end $$ language plpgsql`,

  `create or replace function kaviar_add(p_study bigint, p_operation text, p_again boolean, p_carried bigint,
    p_trials text, p_reports text, p_spaces text) returns setof kaviar_trials as $$
  declare
    count bigint := json_array_length(p_trials::json);
    changes bigint := count + json_array_length(p_reports::json);
    v record;
  begin
    if p_again then
      perform from kaviar_studies where id = p_study for update;
      return query select * from kaviar_trials where study = p_study and born = p_operation;
      if found then return; end if;
    end if;
    perform set_config('synchronous_commit', 'off', true);
    update kaviar_studies set revision = greatest(revision, p_carried) + changes, trials = trials + count
      where id = p_study returning revision - changes as revision, trials - count as number into v;
    if not found then raise exception 'no study %', p_study using errcode = '${missing}'; end if;
    insert into kaviar_spaces select p_study, each ->> 0, each ->> 1 from json_array_elements(p_spaces::json) each
      on conflict do nothing;
    insert into kaviar_reports
      select p_study, v.number + (each ->> 0)::bigint, (each ->> 1)::bigint, each ->> 2,
        v.revision + count + place, v.revision + count + place
        from json_array_elements(p_reports::json) with ordinality as one(each, place);
    return query insert into kaviar_trials (study, number, revision, born, ${Object.keys(addedColumns).join(", ")})
      select p_study, v.number + place, v.revision + rank + 1, p_operation, ${Object.keys(addedColumns)
        .map((column) =>
          column === "told_in"
            ? "coalesce(told_in, case when state in ('complete', 'pruned', 'failed') then v.revision + rank + 1 end)"
            : column,
        )
        .join(", ")}
        from json_to_recordset(p_trials::json) as one(place bigint, rank bigint, ${Object.entries(addedColumns)
          .map(([column, type]) => `${column} ${type}`)
          .join(", ")})
      returning *;
  end $$ language plpgsql`,

  // What they are called with has changed: replaced, the old ones would stay beside them.
  "drop function if exists kaviar_claim",
  "drop function if exists kaviar_update",

  `create or replace function kaviar_claim(p_study bigint, p_operation text, p_again boolean, p_owner text,
    p_started_at double precision, p_limit bigint, p_number bigint, p_point text, p_dimensions text, p_space text,
    p_attributes text, p_params text, p_origin text, p_sampler text, p_why text, p_notes text, p_clone_of bigint, p_seen bigint,
    p_to text) returns setof kaviar_trials as $$
  declare v record;
  begin
    if p_again then
      perform from kaviar_studies where id = p_study for update;
      return query select * from kaviar_trials
        where study = p_study and operation = p_operation and owner in (p_owner, p_to);
      if found then return; end if;
    end if;
    if p_dimensions is not null then
      insert into kaviar_spaces values (p_study, p_space, p_dimensions) on conflict do nothing;
    end if;
    if exists (select from kaviar_trials where study = p_study and state = 'waiting') then
      v := kaviar_advance(p_study, 0);
      return query update kaviar_trials set revision = v.next, asked_in = v.next, state = 'running', owner = p_owner,
        started_at = p_started_at, attempt = attempt + 1, operation = p_operation
        where study = p_study and number =
          (select number from kaviar_trials where study = p_study and state = 'waiting' order by number limit 1)
        returning *;
      if found then return; end if;
    end if;
    if exists (select from kaviar_studies where id = p_study and trials >= p_limit) then return; end if;
    v := kaviar_advance(p_study, 1);
    if v.total > p_limit then
      update kaviar_studies set trials = trials - 1 where id = p_study;
      return;
    end if;
    if p_number = v.total - 1
      and not exists (select from kaviar_trials where study = p_study and point = p_point) then
      return query insert into kaviar_trials
        (study, number, revision, asked_in, state, owner, started_at, attempt, born, operation, point, space, params,
          attributes, origin, sampler, why, notes, clone_of, seen)
        values (p_study, v.total - 1, v.next, v.next, 'running', coalesce(p_to, p_owner), p_started_at, 1, p_operation,
          p_operation, p_point, p_space, p_params, coalesce(p_attributes, '{}'), p_origin, p_sampler, p_why, p_notes,
          p_clone_of, p_seen)
        returning *;
      return;
    end if;
    return query insert into kaviar_trials
      (study, number, revision, asked_in, state, owner, started_at, attempt, born, operation)
      values (p_study, v.total - 1, v.next, v.next, 'running', p_owner, p_started_at, 1, p_operation, p_operation)
      returning *;
  end $$ language plpgsql`,

  `create or replace function kaviar_update(p_study bigint, p_number bigint, p_operation text, p_again boolean,
    p_owner text, p_from text, p_point text, p_dimensions text, p_space text, p_attributes text, p_constraints text,
    p_state text, p_params text, p_result text, p_origin text, p_sampler text, p_why text, p_notes text, p_clone_of bigint, p_error text,
    p_started_at double precision, p_finished_at double precision, p_seen bigint, p_to text) returns setof kaviar_trials as $$
  declare v record;
  begin
    if p_again then
      perform from kaviar_studies where id = p_study for update;
      return query select * from kaviar_trials
        where study = p_study and number = p_number and operation = p_operation;
      if found then return; end if;
    end if;
    if p_dimensions is not null then
      insert into kaviar_spaces values (p_study, p_space, p_dimensions) on conflict do nothing;
    end if;
    v := kaviar_advance(p_study, 0);
    return query update kaviar_trials t set revision = v.next, operation = p_operation,
      state = coalesce(p_state, t.state), params = coalesce(p_params, params), result = coalesce(p_result, result), origin = coalesce(p_origin, origin),
      sampler = coalesce(p_sampler, sampler), why = coalesce(p_why, why), notes = coalesce(p_notes, notes),
      clone_of = coalesce(p_clone_of, clone_of), error = coalesce(p_error, error),
      started_at = coalesce(p_started_at, started_at), finished_at = coalesce(p_finished_at, finished_at),
      seen = coalesce(p_seen, seen), owner = coalesce(p_to, t.owner), space = coalesce(p_space, space), point = coalesce(p_point, point),
      attributes = case when p_attributes is null then attributes else kaviar_merge(attributes, p_attributes) end,
      constraints = case when p_constraints is null then constraints else kaviar_merge(constraints, p_constraints) end,
      asked_in = case when p_state = 'running' and t.state <> 'running' then v.next else asked_in end,
      told_in = case when p_state in ('complete', 'pruned', 'failed') and t.state in ('waiting', 'running')
        then v.next else told_in end
      where study = p_study and number = p_number
        and (p_owner is null or (t.state = 'running' and t.owner = p_owner)) and (p_from is null or t.state = p_from)
      returning *;
  end $$ language plpgsql`,

  // The type json, unlike jsonb, keeps numbers as they were written.
  `create or replace function kaviar_merge(p_old text, p_patch text) returns text as $$
    select coalesce(json_object_agg(key, value order by place), '{}')::text from (
      select distinct on (key) key, value, place from (
        select key, value, 0 as late, ordinality as place from json_each(p_old::json) with ordinality
        union all
        select key, value, 1, 1000000 + ordinality from json_each(p_patch::json) with ordinality
      ) as both_of_them order by key, late desc
    ) as last_of_each
  $$ language sql`,

  `create or replace function kaviar_report(p_study bigint, p_number bigint, p_step bigint, p_result text, p_owner text)
    returns boolean as $$
  declare v record;
  begin
    v := kaviar_advance(p_study, 0);
    perform from kaviar_trials where study = p_study and number = p_number
      and (p_owner is null or (state = 'running' and owner = p_owner));
    if not found then return false; end if;
    insert into kaviar_reports values (p_study, p_number, p_step, p_result, v.next, v.next)
      on conflict (study, number, step) do update set result = excluded.result, revision = excluded.revision;
    return true;
  end $$ language plpgsql`,

  `create or replace function kaviar_release(p_owner text, p_attempts double precision, p_error text,
    p_now double precision) returns integer as $$
  declare
    v record;
    t record;
    had integer := 0;
  begin
    delete from kaviar_owners where id = p_owner;
    perform from kaviar_studies where id in
      (select study from kaviar_trials where state = 'running' and owner = p_owner) order by id for update;
    for t in select study, number, attempt from kaviar_trials where state = 'running' and owner = p_owner
      order by study, number loop
      v := kaviar_advance(t.study, 0);
      if t.attempt >= p_attempts then
        update kaviar_trials set revision = v.next, told_in = v.next, state = 'failed', error = p_error,
          finished_at = p_now, operation = null where study = t.study and number = t.number;
      else
        update kaviar_trials set revision = v.next, state = 'waiting', operation = null
          where study = t.study and number = t.number;
      end if;
      had := had + 1;
    end loop;
    return had;
  end $$ language plpgsql`,

  // A beat that is lost with the server's last half second is made up for by the next.
  `create or replace function kaviar_beat(p_id text, p_host text, p_pid bigint, p_boot text, p_started text)
    returns bigint as $$
  declare now double precision := extract(epoch from clock_timestamp()) * 1000;
  begin
    perform set_config('synchronous_commit', 'off', true);
    insert into kaviar_owners (id, host, pid, boot, started, beats, beaten_at)
      values (p_id, p_host, p_pid, p_boot, p_started, 1, now)
      on conflict (id) do update set beats = kaviar_owners.beats + 1, beaten_at = now;
    return (select count(*) from kaviar_owners);
  end $$ language plpgsql`,

  // Whoever holds the lock watches over all, until its session ends; of a machine that was cut off the server notices by
  // itself, once it is told to ask.
  `create or replace function kaviar_watched(p_host text, p_boot text) returns setof kaviar_owners as $$
  declare watches_all boolean := pg_try_advisory_lock(${watchLock});
  begin
    if watches_all then
      perform set_config('tcp_keepalives_idle', '5', false), set_config('tcp_keepalives_interval', '3', false),
        set_config('tcp_keepalives_count', '3', false);
    end if;
    return query select * from kaviar_owners
      where watches_all or (host = p_host and boot is not distinct from p_boot);
  end $$ language plpgsql`,

  `create or replace function kaviar_delete(p_study bigint) returns void as $$
  begin
    perform from kaviar_studies where id = p_study for update;
    delete from kaviar_reports where study = p_study;
    delete from kaviar_trials where study = p_study;
    delete from kaviar_spaces where study = p_study;
    delete from kaviar_studies where id = p_study;
  end $$ language plpgsql`,

  `create or replace function kaviar_set_study_attributes(p_study bigint, p_attributes text) returns void as $$
  begin
    update kaviar_studies set attributes = kaviar_merge(attributes, p_attributes) where id = p_study;
    if not found then raise exception 'no study %', p_study using errcode = '${missing}'; end if;
  end $$ language plpgsql`,
];
