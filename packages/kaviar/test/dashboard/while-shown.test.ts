import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
writeFileSync(
  join(kaviar.folder, "watched.mjs"),
  `import { float } from "@kaviar/tune";
export const space = { x: float(0, 1) };
export default async ({ x }) => { await new Promise((resolve) => setTimeout(resolve, 150)); return x; };
`,
);
const rows = Array.from({ length: 80 }, (_, i) => `${i},${(i * 7) % 13},${i % 3 === 0 ? "yes" : "no"}`);
writeFileSync(join(kaviar.folder, "rows.csv"), ["a,b,answer", ...rows].join("\n"));

/** Runs a command until it says where it is shown; looks there; waits for its end. */
const shown = async (...args: string[]) => {
  const child = kaviar.start(...args);
  let said = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  await expect.poll(() => said, { timeout: 25_000 }).toContain("(only this machine)");
  const url = /live: (http:\S+) /.exec(said)![1]!;
  const entered = await fetch(url, { redirect: "manual" });
  const cookie = entered.headers.get("set-cookie")!.split(";")[0]!;
  const page = await fetch(new URL("/", url), { headers: { cookie } });
  return { url, page, code: await ended, said, again: () => fetch(url) };
};

it("tune --watch shows its study while it runs, and no longer", async () => {
  const { url, page, code, said, again } = await shown("tune", "watched.mjs", "--trials", "8", "--watch");
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}#\/studies\/1$/);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("/scripts/main.js");
  expect(code).toBe(0);
  expect(said).toContain("8 trials");
  await expect(again()).rejects.toThrow("fetch failed");
});

it("fit --watch leads to the pages of its search, which is begun later", async () => {
  const { url, page, code } = await shown(
    "fit",
    "rows.csv",
    "--target",
    "answer",
    "--evaluations",
    "2",
    "--folds",
    "2",
    "--preset",
    "tiny",
    "--watch",
  );
  expect(url).toMatch(/#\/study\?name=rows-answer$/);
  expect([page.status, code]).toEqual([200, 0]);
}, 60_000);

it("keeps what is one document one document", async () => {
  const { code, out, err } = await kaviar.run(
    "tune",
    "watched.mjs",
    "--name",
    "again",
    "--trials",
    "2",
    "--watch",
    "--json",
  );
  expect(code).toBe(0);
  expect(JSON.parse(out).name).toBe("again");
  expect(err).toContain("live: http://127.0.0.1:");
});
