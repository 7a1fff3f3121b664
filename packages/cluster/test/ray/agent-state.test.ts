import { expect, it } from "vitest";
import { agentOf, type RayJob } from "../../src/ray/agent-state.ts";

// Jobs as Ray 2.60 tells of them.
const waiting: RayJob = {
  submission_id: "kaviar-digits-1f0c9a2e-0",
  status: "PENDING",
  message:
    "Job has not started yet. It may be waiting for resources (CPUs, GPUs, memory, custom resources) to become available.",
  error_type: null,
  driver_agent_http_address: null,
};
const placed = { ...waiting, driver_agent_http_address: "http://10.91.0.3:52365" };
const host = "10.91.0.3";

it.each<[string, RayJob | undefined, object]>([
  [
    "waits",
    waiting,
    {
      state: "waiting",
      why: "PENDING: waiting for resources (CPUs, GPUs, memory, custom resources) to become available",
    },
  ],
  ["runs", { ...placed, status: "RUNNING", message: "Job is currently running." }, { state: "running", host }],
  [
    "was stopped",
    { ...placed, status: "STOPPED", message: "Job was intentionally stopped." },
    { state: "ended", host, why: "STOPPED" },
  ],
  [
    "has ended well",
    { ...placed, status: "SUCCEEDED", message: "Job finished successfully." },
    { state: "ended", host, why: "SUCCEEDED" },
  ],
  [
    "has failed",
    {
      ...placed,
      status: "FAILED",
      message:
        "Job entrypoint command failed with exit code 3, last available logs (truncated to 20,000 chars):\nRunning entrypoint for job kaviar-digits-1f0c9a2e-0: . /shared/a.env && exec sh -c 'exit 3'\n",
      error_type: "JOB_ENTRYPOINT_COMMAND_ERROR",
    },
    { state: "ended", host, why: "FAILED: Job entrypoint command failed with exit code 3" },
  ],
  [
    "could not begin",
    {
      ...placed,
      status: "FAILED",
      message:
        "Job entrypoint command failed with exit code 2, last available logs (truncated to 20,000 chars):\nRunning entrypoint for job a: . /shared/a.env && exec true\n/bin/sh: 1: .: cannot open /shared/a.env: Permission denied\n",
      error_type: "JOB_ENTRYPOINT_COMMAND_ERROR",
    },
    {
      state: "ended",
      host,
      why: "FAILED: Job entrypoint command failed with exit code 2: /bin/sh: 1: .: cannot open /shared/a.env: Permission denied",
    },
  ],
  [
    "went with its node",
    {
      ...placed,
      status: "FAILED",
      message:
        "Job supervisor actor died: The actor died unexpectedly before finishing this task.\n\tclass_name: JobSupervisor\n\tip: 10.91.0.3\nThe actor died because its node has died.",
      error_type: "JOB_SUPERVISOR_ACTOR_DIED",
    },
    {
      state: "lost",
      host,
      why: "FAILED: Job supervisor actor died: The actor died unexpectedly before finishing this task",
    },
  ],
  ["is forgotten", undefined, { state: "ended" }],
  ["is in a state of a newer Ray", { ...placed, status: "RESTARTING" }, { state: "running", host, why: "RESTARTING" }],
])("an agent that %s", (_, job, seen) => {
  expect(agentOf("kaviar-digits-1f0c9a2e-0", job)).toEqual({ id: "kaviar-digits-1f0c9a2e-0", ...seen });
});
