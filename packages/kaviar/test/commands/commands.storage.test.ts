import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
const secret = "s3cr3t";
/** Nobody listens there. */
const away = `postgres://tuner:${secret}@127.0.0.1:1/studies`;

it("takes what KAVIAR_STORAGE says for every command that is not told otherwise", async () => {
  const { code, out, err } = await kaviar.shell(`
    set -e
    export KAVIAR_STORAGE=sqlite:elsewhere.db
    kaviar tune parabola.ts --name said --trials 3 --seed 1
    kaviar ask asked --space space.json --seed 1 > /dev/null
    kaviar tell asked 0 --value 1
    kaviar enqueue asked --params '{"rate": 0.5}'
    kaviar study show asked; kaviar study best said; kaviar study trials said; kaviar study compare said asked
    kaviar study export said --format csv; kaviar study importance said; kaviar study report said
    node -e 'console.log("x,y"); for (let i = 0; i < 90; i++) console.log([Math.sin(i), Math.cos(i)].join())' > rows.csv
    kaviar fit rows.csv --evaluations 1 --target y --out fitted
    kaviar study delete said --yes
    kaviar study list --json`);
  expect([code, code === 0 ? "" : err]).toEqual([0, ""]);
  expect(out).toContain("See them: kaviar study show said\n");
  const list = JSON.parse(out.slice(out.lastIndexOf("\n[\n")));
  expect(list.map(({ name }: { name: string }) => name)).toEqual(["asked", "fitted-y"]);
  expect(existsSync(join(kaviar.folder, "elsewhere.db"))).toBe(true);
  expect(existsSync(join(kaviar.folder, "kaviar.db"))).toBe(false);
}, 120_000);

it("takes what --storage says before what the environment says", async () => {
  const { out } = await kaviar.shell("KAVIAR_STORAGE=sqlite:none.db kaviar study list --storage sqlite:elsewhere.db");
  expect(out).toContain("asked");
});

const misuses: readonly string[] = [
  `KAVIAR_STORAGE=${away} kaviar study list`,
  `KAVIAR_STORAGE=${away} kaviar fit people.csv --target name`,
  `kaviar study list ${away}`,
  `kaviar study list --storage ${away.replace("postgres", "mysql")}`,
  `kaviar study list --storage ${away.replace(secret, `a@${secret}`)}`,
  `kaviar study list --storage=${away} --sotrage`,
  `kaviar study ${away}`,
  `kaviar ${away}`,
  `kaviar study show --${away}`,
  `kaviar tune ${away}`,
  `kaviar fit people.csv --target name --warm-start ${away}`,
  `kaviar fit people.csv --target name --warm-start ${away}#earlier`,
];

// Some of them wait for a server: all at once.
it.concurrent.each(misuses.flatMap((line) => [line, `${line} --json`]))(
  "tells no password: %s",
  async (line) => {
    const { code, out, err } = await kaviar.shell(line);
    expect(code).not.toBe(0);
    expect(err).not.toBe("");
    expect(`${out}${err}`).not.toContain(secret);
  },
  40_000,
);
