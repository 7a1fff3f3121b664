import { beforeAll, expect, it } from "vitest";
import { buildKaviar } from "../../run-kaviar.ts";

const kaviar = await buildKaviar();
const exported = async (name: string, ...more: string[]) => {
  const { out } = await kaviar.run("study", "export", name, ...more);
  return JSON.parse(out.replace(/"name": .*/, ""));
};
beforeAll(async () => {
  await kaviar.run("tune", "parabola.ts", "--trials", "6", "--workers", "1");
}, 30_000);

it("copies a study to another file, where it goes on as the study does", async () => {
  const { code, out, err } = await kaviar.run("study", "copy", "parabola", "--to", "sqlite:other.db");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toBe('Copied "parabola" with 6 trials.\nSee it: kaviar study show parabola --storage sqlite:other.db\n');
  await kaviar.shell(
    "for to in kaviar other; do kaviar tune parabola.ts --trials 9 --workers 1 --storage sqlite:$to.db; done",
  );
  const pointsOf = async (...more: string[]) =>
    (await exported("parabola", ...more)).trials.map(({ params }: { params: object }) => params);
  expect(await pointsOf("--storage", "sqlite:other.db")).toEqual(await pointsOf());
  expect((await pointsOf()).length).toBe(9);
}, 60_000);

it("copies it to another name in the same file", async () => {
  const { code, out } = await kaviar.run("study", "copy", "parabola", "--as", "before it");
  expect([code, out.split("\n")[1]]).toEqual([0, "See it: kaviar study show 'before it'"]);
  expect(await exported("before it")).toEqual(await exported("parabola"));
}, 30_000);

it("needs to be told where, and copies only what is there to where nothing is", async () => {
  const says = async (...args: string[]) => {
    const { code, err } = await kaviar.run("study", "copy", ...args);
    return [code, err.split("\n")[0]];
  };
  expect(await says("parabola")).toEqual([2, expect.stringContaining("neither --to nor --as")]);
  expect(await says("parabloa", "--as", "b")).toEqual([2, expect.stringContaining('no study "parabloa"')]);
  expect(await says("parabola", "--as", "parabola")).toEqual([2, expect.stringContaining("already")]);
}, 30_000);
