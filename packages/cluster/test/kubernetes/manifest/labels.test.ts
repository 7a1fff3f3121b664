import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newName } from "../../../src/contract/new-name.ts";
import { labelOf } from "../../../src/kubernetes/manifest/labels.ts";

/** The laws of the API: "a valid label value", and a DNS label. */
const label = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const dns = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

describe("a study's name in Kubernetes", () => {
  it("stays in a label where it may", () => {
    for (const name of ["digits", "Digits_2.b", "9", "a".repeat(63)]) expect(labelOf(name)).toBe(name);
  });

  it("keeps in a label what may stay, and a hash of the whole", () => {
    expect(labelOf("Ziffern: groß/klein")).toMatch(/^Ziffern-gro-klein-[0-9a-f]{8}$/);
    expect(labelOf("ключ")).toMatch(/^[0-9a-f]{8}$/);
    expect(labelOf("a b")).not.toBe(labelOf("a/b"));
    expect(labelOf("a".repeat(64))).toMatch(/^a{40}-[0-9a-f]{8}$/);
  });

  it("is a label and the beginning of a name whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
        expect(labelOf(name)).toMatch(label);
        expect(`${newName(name)}-999999999`).toMatch(dns);
      }),
    );
    expect(newName("'; rm -rf /")).toMatch(/^kaviar-rm-rf-[0-9a-f]{8}$/);
    expect(newName("…")).toMatch(/^kaviar-study-[0-9a-f]{8}$/);
  });
});
