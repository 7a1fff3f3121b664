import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { numberedCommand, wordOf } from "../../../src/kubernetes/manifest/words.ts";

describe("words of a manifest", () => {
  it("escape what Kubernetes would put something else for, and nothing else", () => {
    expect(["$HOME", "a$", "plain", "`id`"].map(wordOf)).toEqual(["$HOME", "a$", "plain", "`id`"]);
    expect(wordOf("$(PGPASSWORD)")).toBe("$$(PGPASSWORD)");
    expect(wordOf("$$(A) $B")).toBe("$$$$(A) $$B");
  });

  const run = (index: string | undefined, ...ended: readonly string[]) => {
    const [program, ...words] = numberedCommand(["printf", "%s|", "two words", "'\"$HOME"]);
    const env = {
      PATH: process.env.PATH,
      ...(index && { KAVIAR_AGENT: index }),
      ...Object.fromEntries(ended.map((each) => [`KAVIAR_ENDED_${each}`, "yes"])),
    };
    return execFileSync(program!, words, { env, encoding: "utf8" });
  };

  it("run the program with its words as they are, unless its number was told to end", () => {
    expect(run("3")).toBe("two words|'\"$HOME|");
    expect(run(undefined)).toBe("two words|'\"$HOME|");
    expect(run("3", "13", "31")).toBe("two words|'\"$HOME|");
    expect(run("3", "1", "3")).toBe("");
    expect(run("3", "3")).toBe("");
  });

  it("leave the shell's place to the program, and its exit code", () => {
    const [program, ...words] = numberedCommand([process.execPath, "-e", "console.log(process.pid); process.exit(7)"]);
    const { pid, stdout, status } = spawnSync(program!, words, { encoding: "utf8" });
    expect([stdout.trim(), status]).toEqual([String(pid), 7]);
  });
});
