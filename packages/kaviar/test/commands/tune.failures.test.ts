import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
const objective = (name: string, source: string) => writeFileSync(join(kaviar.folder, name), source);

it("a study whose trials all failed is a failure each time, and says where they failed", async () => {
  objective("thrown.mjs", "const inner = () => { throw new Error('by design'); };\nexport default () => inner();\n");
  for (const ran of ["2 trials in", "0 trials in"]) {
    const { code, out } = await kaviar.run("tune", "thrown.mjs", "--trials", "2");
    expect([code, out]).toEqual([1, expect.stringContaining(ran)]);
    expect(out).toMatch(
      /trial 1 failed: Error: by design\n {2}at inner \(.*thrown\.mjs:1:29\)\n {2}at .*thrown\.mjs:2:\d+/,
    );
  }
  const shown = JSON.parse((await kaviar.run("study", "trials", "thrown", "--json")).out);
  expect(shown[0]).toMatchObject({ error: "Error: by design", stack: expect.stringContaining("thrown.mjs:1:29") });
  expect((await kaviar.run("study", "show", "thrown")).out).toContain("thrown.mjs:1:29");
});

it("runs failed trials again when told to, with the parameters they had", async () => {
  const before = JSON.parse((await kaviar.run("study", "trials", "thrown", "--json")).out);
  expect((await kaviar.run("study", "retry", "thrown", "--trials", "1")).out).toBe(
    '1 trial of "thrown" wait to be run again.\n',
  );
  expect((await kaviar.run("study", "retry", "thrown", "--trials", "7")).err).toContain("trial 7 does not exist");
  objective("thrown.mjs", "export default () => 1;\n");
  expect((await kaviar.run("tune", "thrown.mjs", "--trials", "2")).code).toBe(0);
  const after = JSON.parse((await kaviar.run("study", "trials", "thrown", "--json")).out);
  expect(after.map(({ state, error }: { state: string; error: unknown }) => [state, error])).toEqual([
    ["failed", "Error: by design"],
    ["complete", null],
  ]);
  expect(after[1].params).toEqual(before[1].params);
});

it("takes how often a trial is tried, how many may fail, and how many are to be complete", async () => {
  objective(
    "flaky.mjs",
    `import { existsSync, writeFileSync } from "node:fs";
     export default ({ number, float }) => {
       const mark = new URL("./tried-" + number, import.meta.url);
       const isFirst = !existsSync(mark);
       writeFileSync(mark, "");
       if (isFirst) throw new Error("at first");
       return float("x", 0, 1);
     };`,
  );
  const retried = await kaviar.run("tune", "flaky.mjs", "--name", "retried", "--trials", "3", "--retry", "1");
  expect([retried.code, retried.out]).toEqual([0, expect.stringContaining("retried has 3 trials: 3 complete.")]);
  objective(
    "third.mjs",
    "export default ({ number }) => { if (number % 3 === 0) throw new Error('every third'); return number; };\n",
  );
  const complete = await kaviar.run("tune", "third.mjs", "--complete", "4");
  expect(complete.out).toContain("the study has its 4 complete trials");
  expect(complete.out).toContain("third has 6 trials: 4 complete, 2 failed.");
  objective("hopeless.mjs", "export default () => { throw new Error('no license'); };\n");
  const hopeless = await kaviar.run("tune", "hopeless.mjs", "--trials", "50", "--failures", "3");
  expect([hopeless.code, hopeless.out]).toEqual([
    1,
    expect.stringContaining("3 trials failed one after another, the last one by: Error: no license"),
  ]);
}, 60_000);

it("ends at the errors it is told, and fails for it", async () => {
  const source = `export default (trial) => {
    const x = trial.float("x", 0, 1);
    if (trial.number === 2) throw new TypeError("x is not a function");
    if (trial.number === 1) throw new Error("by chance");
    return x;
  };`;
  objective("fatal.mjs", source);
  const { code, out } = await kaviar.run("tune", "fatal.mjs", "--trials", "9", "--fatal", "^(Type|Reference)Error");
  expect(code).toBe(1);
  expect(out).toContain("3 trials in");
  expect(out).toContain("trial 2 failed by what ends the study: TypeError: x is not a function.");
  expect(await kaviar.run("tune", "fatal.mjs", "--fatal", "(")).toMatchObject({
    code: 2,
    err: expect.stringContaining('--fatal must be a regular expression: got "("'),
  });
  objective("rule.mjs", `${source}\nexport const options = { fatal: (error) => error.includes("chance"), trials: 9 };`);
  expect((await kaviar.run("tune", "rule.mjs")).out).toContain(
    "trial 1 failed by what ends the study: Error: by chance.",
  );
});
