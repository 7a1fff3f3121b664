import { expect, it } from "vitest";
import { ownerIdOf, ownerNamed } from "../../src/study/owner-id.ts";

it("says where an owner runs, and which agent of a cluster it is, by its name alone", () => {
  const self = { host: "node-7.lab", pid: 12 };
  expect(ownerNamed(ownerIdOf(self))).toEqual({ host: "node-7.lab" });
  process.env.KAVIAR_AGENT = "12_3";
  try {
    expect(ownerIdOf(self)).toMatch(/^node-7\.lab:12:12_3\/\w+$/);
    expect(ownerNamed(ownerIdOf(self))).toEqual({ host: "node-7.lab", agent: "12_3" });
  } finally {
    delete process.env.KAVIAR_AGENT;
  }
  expect(ownerNamed("by hand")).toEqual({ host: "by hand" });
});
