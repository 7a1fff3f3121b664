import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { everywhere } from "../../src/arguments/parse.ts";
import { type Command, type Group, isGroup } from "../../src/command/command.ts";
import { commands } from "../../src/commands/index.ts";
import { main } from "../../src/main.ts";
import { putOptunaFile } from "../optuna-file.ts";
import { buildKaviar } from "../run-kaviar.ts";

/** Every command of the table, under its words. */
const commandsOf = async (
  group: Group,
  path: readonly string[] = [],
): Promise<readonly (readonly [string, Command])[]> => {
  const found = [];
  for (const [name, { load }] of Object.entries(group.commands)) {
    const { command } = await load();
    const words = [...path, name];
    found.push(...(isGroup(command) ? await commandsOf(command, words) : [[words.join(" "), command] as const]));
  }
  return found;
};

const table = await commandsOf(commands);
const names = table.map(([name]) => name);

/** One call of each command that comes to something, in an order in which they can follow each other. */
const calls: Readonly<Record<string, string>> = {
  fit: "lines.csv --target y --evaluations 2 --folds 2 --workers 1 --preset tiny",
  predict: "lines-kaviar lines.csv",
  export: "lines-kaviar --code ts",
  tune: "parabola.ts --trials 4",
  enqueue: `parabola --params {"x":1}`,
  ask: "parabola",
  tell: "parabola 4 --value 3",
  work: "parabola",
  "study list": "",
  "study show": "parabola",
  "study best": "parabola",
  "study trials": "parabola",
  "study compare": "parabola parabola",
  "study export": "parabola --format csv",
  "study importance": "parabola",
  "study report": "parabola",
  "study copy": "parabola --as again",
  "study import": "optuna.db",
  "study recover": "kaviar.db",
  "study retry": "parabola",
  "study stop": "parabola",
  "study logs": "parabola",
  dashboard: "--port 0",
  "study delete": "parabola --yes",
  explain: "leaky relu",
  doctor: "network.mjs --most 0",
  profile: "people.csv --target plan",
  recommend: "lines.csv --target y",
  quiz: "--scores quiz.json",
  lab: "--port 0",
};

/** What some say when there is nothing more to wait for: they go on until Ctrl-C. */
const until: Readonly<Record<string, string>> = { dashboard: "Ctrl-C ends it.", lab: "Ctrl-C ends it." };

const kaviar = await buildKaviar();

/** What a process would say and end with, in this one: `main.test.ts` shows that processes do. */
const call = async (...args: readonly string[]) => {
  vi.stubEnv("NO_COLOR", "1");
  const said = { out: "", err: "" };
  const hear = (stream: keyof typeof said) => (text: unknown, done?: unknown) => {
    said[stream] += text;
    if (typeof done === "function") done();
    return true;
  };
  const { stdout, stderr } = process;
  const spies = [
    vi.spyOn(stdout, "write").mockImplementation(hear("out")),
    vi.spyOn(stderr, "write").mockImplementation(hear("err")),
  ];
  const code = await main(args);
  for (const spy of spies) spy.mockRestore();
  // Each call watches both for errors; more than ten who do are warned of.
  for (const stream of [stdout, stderr]) stream.off("error", stream.listeners("error").at(-1) as () => void);
  return { code, ...said };
};

await putOptunaFile(kaviar);

it("has a line for each file of a command", async () => {
  const folder = new URL("../../src/commands/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const known = new Set(table.map(([, command]) => command));
  for (const file of files.filter((each) => !each.endsWith("index.ts"))) {
    const { command } = await import(new URL(file, folder).href);
    expect(known.has(command), `${file} is in the table`).toBe(true);
  }
});

it("has a row in the README's table for each command", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const rows = readme.slice(readme.indexOf("| command | does |"), readme.indexOf("| exit code | means |"));
  const words = new Set([...rows.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell]) => cell!.match(/\w+/g)));
  expect(names.filter((name) => !words.has(name.split(" ").at(-1)!))).toEqual([]);
});

it.each(table)("%s says its own words in its usage, and leaves the options of all commands alone", (name, command) => {
  expect(`${command.usage} `).toMatch(new RegExp(`^${name} `));
  for (const option of Object.keys(everywhere)) expect(command.options).not.toHaveProperty(option);
});

describe("every command", () => {
  it.each(names)("%s helps, in either order and for programs", async (name) => {
    const words = name.split(" ");
    const help = await call(...words, "--help");
    expect(help).toMatchObject({ code: 0, err: "" });
    expect(help.out).toContain(`\nUsage: kaviar ${name}`);
    expect(help.out).toMatch(/^ {2}--json +Print one JSON document, for programs$/m);
    expect(await call("help", ...words)).toEqual(help);
    expect(JSON.parse((await call(...words, "--help", "--json")).out).usage).toMatch(`kaviar ${name}`);
  });

  it.each(names)("%s refuses an option it does not know, with the nearest it does; for programs too", async (name) => {
    const { code, out, err } = await call(...name.split(" "), "--jsno");
    expect({ code, out, err }).toEqual({
      code: 2,
      out: "",
      err: "kaviar: There is no option --jsno.\nDid you mean --json?\n",
    });
    const { out: document, ...same } = await call(...name.split(" "), "--jsno", "--json");
    expect(same).toEqual({ code, err });
    const remedy = "Did you mean --json?";
    expect(JSON.parse(document)).toEqual({
      error: { code: "usage", fault: "usage", evidence: "There is no option --jsno.", remedy },
    });
  });
});

it("has a call of each command below", () => {
  expect(Object.keys(calls).sort()).toEqual([...names].sort());
});

it.each(Object.entries(calls))("kaviar %s %s --json prints one document", async (name, args) => {
  const words = [...name.split(" "), ...args.split(" ").filter(Boolean), "--json"];
  const { code, out } = await (until[name] ? kaviar.runUntil(until[name], ...words) : kaviar.run(...words));
  expect(code).toBe(0);
  expect(out).toBe(`${JSON.stringify(JSON.parse(out), null, 2)}\n`);
});
