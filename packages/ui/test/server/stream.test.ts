import { openStorage } from "@kaviar/tune";
import { expect, it } from "vitest";
import { startServer } from "../../../tune/test/storage/postgres-server.ts";
import { decodeColumns } from "../../src/columns/index.ts";
import { openDashboard } from "../../src/index.ts";
import { digits } from "../studies.ts";
import { enter, eventsOf, get, listen, numbersIn } from "./client.ts";

it("tells a page that the database went away, and when it is back all that came since; never its password", async () => {
  const server = await startServer();
  const writer = await openStorage(server.url);
  const study = await digits(writer, 5);
  const dashboard = await openDashboard({ storage: server.url, port: 0 });
  const headers = { cookie: await enter(dashboard) };
  const all = await get(dashboard, "/api/studies/1/columns", { headers });
  const { number, revision } = decodeColumns(Uint8Array.from(all.body));
  expect(number).toHaveLength(5);

  const stream = await listen(dashboard, `/api/studies/1/live?since=${revision}`, headers);
  const last = () => eventsOf(stream.said()).at(-1)?.event;
  await expect.poll(last).toBe("news");
  await server.crash();
  await expect.poll(last, { timeout: 20_000 }).toBe("trouble");
  await server.start();
  const { number: added } = await study.addTrial({ rate: 0.1, optimizer: "adam" }, 1);
  await expect.poll(() => numbersIn(stream.said()), { timeout: 20_000 }).toEqual([added]);
  expect(eventsOf(stream.said()).map(({ event }) => event)).toContain("well");
  expect(stream.said()).not.toContain("secret");
  expect(JSON.stringify(dashboard.studies)).not.toContain("secret");

  stream.close();
  await dashboard.close();
  await study.close();
  await writer.close();
  await server.stop();
}, 90_000);
