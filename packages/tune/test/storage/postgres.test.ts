import { createStudy, float } from "@kaviar/tune";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { functions } from "../../src/storage/postgres-functions.ts";
import { migrations } from "../../src/storage/schema.ts";
import { testServer } from "./postgres-server.ts";

let server: Awaited<ReturnType<typeof testServer>>;
/** A database of its own: the server may be one that other tests use too. */
let url: string;
const name = `kaviar_before_origins_${process.pid}`;
const administer = async (statement: string) => {
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  await sql.unsafe(statement);
  await sql.end();
};
beforeAll(async () => {
  server = await testServer();
  await administer(`create database ${name}`);
  const place = new URL(server.url);
  place.pathname = name;
  url = place.href;
}, 60_000);
afterAll(async () => {
  await administer(`drop database ${name} with (force)`);
  await server.stop();
});

const dialect = {
  id: "bigint generated always as identity primary key",
  integer: "bigint",
  real: "double precision",
};

/** The functions as version 3 had them: a patch knew no origin. */
const withoutOrigin = functions.map((text) =>
  text.replace("p_origin text, ", "").replace("origin = coalesce(p_origin, origin),", ""),
);

it("brings a database of version 3, which knew no origins, to today's, and goes on with its study", async () => {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  for (const step of migrations.slice(0, 3)) for (const statement of step(dialect)) await sql.unsafe(statement);
  for (const statement of withoutOrigin) await sql.unsafe(statement);
  await sql.unsafe("create table kaviar_version (version integer not null)");
  await sql.unsafe("insert into kaviar_version values (3)");
  await sql.unsafe(`insert into kaviar_studies (name, directions, seed, created_at, attributes, revision, trials)
    values ('old', '["minimize"]', 3, 5.5, '{}', 2, 2)`);
  await sql.unsafe(`insert into kaviar_trials (study, number, revision, state, params, result, attempt, sampler, attributes)
    values (1, 0, 1, 'complete', '{"x":0.25}', '[0.25]', 1, 'tpe', '{"kaviar:enqueued":{"y":1}}'),
      (1, 1, 2, 'complete', '{"x":0.5}', '[0.5]', 1, 'tpe', '{}')`);
  await sql.end();

  const study = await createStudy({ name: "old", storage: url });
  await study.enqueue({ x: 0.125 });
  await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 4 });
  expect(study.trials.map(({ origin, state }) => [origin, state])).toEqual([
    ["enqueued-part", "complete"],
    ["sampler", "complete"],
    ["enqueued", "complete"],
    ["sampler", "complete"],
  ]);
  await study.close();
});
