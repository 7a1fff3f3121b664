import { disk } from "../../disk.ts";
import type { Storage } from "../../storage/storage.ts";
import { artifactStore } from "../../storage/study-places.ts";
import { artifactsAttribute } from "../../trial/attributes.ts";
import type { Case } from "../case.ts";
import { fact, failure, type Open, oddSpace, same } from "./expect.ts";

/** How the place under test is opened: to be written to, and for reading only. */
export interface Reader {
  readonly open: Open;
  readonly openForReading: Open;
}

const reading = (
  name: string,
  show: (writer: Storage, study: number, reader: Storage) => Promise<void>,
): Case<Reader> => ({
  name,
  run: async ({ open, openForReading }) => {
    const writing = fact(name, async (writer, { id }) => {
      const reader = await openForReading();
      try {
        await show(writer, id, reader);
      } finally {
        await reader.close();
      }
    });
    await writing.run(open);
  },
});

export const readingFacts: readonly Case<Reader>[] = [
  reading("who only reads sees all that there is, and what comes later", async (writer, study, reader) => {
    await writer.setStudyAttributes(study, { odd: [Number.NaN, -0] as never });
    await writer.enqueue(study, { params: { x: -0 }, attributes: { a: [1] }, dimensions: oddSpace });
    await writer.claim(study, { owner: "o", startedAt: 1.5 });
    await writer.report(study, 0, 3, [Number.NaN, -Infinity], "o");
    same(await reader.changes(study, 0), await writer.changes(study, 0), "the study");
    const listed = async (storage: Storage) => (await storage.studies()).find(({ id }) => id === study);
    same(await listed(reader), await listed(writer), "its record");
    const { revision } = await reader.changes(study, 0);
    await writer.update(study, 0, { state: "complete", values: [1], dimensions: oddSpace.slice(0, 1) });
    await writer.enqueue(study, {});
    same(await reader.changes(study, revision), await writer.changes(study, revision), "what came later");
  }),
  reading("who only reads is refused every change, and none is made", async (writer, study, reader) => {
    await writer.claim(study, { owner: "o", startedAt: 1 });
    const { fs, path, os } = disk();
    const shared = fs.mkdtempSync(path.join(os.tmpdir(), "kaviar-shared-"));
    await writer.setStudyAttributes(study, { [artifactsAttribute]: shared });
    const record = (await writer.studies()).find(({ id }) => id === study)!;
    await artifactStore(writer, record).put("kept");
    const before = await writer.changes(study, 0);
    const owner = { id: `reader ${Math.random()}`, host: "one", pid: 1 };
    const draft = { directions: ["minimize"] as const, seed: 1, createdAt: 1, attributes: {} };
    for (const change of [
      () => reader.openStudy({ ...draft, name: `by a reader ${Math.random()}` }),
      () => reader.setStudyAttributes(study, { a: 1 }),
      () => reader.enqueue(study, { dimensions: oddSpace }),
      () => reader.add(study, []),
      () => reader.claim(study, { owner: "o", startedAt: 1 }),
      () => reader.update(study, 0, { state: "complete", values: [1], dimensions: oddSpace }, { owner: "o" }),
      () => reader.report(study, 0, 0, [1], "o"),
      () => reader.beat(owner),
      () => reader.release("o", { attempts: 1, error: "" }),
      () => reader.deleteStudy(study),
    ])
      same((await failure(change())).code, "opened-for-reading", "the error's code");
    same(await writer.changes(study, 0), before, "the study");
    same(fs.readdirSync(shared).length, 1, "what it has where machines share");
    await writer.setStudyAttributes(study, { [artifactsAttribute]: undefined });
    fs.rmSync(shared, { recursive: true });
    same(
      (await writer.heartbeats()).some(({ id }) => id === owner.id),
      false,
      "the reader is an owner",
    );
  }),
];
