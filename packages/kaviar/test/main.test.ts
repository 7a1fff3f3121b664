import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildKaviar } from "./run-kaviar.ts";

const kaviar = await buildKaviar();

const cases: readonly (readonly [args: string, law: string, remedy: string])[] = [
  ["tun", 'There is no command "kaviar tun".', "Did you mean tune?"],
  ["study shwo x", 'There is no command "kaviar study shwo".', "Did you mean show?"],
  ["tune parabola.ts --trails 3", "There is no option --trails.", "Did you mean --trials?"],
  ["tune nope.ts", "There is no file nope.ts in", "kaviar tune --space space.json -- python3 train.py"],
  [
    "tune no-default.mjs",
    "The default export of no-default.mjs must be the objective, a function; it is missing",
    "Write `export default",
  ],
  ["tune parabola.ts --trials 0", '--trials must be a whole number ≥ 1: got "0".', ""],
  ["tune parabola.ts --timeout 10", '--timeout must be a time with its unit, such as 30s, 10m or 1.5h: got "10".', ""],
  ["tune parabola.ts --sampler randm", '--sampler knows no "randm": there are', "Did you mean random?"],
  ["tune parabola.ts --name --trials 3", "--name needs a value: got the option --trials.", "--name=--trials"],
  ["tune parabola.ts --sampler tpe(strtup=3)", "tpe has no option `strtup`.", "Did you mean `startup`?"],
  ["tune parabola.ts --regret 0", '--regret must be a number above 0: got "0".', ""],
  ["tune parabola.ts --warm-start a,", '--warm-start must be names with commas between them: got "a,".', ""],
  ["tune parabola.ts --direction up", '--direction must be one of minimize, maximize: got "up".', ""],
  ["tune parabola.ts --storage mysql:x", 'A storage is "memory", "sqlite:FILE" or "postgres://…": got "mysql:x".', ""],
  ["tune parabola.ts --storage sqlite://x.db", "`sqlite:` takes a path as it is, not a URL", 'Write "sqlite:x.db"'],
  ["tune -- node x.js", "A command needs a space: got no --space.", "--space space.json"],
  ["study list", "There is no file kaviar.db in", "Run `kaviar tune`"],
  ["tell a 1", "A trial ends with one of --value, --values, --failed and --pruned: got none.", ""],
  ["tell a one --value 1", 'NUMBER must be a whole number ≥ 0: got "one".', ""],
];

describe.concurrent("wrong usage ends with 2, says the law and the evidence, and shows no stack", () => {
  it.each(cases)("kaviar %s", async (args, law, remedy) => {
    const { code, out, err } = await kaviar.run(...args.split(" "));
    expect(err).toContain(law);
    expect(err).toContain(remedy);
    expect(err).not.toMatch(/^\s+at /m);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

it("ends with 2 when there is no such program, and with 1 when a study has no best trial", async () => {
  const missing = await kaviar.run("tune", "--space", "space.json", "--trials", "1", "--", "no-such-program");
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('there is no "no-such-program" in PATH') });
  await kaviar.run("tune", "throws.mjs", "--trials", "1");
  const best = await kaviar.run("study", "best", "throws", "--json");
  expect(best.code).toBe(1);
  expect(JSON.parse(best.out)).toMatchObject({ error: { code: "no-best-trial", fault: "data" } });
});

it("says what an objective's module threw and what its remedy is, and ends with 1: the module is at fault", async () => {
  writeFileSync(
    `${kaviar.folder}/breaks.mjs`,
    `import { float } from "@kaviar/tune"; float(0, 1, { setp: 0.1 }); export default () => 1;`,
  );
  const { code, err } = await kaviar.run("tune", "breaks.mjs");
  expect(err).toMatch(
    /^kaviar: breaks\.mjs must import without an error; it threw TuneError: .*`setp`\.\nDid you mean /,
  );
  expect(code).toBe(1);
});

it("shows where an error came from with --debug", async () => {
  const { err } = await kaviar.run("tune", "nope.ts", "--debug");
  expect(err).toMatch(/^\s+at readObjective/m);
});

it("helps: for all, for a group, for a command", async () => {
  const all = await kaviar.run("--help");
  expect(all.code).toBe(0);
  for (const name of ["tune", "study", "ask", "tell", "enqueue"])
    expect(all.out).toMatch(new RegExp(`^  ${name} `, "m"));
  expect((await kaviar.run("study", "--help")).out).toContain("Usage: kaviar study COMMAND …");
  expect((await kaviar.run("study", "trials", "--help")).out).toContain("--sort KEY");
});
