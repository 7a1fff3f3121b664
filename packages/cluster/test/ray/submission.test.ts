import { expect, it } from "vitest";
import { environmentFile } from "../../src/ray/environment-file.ts";
import { submissionOf } from "../../src/ray/submission.ts";

const plan = {
  name: "digits: ключ",
  agents: 2,
  command: ["node", "a b.js", "work"],
  folder: "/projects/my digits",
  environment: { PGPASSWORD: "it's $s3cret" },
  cores: 4,
};

it("is what the Jobs API takes, with no value of the environment in it", () => {
  const submission = submissionOf({ ...plan, memory: 8e9, time: 90_500 }, "kaviar-digits-1f0c9a2e-1", {
    name: "kaviar-digits-1f0c9a2e",
    folder: "/shared/agents",
    own: { entrypoint_num_gpus: 1 },
  });
  expect(submission).toEqual({
    submission_id: "kaviar-digits-1f0c9a2e-1",
    entrypoint:
      ". /shared/agents/kaviar-digits-1f0c9a2e.env && cd '/projects/my digits' && export KAVIAR_AGENT=kaviar-digits-1f0c9a2e-1 && exec timeout --kill-after=60 91 node 'a b.js' work >> /shared/agents/kaviar-digits-1f0c9a2e-1.txt 2>&1",
    entrypoint_num_cpus: 4,
    entrypoint_memory: 8e9,
    entrypoint_num_gpus: 1,
    runtime_env: { env_vars: { RAY_JOB_STOP_WAIT_TIME_S: "60" } },
    metadata: { "kaviar/study": "digits: ключ" },
  });
});

it("leaves the environment to a file that a shell reads", () => {
  expect(environmentFile(plan)).toBe("export PGPASSWORD='it'\\''s $s3cret'\n");
});
