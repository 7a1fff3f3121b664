import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();

it("asks and tells from a loop of a shell, each call a process of its own", async () => {
  const { code, out, err } = await kaviar.shell(`
    for i in 1 2 3; do
      trial=$(kaviar ask loop --space space.json --seed 1) || exit 9
      number=$(node -p 'JSON.parse(process.argv[1]).number' "$trial")
      value=$(node -p '0 - JSON.parse(process.argv[1]).params.rate' "$trial")
      kaviar tell loop "$number" --value "$value" || exit 8
    done
    kaviar study trials loop --json`);
  expect(err).toBe("");
  expect(code).toBe(0);
  const trials = JSON.parse(out.slice(out.indexOf("[\n")));
  expect(trials).toHaveLength(3);
  for (const { state, value, params } of trials) {
    expect(state).toBe("complete");
    expect(value).toBe(-params.rate);
    expect(params.k).toBe(3);
  }
});

it("leaves an asked trial to whoever asked, while other processes come and go", async () => {
  const first = JSON.parse((await kaviar.run("ask", "loop")).out);
  const second = JSON.parse((await kaviar.run("ask", "loop")).out);
  expect([first.number, second.number]).toEqual([3, 4]);
  const { trials } = JSON.parse((await kaviar.run("study", "show", "loop", "--json")).out);
  expect(trials).toMatchObject({ running: 2, waiting: 0 });
  expect((await kaviar.run("tell", "loop", "3", "--failed", "out of luck")).out).toContain(
    "failed: no value. out of luck",
  );
  expect((await kaviar.run("tell", "loop", "4", "--pruned", "--value", "4")).out).toContain("pruned: 4");
});

it("tells a trial once", async () => {
  const again = await kaviar.run("tell", "loop", "3", "--value", "1");
  expect(again.code).toBe(2);
  expect(again.err).toBe("kaviar: Only a running trial can be told: trial 3 is failed.\n`ask` for one first.\n");
});

it("gives an enqueued point to the next who asks, the rest of it filled in", async () => {
  expect(await kaviar.run("enqueue", "loop", "--params", '{"rate": 0.5}')).toMatchObject({
    code: 0,
    out: 'Trial 5 of "loop" waits: rate 0.5\n',
  });
  const { number, params, checkpoint } = JSON.parse((await kaviar.run("ask", "loop")).out);
  expect([number, params.rate, params.k]).toEqual([5, 0.5, 3]);
  expect(checkpoint).toContain(kaviar.folder);
});

it("refuses points outside the space, and studies that have none", async () => {
  const outside = await kaviar.run("enqueue", "loop", "--params", '{"layers": 9}');
  expect(outside).toMatchObject({ code: 2, err: "kaviar: `layers` must be a whole number in [1, 4]: got 9.\n" });
  expect((await kaviar.run("ask", "nobody")).err).toContain('There is no study "nobody"');
});

it("tells what a trial is at, whether it should stop, and what is to be kept, each call a process of its own", async () => {
  const { code, out, err } = await kaviar.shell(`
    kaviar ask pruned --space space.json --seed 1 > /dev/null
    kaviar tell pruned 0 --report 0.5 --step 1 --pruner 'threshold(upper=1)' --attributes '{"size": 12}'
    kaviar tell pruned 0 --report 2 --step 2 --pruner 'threshold(upper=1)'
    kaviar tell pruned 0 --constraints '{"memory": -0.5}'
    kaviar tell pruned 0 --pruned`);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [first, second, ...others] = out.trimEnd().split("\n");
  expect(JSON.parse(first!)).toEqual({ number: 0, step: 1, stop: false });
  expect(JSON.parse(second!)).toEqual({
    number: 0,
    step: 2,
    stop: true,
    why: "it reported 2 at step 2, outside [-Infinity, 1]",
  });
  expect(others).toEqual(["Trial 0 keeps memory.", 'Trial 0 of "pruned" is pruned: 2.']);
  const [trial] = JSON.parse((await kaviar.run("study", "trials", "pruned", "--json")).out);
  expect(trial).toMatchObject({
    attributes: { size: 12 },
    constraints: { memory: -0.5 },
    reports: [
      { step: 1, values: [0.5] },
      { step: 2, values: [2] },
    ],
  });
});

it("keeps attributes and constraints with the value they come with", async () => {
  await kaviar.run("ask", "kept", "--space", "space.json");
  const more = ["--attributes", '{"size": 1}', "--constraints", '{"memory": 1}'];
  expect((await kaviar.run("tell", "kept", "0", "--value", "3", ...more)).out).toContain("is complete: 3.");
  const { best } = JSON.parse((await kaviar.run("study", "show", "kept", "--json")).out);
  expect(best, "it breaks its constraint").toEqual([]);
});

it.each([
  ["--report 1", "A report says a value and its step: got no --step."],
  ["--step 1", "A report says a value and its step: got no --report."],
  ["--value 1 --pruner median", "A pruner judges a report: got --pruner and no --report."],
  ['--constraints {"a":true}', '--constraints are numbers by name: got true for "a".'],
  [
    "--value 1 --failed x",
    "A trial ends with one of --value, --values, --failed and --pruned: got --value and --failed.",
  ],
  ["--report 1 --step 1 --pruner medan", "Did you mean median?"],
])("refuses what does not go together: %s", async (args, law) => {
  const { code, err } = await kaviar.run("tell", "kept", "0", ...args.split(" "));
  expect([code, err]).toEqual([2, expect.stringContaining(law)]);
});
