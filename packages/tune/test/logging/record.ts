import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mlflow, tensorBoard } from "@kaviar/tune";
import { examples } from "./example.ts";

/**
 * Records what TensorBoard's reader sees in our files, and how an MLflow server answers our requests:
 * npx tsx record.ts PYTHON http://127.0.0.1:5000, with both installed for that Python and a server that runs.
 */
const [python, url] = process.argv.slice(2) as [string, string];
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "kaviar-record-"));
const files: Record<string, unknown> = {};
for (const example of examples) {
  await tensorBoard(folder)(example);
  const run = `trial-000${example.trial.number}`;
  const [name] = readdirSync(join(folder, run));
  const seen = JSON.parse(execFileSync(python, [here("record.py"), join(folder, run, name!)], { encoding: "utf8" }));
  files[`${run}/${name}`] = { bytes: readFileSync(join(folder, run, name!)).toString("base64"), seen };
}
writeFileSync(here("tensor-board.recorded.json"), `${JSON.stringify(files, null, 1)}\n`);
rmSync(folder, { recursive: true });

const exchanges: unknown[] = [];
const between = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts).toString();
  const { method = "GET" } = request;
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}${request.url}`, { method, headers, ...(body !== "" && { body }) });
  const said = await answer.text();
  const asked = { method, path: request.url, body: body === "" ? null : JSON.parse(body) };
  exchanges.push({ ...asked, status: answer.status, answer: JSON.parse(said) });
  response.writeHead(answer.status).end(said);
});
await new Promise<void>((resolve) => between.listen(0, resolve));
const log = mlflow(`http://127.0.0.1:${(between.address() as { port: number }).port}`);
for (const example of examples) await log(example);
between.close();
writeFileSync(here("mlflow.recorded.json"), `${JSON.stringify(exchanges, null, 1)}\n`);
