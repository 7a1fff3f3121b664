import { memory, type StudyRecord } from "@kaviar/tune";
import { expect, it } from "vitest";
import { asFinisher, finisherOf } from "../../../src/fitting/sharing/elect.ts";

const storage = memory();
const begun = async (name: string): Promise<StudyRecord> =>
  (await storage.openStudy({ name, directions: ["minimize"], seed: 1, createdAt: 1, attributes: {} })).study;

it("lets one of several do what one has to do, and says to the others who it is", async () => {
  const record = await begun("one of three");
  const done: string[] = [];
  const agents = ["n1:1", "n2:2", "n3:3"];
  const who = await Promise.all(
    agents.map((self) =>
      asFinisher(storage, record, self, async () => {
        expect((await finisherOf(storage, record))?.by).toBe(self);
        done.push(self);
      }),
    ),
  );
  expect(done).toHaveLength(1);
  expect(who).toEqual(agents.map((agent) => (agent === done[0] ? undefined : done[0])));
  expect(await finisherOf(storage, record)).toBeUndefined();
});

it("waits for who does not say that it lives, and takes its place", async () => {
  const record = await begun("dead");
  await storage.setStudyAttributes(record.id, { "kaviar:fit-finisher": { by: "n1:1", beats: 3 } });
  let did = false;
  const other = await asFinisher(storage, record, "n2:2", async () => {
    did = true;
  });
  expect([other, did]).toEqual([undefined, true]);
}, 60_000);

it("lets others do it after one that fails", async () => {
  const record = await begun("failing");
  await expect(
    asFinisher(storage, record, "n1:1", async () => {
      throw new Error("no room");
    }),
  ).rejects.toThrow("no room");
  expect(await asFinisher(storage, record, "n2:2", async () => {})).toBeUndefined();
});
