import { describe, expect, it } from "vitest";
import { type AllowedCircle, folderCircles } from "./folder-circles.ts";

/** What is said of files given as `path: [imports]`, below packages/x/src. */
const said = (files: Record<string, readonly string[]>, allowed: readonly AllowedCircle[] = []): string[] => {
  const at = (path: string) => `packages/x/src/${path}`;
  const all = Object.entries(files).map(([path, imports]) => ({ path: at(path), imports: imports.map(at) }));
  return folderCircles(all, allowed).map((message) => message.replaceAll("packages/x/src/", ""));
};

describe("folders", () => {
  it("in a circle are named, with the thinnest way first", () => {
    expect(
      said({ "a/1.ts": ["b/1.ts", "b/2.ts"], "a/2.ts": ["b/1.ts"], "b/1.ts": [], "b/2.ts": ["a/3.ts"], "a/3.ts": [] }),
    ).toEqual(["folders in a circle: a ↔ b\n    b/2.ts imports a/3.ts\n    a/1.ts imports b/1.ts, and 2 more"]);
  });

  it("are seen in a longer circle, once, and apart from others", () => {
    const three = { "a/1.ts": ["b/1.ts"], "b/1.ts": ["c/1.ts"], "c/1.ts": ["a/2.ts"], "a/2.ts": [] };
    expect(said(three)).toHaveLength(1);
    expect(said(three)[0]).toMatch(/^folders in a circle: a ↔ b ↔ c\n/);
    expect(said({ ...three, "d/1.ts": ["e/1.ts"], "e/1.ts": ["d/2.ts"] })).toHaveLength(2);
  });

  it("inside one another are watched at each depth", () => {
    expect(said({ "a/x/1.ts": ["a/y/1.ts"], "a/y/1.ts": ["a/x/2.ts"], "b/1.ts": ["a/x/1.ts"] })).toEqual([
      expect.stringMatching(/^folders in a circle: a\/x ↔ a\/y\n/),
    ]);
  });

  it("may use the files above them, and be used by these", () => {
    expect(said({ "index.ts": ["a/1.ts"], "a/1.ts": ["error.ts"], "error.ts": [], "a/b/1.ts": ["a/2.ts"] })).toEqual(
      [],
    );
  });
});

describe("a circle on the list", () => {
  const circle = { "a/1.ts": ["b/1.ts"], "b/1.ts": ["a/2.ts"], "a/2.ts": [] };
  const allow = (...names: string[]) => [{ folders: names.map((name) => `packages/x/src/${name}`), reason: "…" }];

  it("is allowed", () => {
    expect(said(circle, allow("a", "b"))).toEqual([]);
  });

  it("is not allowed to take in another folder", () => {
    const wider = { ...circle, "b/2.ts": ["c/1.ts"], "c/1.ts": ["a/2.ts"] };
    expect(said(wider, allow("a", "b"))).toEqual([expect.stringMatching(/^folders in a circle: a ↔ b ↔ c\n/)]);
  });

  it("leaves the list when it is gone", () => {
    expect(said({ "a/1.ts": ["b/1.ts"] }, allow("a", "b"))).toEqual([
      "no such circle any more: take a ↔ b off the list",
    ]);
  });
});
