import { describe, expect, it } from "vitest";
import { parseArguments } from "../../src/arguments/parse.ts";
import { text } from "../../src/arguments/readers.ts";
import type { Command } from "../../src/command/command.ts";

const show: Command = {
  usage: "study show NAME",
  about: "",
  words: ["NAME"],
  options: { storage: { about: "", read: text } },
  run: async () => ({ data: {}, lines: [] }),
};
const read = (command: Partial<Command>, ...args: string[]) => parseArguments({ ...show, ...command }, args);

describe("words behind --", () => {
  it("are words like others, and may begin with a hyphen", () => {
    expect(read({}, "--storage", "sqlite:a.db", "--", "-x")).toMatchObject({
      words: ["-x"],
      options: { storage: "sqlite:a.db" },
      rest: undefined,
    });
    expect(read({ words: ["A", "B…"] }, "a", "--", "--b", "-5").words).toEqual(["a", "--b", "-5"]);
  });

  it("are a command of its own where one is taken, none of whose words is read", () => {
    const rest = ["python3", "-u", "train.py", "--storage", "x"];
    expect(read({ takesCommand: true, words: ["NAME?"] }, "--storage", "y", "--", ...rest)).toMatchObject({
      words: [],
      options: { storage: "y" },
      rest,
    });
  });
});

it("says how a name that begins with a hyphen is written, as it was typed", () => {
  for (const typed of ["-x", "-xyz", "-digits 2"]) {
    const refused = () => read({}, typed);
    expect(refused).toThrow(`There is no option ${typed}.`);
    try {
      refused();
    } catch (error) {
      expect((error as { remedy?: string }).remedy).toContain('A NAME that begins with - stands behind "--".');
    }
  }
  expect(() => read({}, "--stroage", "x")).toThrow("There is no option --stroage.");
});
