import { createStudy, float, openStorage } from "@kaviar/tune";
import { expect, it } from "vitest";
import { openDashboard } from "../../src/index.ts";
import { enter, eventsOf, listen, numbersIn } from "./client.ts";

it("ten new trials every 100 ms for three seconds: none is lost by a page that is cut off in between, and hears on", async () => {
  const storage = await openStorage("memory");
  const study = await createStudy({ name: "burst", storage, seed: 1 });
  const dashboard = await openDashboard({ storage, port: 0 });
  const headers = { cookie: await enter(dashboard) };
  const path = "/api/studies/1/live?since=0";
  const space = { x: float(0, 9) };
  let stream = await listen(dashboard, path, headers);
  let heard = "";
  for (let burst = 0; burst < 30; burst++) {
    for (let i = 0; i < 10; i++) await study.addTrial({ x: i }, burst, { space });
    // A browser that connects again says the last id that it has heard, and not what it had half of.
    if (burst === 9 || burst === 19) {
      heard += stream.said().slice(0, stream.said().lastIndexOf("\n\n") + 2);
      stream.close();
    }
    if (burst === 14 || burst === 24) {
      const last = eventsOf(heard).findLast(({ id }) => id !== undefined)!.id!;
      stream = await listen(dashboard, path, { ...headers, "last-event-id": last });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const all = Array.from({ length: 300 }, (_, number) => number);
  const told = () => numbersIn(heard + stream.said()).toSorted((a, b) => a - b);
  await expect.poll(told).toEqual(all);
  stream.close();
  await dashboard.close();
  await study.close();
  await storage.close();
}, 20_000);
