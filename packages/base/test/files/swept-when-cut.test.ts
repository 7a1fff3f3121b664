import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "kaviar-cut-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes one large file after the other, until it is stopped. */
const program = (listens: boolean) => `
  import { writeAtomically } from "@kaviar/base/files";
  ${listens ? 'process.on("SIGINT", () => process.exit(7));' : ""}
  const bytes = new Uint8Array(1 << 27);
  for (let i = 0; ; i++) await writeAtomically(${JSON.stringify(join(folder, "whole"))}, bytes);
`;

const isWriting = () => readdirSync(folder).some((name) => name.endsWith(".part"));

it.each([
  ["by itself", false],
  ["with an end of its own", true],
])("leaves nothing half written where Ctrl-C ends a process %s", { timeout: 30_000 }, async (_, listens) => {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program(listens)], { cwd: import.meta.dirname });
  const ended = once(child, "exit");
  while (!isWriting()) await new Promise((resolve) => setTimeout(resolve, 2));
  child.kill("SIGINT");
  const [code, signal] = await ended;
  expect(listens ? code : signal).toBe(listens ? 7 : "SIGINT");
  expect(readdirSync(folder).filter((name) => name !== "whole")).toEqual([]);
});

it("takes away what a folder has that was needed for a while", { timeout: 30_000 }, async () => {
  const held = join(folder, "held");
  const needing = `
    import { mkdirSync, writeFileSync } from "node:fs";
    import { sweptWhenCut } from "@kaviar/base/files";
    mkdirSync(${JSON.stringify(held)});
    sweptWhenCut(${JSON.stringify(held)});
    writeFileSync(${JSON.stringify(join(held, "clicks.parquet"))}, "PAR1");
    console.log("held");
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", needing], { cwd: import.meta.dirname });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  expect(readdirSync(held)).toEqual(["clicks.parquet"]);
  child.kill("SIGTERM");
  expect((await ended)[1]).toBe("SIGTERM");
  expect(existsSync(held)).toBe(false);
});
