import { createStudy, float, openStorage, openStudy } from "@kaviar/tune";
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

it("is read by a user who may select and no more, who makes nothing", async () => {
  const reader = `kaviar_reader_${process.pid}`;
  const [place, readers] = [server.url, server.url].map((each) => new URL(each));
  place!.pathname = readers!.pathname = `${name}_read`;
  readers!.username = reader;
  await administer(`create database ${name}_read`);
  await administer(`create role ${reader} login password 'secret'`);
  try {
    readers!.password = "secret";
    const refusal = (url: URL) => openStudy("shared", { storage: url.href }).catch(({ code }) => code);
    expect(await refusal(readers!)).toBe("no-studies");
    const study = await createStudy({ name: "shared", storage: place!.href, seed: 1 });
    await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 5 });
    expect(await refusal(readers!)).toBe("storage-read-only");
    const sql = postgres(place!.href, { max: 1, onnotice: () => {} });
    await sql.unsafe(`grant select on all tables in schema public to ${reader}`);
    const seen = await openStudy("shared", { storage: readers!.href });
    expect([seen.trials.length, seen.best.value]).toEqual([5, study.best.value]);
    await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 6 });
    await seen.refresh();
    expect(seen.trials.length).toBe(6);
    await seen.close();
    await study.close();
    await sql.unsafe("update kaviar_version set version = 2");
    await sql.end();
    await expect(openStorage(readers!.href, { readOnly: true })).rejects.toMatchObject({ code: "older-storage" });
  } finally {
    await administer(`drop database ${name}_read with (force)`);
    await administer(`drop role ${reader}`);
  }
}, 30_000);
