import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { connect } from "../../src/storage/postgres-connection.ts";
import { cuttingProxy } from "./cutting-proxy.ts";
import { testServer } from "./postgres-server.ts";

let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer();
}, 60_000);
afterAll(() => server.stop());

it("says that a server keeps a study waiting, gives up, and does not wait as long for what comes after", async () => {
  const proxy = await cuttingProxy(server.url);
  const db = await connect(proxy.url, { waits: { running: 4_000, opening: 100, lost: 0 } });
  await proxy.stop();
  const said = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    const answers = await Promise.allSettled([db.query("select 1", () => [])]);
    expect(answers[0]).toMatchObject({ status: "rejected", reason: { code: "storage-unreachable" } });
    expect(said.mock.calls.map(([text]) => text)).toEqual([
      expect.stringMatching(/^Waiting for postgres:\/\/\w+@127\.0\.0\.1:\d+\/\w+, up to 4\.0s: it does not answer/),
    ]);
    // Handing trials back, closing: each is tried once.
    await expect(db.query("select 2", () => [])).rejects.toMatchObject({ code: "storage-unreachable" });
    expect(said).toHaveBeenCalledTimes(1);
  } finally {
    said.mockRestore();
    await db.close();
  }
}, 20_000);
