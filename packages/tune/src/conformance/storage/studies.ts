import { disk } from "../../disk.ts";
import type { StudyRecord } from "../../storage/storage.ts";
import { studyFolder } from "../../storage/study-folder.ts";
import { artifactStore } from "../../storage/study-places.ts";
import { artifactsAttribute } from "../../trial/attributes.ts";
import type { Case } from "../case.ts";
import { anyStudy, fact, failure, type Open, same } from "./expect.ts";

export const studyFacts: readonly Case<Open>[] = [
  fact("a study is opened once, and found by its name from then on", async (storage, _, another) => {
    const other = await another();
    const draft = {
      name: `opened ${Math.random()}`,
      directions: ["maximize", "minimize"] as const,
      seed: 2 ** 53 - 1,
      createdAt: 5,
    };
    const first = await storage.openStudy({ ...draft, attributes: { a: 1 } });
    const second = await other.openStudy({ ...draft, directions: ["minimize"], seed: 0, attributes: {} });
    same(first.created, true, "created at the first opening");
    same(second.created, false, "created at the second opening");
    same(first.study, { ...draft, id: first.study.id, attributes: { a: 1 } }, "the study");
    same(second.study, first.study, "the study, opened again");
    await storage.deleteStudy(first.study.id);
  }),
  fact("of many that open the same name at once, one creates it", async (_, __, another) => {
    const name = `raced ${Math.random()}`;
    const connections = await Promise.all(Array.from({ length: 4 }, another));
    const opened = await Promise.all(
      connections.map((each, seed) =>
        each.openStudy({ name, directions: ["minimize"], seed, createdAt: 0, attributes: {} }),
      ),
    );
    same(opened.filter(({ created }) => created).length, 1, "creators");
    same(new Set(opened.map(({ study }) => `${study.id} ${study.seed}`)).size, 1, "studies");
    await connections[0]!.deleteStudy(opened[0]!.study.id);
  }),
  fact("names hold any script, quote and pattern sign", async (storage) => {
    for (const base of [
      "данные",
      "数据 🧪",
      "Robert'); drop table kaviar_trials;--",
      "100%_\\",
      "\"'`",
      "tab\tline\n",
      " ",
    ]) {
      const name = `${base}${Math.random()}`;
      const { study } = await storage.openStudy({
        name,
        directions: ["minimize"],
        seed: 1,
        createdAt: 1,
        attributes: {},
      });
      same(study.name, name, "the name");
      same(
        (await storage.studies()).some((each) => each.name === name),
        true,
        `${name} is listed`,
      );
      await storage.deleteStudy(study.id);
    }
  }),
  fact("studies are listed in the order of their creation, each with its own trials", async (storage, study) => {
    const other = await anyStudy(storage, ["maximize"]);
    await storage.enqueue(study.id, { params: { x: 1 } });
    await storage.claim(other.id, { owner: "o", startedAt: 1 });
    const listed = (await storage.studies()).filter(({ id }) => id === study.id || id === other.id);
    same(listed, [study, other], "the list");
    same(
      (await storage.changes(other.id, 0)).trials.map(({ state }) => state),
      ["running"],
      "the other's trials",
    );
    same(
      (await storage.changes(study.id, 0)).trials.map(({ state }) => state),
      ["waiting"],
      "the first one's trials",
    );
    await storage.deleteStudy(other.id);
  }),
  fact("attributes of a study are merged by name", async (storage, study) => {
    await storage.setStudyAttributes(study.id, { a: 1, b: [1, { c: null }] });
    await storage.setStudyAttributes(study.id, { a: "two", "ключ'\"": true });
    const found = (await storage.studies()).find(({ id }) => id === study.id)!;
    same(found.attributes, { a: "two", b: [1, { c: null }], "ключ'\"": true }, "the attributes");
  }),
  fact(
    "attributes of a study that are set to undefined are taken away, and the others stay",
    async (storage, study) => {
      await storage.setStudyAttributes(study.id, { a: -0, b: null, "ключ'\"": 2 ** 53 - 1, c: [Number.NaN] as never });
      await storage.setStudyAttributes(study.id, { a: undefined, "ключ'\"": undefined, d: 1, e: undefined });
      const found = (await storage.studies()).find(({ id }) => id === study.id)!;
      same(found.attributes, { b: null, c: [Number.NaN], d: 1 }, "the attributes");
      await storage.setStudyAttributes(study.id, { b: undefined, c: undefined, d: undefined });
      same(
        (await storage.studies()).find(({ id }) => id === study.id)!.attributes,
        {},
        "the attributes, all taken away",
      );
    },
  ),
  fact("attributes that many connections write at once all survive", async (_, study, another) => {
    const connections = await Promise.all(Array.from({ length: 4 }, another));
    const names = Array.from({ length: 40 }, (_, i) => `name ${i}`);
    await Promise.all(names.map((name, i) => connections[i % 4]!.setStudyAttributes(study.id, { [name]: i })));
    same(await connections[0]!.studyAttribute(study.id, "a name of none"), undefined, "an attribute that is not there");
    const found = (await connections[0]!.studies()).find(({ id }) => id === study.id)!;
    for (const [name, value] of Object.entries(found.attributes))
      same(await connections[1]!.studyAttribute(study.id, name), value, `the attribute ${name} by itself`);
    same(found.attributes, Object.fromEntries(names.map((name, i) => [name, i])), "the attributes");
  }),
  fact("what lies in a study's folder goes with the study, and with it alone", async (storage, study) => {
    const { folder } = storage;
    if (folder === undefined) return;
    const { fs, path } = disk();
    const put = (of: StudyRecord): string => {
      const file = path.join(studyFolder(folder, of), "0", "checkpoint");
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, of.name);
      return file;
    };
    const other = await anyStudy(storage);
    const [own, others] = [put(study), put(other)];
    await storage.deleteStudy(study.id);
    same(
      [fs.existsSync(path.dirname(path.dirname(own))), fs.existsSync(others)],
      [false, true],
      "the folders that are there",
    );
    const again = (await storage.openStudy({ ...study })).study;
    same(fs.existsSync(studyFolder(folder, again)), false, "the folder of a study of the same name");
    same(studyFolder(folder, again) === studyFolder(folder, study), false, "the folder is used again");
    for (const each of [again, other]) await storage.deleteStudy(each.id);
  }),
  fact("what a study has where machines share goes with the study, and with it alone", async (storage, study) => {
    const { fs, path, os } = disk();
    const shared = fs.mkdtempSync(path.join(os.tmpdir(), "kaviar-shared-"));
    const other = await anyStudy(storage);
    for (const { id } of [study, other]) await storage.setStudyAttributes(id, { [artifactsAttribute]: shared });
    const records = (await storage.studies()).filter(({ id }) => id === study.id || id === other.id);
    for (const record of records) await artifactStore(storage, record).put("kept");
    same(fs.readdirSync(shared).length, 2, "how many studies have something there");
    await storage.deleteStudy(study.id);
    same(fs.readdirSync(shared), [path.basename(studyFolder(shared, other))], "what is left there");
    await storage.deleteStudy(other.id);
    same(fs.readdirSync(shared), [], "what is left in the end");
    fs.rmdirSync(shared);
  }),
  fact(
    "a deleted study is gone with all that was in it, also while others have it open",
    async (storage, study, another) => {
      const other = await another();
      const trial = (await other.claim(study.id, { owner: "o", startedAt: 1 }))!;
      await other.report(study.id, trial.number, 0, [1], "o");
      await storage.deleteStudy(study.id);
      same(
        (await other.studies()).some(({ id }) => id === study.id),
        false,
        "listed",
      );
      for (const call of [
        other.changes(study.id, 0),
        other.claim(study.id, { owner: "o", startedAt: 1 }),
        other.enqueue(study.id, {}),
        other.add(study.id, []),
        other.update(study.id, trial.number, { state: "complete" }),
        other.report(study.id, trial.number, 1, [1], "o"),
        other.setStudyAttributes(study.id, { a: 1 }),
        other.setStudyAttributes(study.id, { a: undefined }),
      ])
        same((await failure(call)).code, "no-such-study", "the error's code");
      const again = (await storage.openStudy({ ...study })).study;
      same(again.id === study.id, false, "the id is used again");
      same((await storage.changes(again.id, 0)).trials, [], "trials of a study of the same name");
      await storage.deleteStudy(again.id);
    },
  ),
];
