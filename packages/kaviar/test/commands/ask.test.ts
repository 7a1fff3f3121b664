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
