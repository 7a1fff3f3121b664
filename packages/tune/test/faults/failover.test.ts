import { type AddressInfo, createServer, connect as dial } from "node:net";
import { createStudy, float, random } from "@kaviar/tune";
import { expect, it } from "vitest";
import { connect } from "../../src/storage/postgres-connection.ts";
import { type Server, type Standby, startServer } from "../storage/postgres-server.ts";

const trials = 160;
const hostOf = ({ url }: Server) => new URL(url).host;

/** Both by name; what they write to and how the one takes the other's place. */
const bothNamed = async (primary: Server, standby: Standby) => ({
  address: [primary, standby].map(hostOf).join(","),
  turn: () => {},
  close: async () => {},
});

/** One address, which another server is behind from some moment on. */
const oneAddress = async (primary: Server, standby: Standby) => {
  let behind: Server = primary;
  const proxy = createServer((client) => {
    const server = dial(Number(new URL(behind.url).port), "127.0.0.1");
    client.pipe(server).pipe(client);
    for (const socket of [client, server])
      socket.on("error", () => {}).on("close", () => [client, server].map((each) => each.destroy()));
  });
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  return {
    address: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    turn: () => {
      behind = standby;
    },
    close: () => new Promise<unknown>((closed) => proxy.close(closed)),
  };
};

it.each([
  ["two servers named in one address", bothNamed],
  ["one address that a standby takes over before it may write", oneAddress],
])(
  "goes on where its server is lost for good, with all that was told: %s",
  async (_, reach) => {
    const primary = await startServer();
    const standby = await primary.standby();
    const { address, turn, close } = await reach(primary, standby);
    const storage = `postgres://tuner:secret@${address}/postgres`;
    const study = await createStudy({ name: "failover", storage, seed: 3, sampler: random() });
    const runs: number[] = [];
    const told: number[] = [];
    const optimizing = study.optimize(
      { x: float(0, 1) },
      async ({ x }, { number }) => {
        runs.push(number);
        await new Promise((done) => setTimeout(done, 10));
        return x;
      },
      { trials, concurrency: 4, log: [({ trial }) => void told.push(trial.number)] },
    );
    await expect.poll(() => told.length, { timeout: 20_000, interval: 10 }).toBeGreaterThanOrEqual(40);
    await primary.crash();
    const before = told.length;
    turn();
    // Now there is none that writes.
    await new Promise((done) => setTimeout(done, 500));
    await standby.promote();
    const { stopped } = await optimizing;
    console.log(`${before} of ${trials} trials were told before the server was lost; ${runs.length} runs; ${stopped}`);
    await study.close();
    const after = await createStudy({ name: "failover", storage: standby.url });
    const all = Array.from({ length: trials }, (_, i) => i);
    expect(after.trials.map(({ number, state }) => [number, state])).toEqual(all.map((i) => [i, "complete"]));
    expect(told.toSorted((a, b) => a - b)).toEqual(all);
    await after.close();
    await close();
    await standby.stop();
    await primary.stop();
  },
  60_000,
);

it("says of several servers that none answers", async () => {
  const waits = { opening: 300, running: 300, lost: 300 };
  for (const readOnly of [true, false]) {
    const refused = connect("postgres://tuner:secret@127.0.0.1:1,127.0.0.1:2/db", { waits, readOnly });
    await expect(refused).rejects.toThrow("postgres://tuner@127.0.0.1:1,127.0.0.1:2/db does not (");
  }
});

it("says of a standby that it does not write, and reads it where that is asked for", async () => {
  const primary = await startServer();
  const standby = await primary.standby();
  const waits = { opening: 300, running: 300, lost: 300 };
  const refused = connect(standby.url, { waits });
  await expect(refused).rejects.toThrow("tables: postgres://tuner@");
  await expect(refused).rejects.toThrow("says it is a standby.\nName the server that writes,");
  const reading = await connect(standby.url, { waits, readOnly: true });
  expect(await reading.query("select pg_is_in_recovery()", () => [])).toEqual([[true]]);
  await reading.close();
  const told = await connect(`${primary.url}?default_transaction_read_only=on`);
  await expect(told.query("create table refused ()", () => [])).rejects.toThrow("in a read-only transaction");
  await told.close();
  await standby.stop();
  await primary.stop();
}, 60_000);
