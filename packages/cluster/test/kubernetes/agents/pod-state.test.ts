import type { Pod, PodStatus } from "kubernetes-types/core/v1.js";
import { describe, expect, it } from "vitest";
import { podState } from "../../../src/kubernetes/agents/pod-state.ts";

const now = Date.parse("2030-01-01T00:10:00Z");

const container = (state: object) => ({
  containerStatuses: [{ name: "agent", state, image: "", imageID: "", ready: false, restartCount: 0 }],
});

const seen = (status: PodStatus, { nodeName = "n1", deletionTimestamp = "" } = {}) => {
  const pod: Pod = {
    metadata: { name: "a-0", ...(deletionTimestamp && { deletionTimestamp }) },
    spec: { containers: [], ...(nodeName && { nodeName }) },
    status,
  };
  return podState(pod, now);
};

describe("the state of a pod", () => {
  it("waits for a node, and says why there is none", () => {
    const message = "0/3 nodes are available: 3 Insufficient cpu.";
    const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }];
    expect(seen({ phase: "Pending", conditions }, { nodeName: "" })).toEqual({
      state: "waiting",
      why: "Unschedulable: 0/3 nodes are available: 3 Insufficient cpu",
    });
    expect(seen({ phase: "Pending" }, { nodeName: "" })).toEqual({ state: "waiting", why: "Pending" });
  });

  it.each([
    ["ImagePullBackOff", 'Back-off pulling image "lab:2"'],
    ["ErrImagePull", "rpc error: code = NotFound"],
    ["CreateContainerConfigError", 'secret "kaviar-a" not found'],
  ])("waits on its node for %s", (reason, message) => {
    expect(seen({ phase: "Pending", ...container({ waiting: { reason, message } }) })).toEqual({
      state: "waiting",
      why: `${reason} on n1: ${message}`,
    });
  });

  it("runs on its node, also while it is told to end", () => {
    const status = { phase: "Running", ...container({ running: {} }) };
    expect(seen(status)).toEqual({ state: "running", host: "n1" });
    expect(seen(status, { deletionTimestamp: "2030-01-01T00:10:50Z" })).toEqual({
      state: "running",
      host: "n1",
      why: "Terminating",
    });
  });

  it("is lost with a node that does not answer: the moment by which it had to be gone is half a minute ago", () => {
    const status = { phase: "Running", ...container({ running: {} }) };
    expect(seen(status, { deletionTimestamp: "2030-01-01T00:09:31Z" }).state).toBe("running");
    expect(seen(status, { deletionTimestamp: "2030-01-01T00:09:29Z" })).toEqual({
      state: "lost",
      host: "n1",
      why: "Terminating: its node does not answer",
    });
  });

  it.each([
    ["its own", { terminated: { exitCode: 3, reason: "Error" } }, "Failed: Error (exit code 3)"],
    ["of memory", { terminated: { exitCode: 137, reason: "OOMKilled" } }, "Failed: OOMKilled (exit code 137)"],
    ["by a signal", { terminated: { exitCode: 0, signal: 9 } }, "Failed: Error (signal 9)"],
    ["of nothing known", undefined, "Failed: Error"],
  ])("has ended by a failure %s", (_, state, why) => {
    const status = { phase: "Failed", ...(state && container(state)) };
    expect(seen(status)).toEqual({ state: "ended", host: "n1", why });
  });

  it("is lost where its machine went, and has ended where its time was over", () => {
    const message = "The node was low on resource: memory.";
    expect(seen({ phase: "Failed", reason: "Evicted", message })).toEqual({
      state: "lost",
      host: "n1",
      why: "Failed: Evicted: The node was low on resource: memory",
    });
    const conditions = [{ type: "DisruptionTarget", status: "True", reason: "PreemptionByScheduler" }];
    const status = { phase: "Failed", conditions, ...container({ terminated: { exitCode: 143, reason: "Error" } }) };
    expect(seen(status)).toEqual({ state: "lost", host: "n1", why: "Failed: Error (exit code 143)" });
    expect(seen({ phase: "Failed", reason: "DeadlineExceeded" }).state).toBe("ended");
    expect(seen({ phase: "Succeeded" })).toEqual({ state: "ended", host: "n1", why: "Succeeded" });
  });
});
