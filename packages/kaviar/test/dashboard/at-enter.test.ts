import { spawn, spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
await kaviar.run("tune", "parabola.ts", "--trials", "1");

/** What gives a program a terminal: of util-linux, which takes its command by `-c`. */
const terminal = "/usr/bin/script";
const hasTerminals = process.platform === "linux" && spawnSync(terminal, ["-qec", "true", "/dev/null"]).status === 0;

it.skipIf(!hasTerminals)("prints a new link each time that Enter is pressed, and ends at Ctrl-C", async () => {
  // By `exec`: a shell that waits for it would end of Ctrl-C in its place, as dash does.
  const command = `exec '${process.execPath}' '${kaviar.folder}/built/command-line.js' dashboard --port 0 --no-open`;
  const child = spawn(terminal, ["-qec", command, "/dev/null"], { cwd: kaviar.folder });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const links = () => said.match(/http:\S+/g) ?? [];
  await expect.poll(() => said, { timeout: 20_000 }).toContain("Enter prints another one. Ctrl-C ends it.");
  for (const more of [2, 3]) {
    child.stdin.write("\n");
    await expect.poll(() => links().length, { timeout: 5_000 }).toBe(more);
  }
  expect(new Set(links()).size).toBe(3);
  for (const link of links()) expect((await fetch(link, { redirect: "manual" })).status).toBe(303);
  child.stdin.write("\u0003");
  expect(await ended).toBe(0);
});
