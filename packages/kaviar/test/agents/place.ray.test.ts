import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

// No Ray is asked for any of this; @kaviar/cluster tries one where there is one.
process.env.KAVIAR_STORAGE = "postgres://tuner:s3cret@db.lab/studies";
for (const name of ["RAY_ADDRESS", "RAY_API_SERVER_ADDRESS"]) delete process.env[name];
const kaviar = await buildKaviar();
const tune = (...words: string[]) => kaviar.run("tune", "parabola.ts", "--name", "dry", "--on", "ray", ...words);

it("prints the jobs of Ray that it would hand in, with --dry-run, and no secret", async () => {
  const own = "address=http://head.lab:8265,gpus=1,resources.tpu=2";
  const { code, out } = await tune("--nodes", "3", "--workers", "4", "--time", "4h", "--ray", own, "--dry-run");
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^# POST http:\/\/head\.lab:8265\/api\/jobs\/, for each of 3:/),
  ]);
  const job = JSON.parse(out.slice(out.indexOf("{")));
  expect(job).toMatchObject({
    entrypoint: expect.stringMatching(/ && exec timeout --kill-after=60 14400 \S+ \S+ work -- dry >> \S+ 2>&1$/),
    entrypoint_num_cpus: 4,
    entrypoint_num_gpus: 1,
    entrypoint_resources: { tpu: 2 },
  });
  expect(out).not.toContain("s3cret");
});

it.each([
  ["", "Agents on Ray are handed to the head of a cluster: got no address."],
  ["--slurm partition=gpu", "--slurm is read by slurm: got --on ray."],
  [
    "--ray address=http://127.0.0.1:1,cpus=4 --dry-run",
    'Ray may be told gpus, resources.NAME and address: got "cpus".',
  ],
])("refuses %s", async (words, says) => {
  const { code, err } = await tune(...words.split(" ").filter((word) => word !== ""));
  expect([code === 0, err.split("\n")[0]]).toEqual([false, `kaviar: ${says}`]);
});
