import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { copyStudy, createStudy, float, type LiveTrial, openStorage, openStudy } from "@kaviar/tune";
import { afterAll, beforeAll, expect, it } from "vitest";
import { clearPlace, copyPlace, inside, placeNamed, storeAt } from "../../src/artifacts/shared-place.ts";
import { moduleFile, temporaryFolder } from "../workers/module-file.ts";
import { type StandIn, startStandIn } from "./s3/stand-in.ts";

const folder = temporaryFolder();
const before = { ...process.env };
let bucket: StandIn;
beforeAll(async () => {
  bucket = await startStandIn();
  Object.assign(process.env, bucket.environment);
});
afterAll(async () => {
  await bucket.stop();
  process.env = before;
});

const space = { x: float(0, 1) };
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const places = [
  ["a bucket", () => "s3://artifacts/lab/runs 1"],
  ["a folder", () => join(folder, "shared")],
] as const;

it("keeps an address as all can read it", () => {
  expect(placeNamed("s3://lab/a/")).toBe("s3://lab/a");
  expect(placeNamed("runs/../shared")).toBe(resolve("shared"));
  for (const odd of ["", " ", 7, "https://lab.example/x", "gs://lab/x"])
    expect(() => placeNamed(odd)).toThrow(expect.objectContaining({ code: "bad-artifacts" }));
});

it.each(places)("copies and clears %s, and nothing beside it", async (_, of) => {
  const place = inside(of(), "one");
  const beside = storeAt(`${place}1`);
  const contents = Array.from({ length: 8 }, (_, i) => `content ${i}`);
  for (const content of [...contents, "a+b %20/é"]) await storeAt(inside(place, "deep er")).put(content);
  await beside.put("beside");
  await copyPlace(place, inside(of(), "two"));
  await clearPlace(place);
  const ids = contents.map((content) => createHash("sha256").update(content).digest("hex"));
  for (const id of ids) {
    expect(await storeAt(inside(place, "deep er")).get(id)).toBeUndefined();
    expect((await storeAt(inside(of(), "two", "deep er")).get(id))?.size).toBe(9);
  }
  await storeAt(inside(of(), "two", "kept")).put("kept");
  await clearPlace(inside(of(), "two"), inside(of(), "two", "kept"));
  expect(await storeAt(inside(of(), "two", "deep er")).get(ids[0]!)).toBeUndefined();
  const kept = createHash("sha256").update("kept").digest("hex");
  expect((await storeAt(inside(of(), "two", "kept")).get(kept))?.size).toBe(4);
  await clearPlace(of());
});

it.each(places)(
  "in %s a study has its artifacts, those of a worker, of its copy, and none when it is deleted",
  async (kind, of) => {
    const file = join(folder, `${kind}.db`);
    const storage = await openStorage(`sqlite:${file}`);
    const made = { name: "net", storage, artifacts: of() };
    const study = await createStudy({ ...made, seed: 1 });
    const objective = async ({ x }: { x: number }, trial: LiveTrial) => {
      await trial.artifact("note.txt", `trial ${trial.number}`);
      return x;
    };
    await study.optimize(space, objective, { trials: 2 });
    const source = `export default async ({ x }, trial) => {
    await trial.artifact("note.txt", "trial " + trial.number + " in a worker");
    return x;
  };`;
    const module = moduleFile(folder, `${kind.replace(" ", "-")}.mjs`, source);
    await study.optimize(space, module, { trials: 3, workers: 1 });
    await study.close();
    expect(readdirSync(folder).filter((name) => name.endsWith(".db-artifacts"))).toEqual(
      readdirSync(folder).filter((name) => name === `${kind}.db-artifacts`),
    );

    // Whoever joins knows where they are, and nobody may say otherwise.
    const joined = await createStudy({ name: "net", storage });
    await joined.optimize(space, objective, { trials: 4 });
    await joined.close();
    await (await createStudy(made)).close();
    for (const other of ["s3://artifacts/else", join(folder, "else")])
      await expect(createStudy({ ...made, artifacts: other })).rejects.toMatchObject({ code: "other-artifacts" });
    const looked = await openStudy("net", { storage });
    expect(textOf(await looked.artifact(2, "note.txt"))).toBe("trial 2 in a worker");
    expect(textOf(await looked.artifact(3, "note.txt"))).toBe("trial 3");
    expect(looked.attributes).toEqual({});

    await copyStudy("net", { from: storage, to: storage, as: "copy" });
    const { id } = (await storage.studies()).find(({ name }) => name === "net")!;
    await storage.deleteStudy(id);
    await expect(looked.artifact(3, "note.txt")).rejects.toThrow(`is in ${of()}`);
    const copy = await openStudy("copy", { storage });
    expect(textOf(await copy.artifact(3, "note.txt"))).toBe("trial 3");
    await storage.deleteStudy((await storage.studies())[0]!.id);
    if (kind === "a bucket") expect([...bucket.objects.keys()]).toEqual([]);
    else expect(readdirSync(join(folder, "shared"))).toEqual([]);
    await storage.close();
    expect(readFileSync(file, "latin1")).not.toContain(process.env.AWS_SECRET_ACCESS_KEY);
  },
);

it("leaves a study there whose files cannot be reached", async () => {
  const storage = await openStorage(`sqlite:${join(folder, "away.db")}`);
  await (await createStudy({ name: "net", storage, artifacts: "s3://nowhere" })).close();
  const [study] = await storage.studies();
  await expect(storage.deleteStudy(study!.id)).rejects.toMatchObject({ code: "artifacts-refused" });
  expect(await storage.studies()).toHaveLength(1);
  await storage.close();
});

it("refuses a study that exists without one", async () => {
  const storage = await openStorage(`sqlite:${join(folder, "plain.db")}`);
  await (await createStudy({ name: "net", storage })).close();
  await expect(createStudy({ name: "net", storage, artifacts: "s3://artifacts" })).rejects.toThrow(
    "has its artifacts in its folder beside the storage: got s3://artifacts.",
  );
  await storage.close();
});
