import { openStorage } from "@kaviar/tune";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Server, startServer, testServer } from "./postgres-server.ts";

let server: Server;
const given = process.env.KAVIAR_TEST_POSTGRES;
beforeAll(async () => {
  server = await startServer();
  process.env.KAVIAR_TEST_POSTGRES = server.url;
}, 60_000);
afterAll(async () => {
  if (given === undefined) delete process.env.KAVIAR_TEST_POSTGRES;
  else process.env.KAVIAR_TEST_POSTGRES = given;
  await server.stop();
});

it("tests run on the server that is given, each in a database of its own, and leave nothing there", async () => {
  const databases = async () => {
    const sql = postgres(server.url, { max: 1 });
    const rows = await sql`select datname from pg_database where not datistemplate order by datname`;
    await sql.end();
    return rows.map(({ datname }) => datname);
  };
  const [one, two] = [await testServer(), await testServer()];
  for (const { url } of [one, two]) {
    const storage = await openStorage(url);
    await storage.openStudy({ name: "a", directions: ["minimize"], seed: 1, createdAt: 1, attributes: {} });
    expect((await storage.studies()).length).toBe(1);
    await storage.close();
  }
  expect(await databases()).toEqual([
    expect.stringMatching(/^kaviar_test_/),
    expect.stringMatching(/^kaviar_test_/),
    "postgres",
  ]);
  await Promise.all([one.stop(), two.stop()]);
  expect(await databases()).toEqual(["postgres"]);
});
