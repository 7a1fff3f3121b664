import { createStudy, float, TuneError } from "@kaviar/tune";
import { expect, it } from "vitest";
import { moduleFile, temporaryFolder } from "./module-file.ts";

const folder = temporaryFolder();
const space = { x: float(0, 1) };

/** The code and the message of what `optimize` rejects with, and how many trials it cost. */
const refusal = async (objective: unknown, options: object = {}) => {
  const study = await createStudy({ seed: 1 });
  const error = await study.optimize(space, objective as URL, { trials: 3, ...options }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TuneError);
  const { code, message } = error as TuneError;
  return [code, message, study.trials.length] as const;
};

it("reads TypeScript, with types that are more than annotations, and what it imports beside it", async () => {
  moduleFile(folder, "point.ts", "export interface Point { x: number }\nexport const zero = 0;\n");
  moduleFile(folder, "shape.ts", "export enum Unit { One = 1 }\nexport const twice = (x: number): number => 2 * x;\n");
  const objective = moduleFile(
    folder,
    "typed.ts",
    `import { readFileSync } from "node:fs";
     import { Unit, twice } from "./shape.ts";
     import { Point, zero } from "./point";
     const { length } = readFileSync(new URL("./shape.ts", import.meta.url), "utf8");
     export default async ({ x }: Point): Promise<number> => twice(x) + Unit.One + zero + (length > 0 ? 0 : 1);`,
  );
  const study = await createStudy({ seed: 1 });
  await study.optimize(space, objective, { trials: 2 });
  for (const { params, value } of study.trials) expect(value).toBe(2 * (params.x as number) + 1);
});

it("reads JavaScript of both kinds", async () => {
  for (const [name, source] of [
    ["common.cjs", "module.exports = ({ x }) => x;"],
    ["default.cjs", "module.exports = { default: ({ x }) => x };"],
    ["module.mjs", "export default function ({ x }) { return x; }"],
  ] as const) {
    const study = await createStudy({ seed: 1 });
    await study.optimize(space, moduleFile(folder, name, source), { trials: 1 });
    expect([name, study.trials[0]!.value]).toEqual([name, study.trials[0]!.params.x]);
  }
});

it("refuses a module that is not there, has no function, throws, or ends its process, before any trial", async () => {
  const at = (name: string) => new URL(name, moduleFile(folder, "any.mjs", ""));
  expect(await refusal(at("absent.ts"))).toEqual([
    "objective-not-found",
    `The objective must be a module that exists: there is no file ${at("absent.ts").pathname}.\nA path beside your script is \`new URL("./objective.ts", import.meta.url)\`.`,
    0,
  ]);
  const named = moduleFile(folder, "named.ts", "export const objective = (x: number) => x;");
  expect(await refusal(named)).toEqual([
    "no-objective",
    `The objective's module must have a function as its default export; ${named.pathname} has none (it exports objective).\nWrite \`export default async (params, trial) => …\`.`,
    0,
  ]);
  const throwing = moduleFile(folder, "throwing.mjs", '\nthrow new RangeError("no data");');
  expect(await refusal(throwing, { workers: 2 })).toEqual([
    "objective-broken",
    `The objective's module must import without an error; ${throwing.pathname} threw RangeError: no data (at ${throwing.pathname}:2:7).`,
    0,
  ]);
  const exiting = moduleFile(folder, "exiting.mjs", 'console.error("not today"); process.exit(2);');
  expect(await refusal(exiting)).toEqual([
    "objective-broken",
    "The objective must load without ending its process: its process ended with exit code 2: not today.",
    0,
  ]);
  const wrong = moduleFile(folder, "wrong.ts", "export default (x: number => x;");
  expect((await refusal(wrong))[0]).toBe("objective-broken");
  const lonely = moduleFile(folder, "lonely.mjs", 'import "./gone.mjs"; export default () => 1;');
  expect((await refusal(lonely))[1]).toContain("Cannot find module");
});

it("refuses what is no objective, and options of the other kind", async () => {
  const url = moduleFile(folder, "fine.mjs", "export default () => 1;");
  expect((await refusal("./objective.ts"))[1]).toBe(
    'Text is a command for the shell; "./objective.ts" names a module.\nUse `new URL("./objective.ts", import.meta.url)`, or { command: ["node", "./objective.ts"] }.',
  );
  expect((await refusal(new URL("https://example.org/objective.js")))[0]).toBe("bad-objective");
  expect((await refusal(7))[0]).toBe("bad-objective");
  expect((await refusal({ command: [] }))[0]).toBe("bad-objective");
  expect((await refusal(url, { workers: 0 }))[0]).toBe("bad-workers");
  expect((await refusal(url, { concurrency: 2 }))[0]).toBe("concurrency-of-workers");
  expect((await refusal(() => 1, { workers: 2 }))[0]).toBe("closure-in-workers");
  expect((await refusal(() => 1, { trialMemory: "1GB" }))[0]).toBe("closure-with-memory");
  expect((await refusal(url, { trialMemory: "much" }))[0]).toBe("bad-amount");
  expect((await refusal(url, { trialMemory: "9MB" }))[1]).toMatch(
    /^A trial needs room beside its process and what the objective loads: these take \d+ MB, and `trialMemory` is 9MB\.$/,
  );
  expect((await refusal(url, { trials: 0 }))[0]).toBe("bad-count");
});
