import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyStudy, createStudy, float, type LiveTrial, openStorage, openStudy, studyFolder } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { moduleFile, temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();
const space = { x: float(0, 1) };
const openIn = async (file: string) => {
  const storage = await openStorage(`sqlite:${join(folder, file)}`);
  return { storage, study: await createStudy({ name: "net", storage, seed: 1 }) };
};
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("trial.artifact", () => {
  it("keeps what is handed in by name, the last of a name, and shows it with the trial", async () => {
    const { storage, study } = await openIn("here.db");
    writeFileSync(join(folder, "model.onnx"), "weights");
    const objective = async ({ x }: { x: number }, trial: LiveTrial) => {
      await trial.artifact("curve.csv", "too early");
      await trial.artifact("curve.csv", `step,loss\n1,${trial.number}`);
      await trial.artifact("кривая #1 100%.onnx", { file: join(folder, "model.onnx") });
      await trial.artifact("bytes", new Uint8Array([0, 255]));
      return x;
    };
    await study.optimize(space, objective, { trials: 2 });
    expect(study.trials[1]!.artifacts.map(({ name, size }) => [name, size])).toEqual([
      ["bytes", 2],
      ["curve.csv", 13],
      ["кривая #1 100%.onnx", 7],
    ]);
    expect(study.trials[1]!.attributes).toEqual({});
    expect(textOf(await study.artifact(1, "curve.csv"))).toBe("step,loss\n1,1");
    expect(await study.artifact(0, "bytes")).toEqual(new Uint8Array([0, 255]));
    const looked = await openStudy("net", { storage });
    expect(textOf(await looked.artifact(0, "кривая #1 100%.onnx"))).toBe("weights");
    await expect(study.artifact(0, "curve.png")).rejects.toThrow(
      'trial 0 has "bytes", "curve.csv", "кривая #1 100%.onnx", got "curve.png".',
    );
    await expect(study.artifact(7, "x")).rejects.toMatchObject({ code: "no-such-artifact" });

    await copyStudy("net", { from: storage, to: storage, as: "copy" });
    const record = (await storage.studies())[0]!;
    const own = studyFolder(storage.folder!, record);
    // "bytes" and the weights once, "too early" once, a curve each.
    expect(readdirSync(join(own, "artifacts"))).toHaveLength(5);
    await storage.deleteStudy(record.id);
    expect(existsSync(own)).toBe(false);
    const copy = await openStudy("copy", { storage });
    expect(textOf(await copy.artifact(1, "curve.csv"))).toBe("step,loss\n1,1");
    await expect(study.artifact(0, "bytes")).rejects.toThrow("is not there");
    await study.close();
    await storage.close();
  });

  it("is the same in a worker process, and as a line of JSON from a command", async () => {
    const { storage, study } = await openIn("far.db");
    const source = `export default async ({ x }, trial) => {
      await trial.artifact("note.txt", "trial " + trial.number);
      await trial.artifact("a/b", "x").catch((error) => trial.setAttribute("refused", error.code));
      return x;
    };`;
    await study.optimize(space, moduleFile(folder, "hands-in.mjs", source), { trials: 2, workers: 2 });
    expect(textOf(await study.artifact(1, "note.txt"))).toBe("trial 1");
    expect(study.trials[0]!.attributes).toEqual({ refused: "bad-name" });

    const command = `echo plot > "${folder}/plot.txt"; echo '{"artifacts": {"plot": "${folder}/plot.txt"}}'; echo 0.5`;
    await study.optimize(space, command, { trials: 3 });
    expect(textOf(await study.artifact(2, "plot"))).toBe("plot\n");
    await study.optimize(space, `echo '{"artifacts": {"plot": "${folder}/none"}}'; echo 0.5`, { trials: 4 });
    expect(study.trials[3]).toMatchObject({ state: "failed", error: expect.stringContaining("An artifact is a file") });
    await study.close();
    await storage.close();
  });

  it.each([
    ["an empty one", ""],
    ["a path", "../model.onnx"],
    ["a path of another system", "..\\model.onnx"],
    ["one with a line break", "a\nb"],
    ["one with a zero", "a\0"],
    ["one that is too long", "a".repeat(201)],
    ["none", undefined as never],
  ])("refuses as a name %s", async (_, name) => {
    const study = await createStudy({ seed: 1 });
    await study.optimize(space, ({ x }, trial) => trial.artifact(name, "x").then(() => x), { trials: 1 });
    expect(study.trials[0]!.error).toContain("An artifact has a name of 1 to 200 letters");
  });

  it("refuses what is no content, and a storage without a disk, with what to do instead", async () => {
    const sound = await openStorage("memory");
    const study = await createStudy({ storage: { ...sound, folder: undefined }, seed: 1 });
    const errorOf = async (content: never) => {
      await study.optimize(space, ({ x }, trial) => trial.artifact("a", content).then(() => x), {
        trials: study.trials.length + 1,
      });
      return study.trials.at(-1)!.error;
    };
    expect(await errorOf({ path: "x" } as never)).toContain("An artifact is text, bytes or { file: path }");
    expect(await errorOf(undefined as never)).toContain("got nothing");
    expect(await errorOf("text" as never)).toBe(
      "TuneError: An artifact needs a disk, and the storage of this study has none.\n" +
        "Keep the study in a file or a database, from Node, or keep what is small as an attribute.",
    );
  });
});
