import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, expect, it } from "vitest";
import { ray } from "../../src/index.ts";
import { ask, refused } from "../../src/ray/ask.ts";

// What a head of Ray 2.60 answered, and what it was asked.
const server = createServer((request, response) => {
  heard.push(`${request.method} ${request.url} ${request.headers.authorization ?? "nobody"}`);
  [response.statusCode] = next;
  response.end(next[1]);
});
const heard: string[] = [];
let next: readonly [number, string] = [200, "[]"];
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const { RAY_AUTH_TOKEN, RAY_AUTH_MODE } = process.env;
afterEach(() => {
  Object.assign(process.env, { RAY_AUTH_MODE: "disabled" });
});
afterAll(() => {
  server.close();
  for (const [name, value] of Object.entries({ RAY_AUTH_TOKEN, RAY_AUTH_MODE }))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

it("tells who asks by the token of Ray's own programs", async () => {
  Object.assign(process.env, { RAY_AUTH_MODE: "token", RAY_AUTH_TOKEN: "abc" });
  await ask(`${address}/`, "GET", "/api/jobs/");
  process.env.RAY_AUTH_MODE = "disabled";
  await ask(address, "GET", "/api/jobs/");
  expect(heard.splice(0)).toEqual(["GET /api/jobs/ Bearer abc", "GET /api/jobs/ nobody"]);
});

it("says in Ray's words what it refuses, without the traceback they come with", async () => {
  const traceback = `Traceback (most recent call last):
  File "job_head.py", line 419, in submit_job
RuntimeError: Request failed with status code 400: Traceback (most recent call last):
  File "job_manager.py", line 553, in submit_job
ValueError: Job with submission_id bad-1 already exists. Please use a different submission_id.
.
`;
  expect(refused({ code: 500, text: traceback }, "to take a job").evidence).toBe(
    "Ray has to be able to take a job: it answered 500, Job with submission_id bad-1 already exists. Please use a different submission_id.",
  );
  next = [401, "Unauthorized: Missing authentication token"];
  const folder = "/nowhere";
  await expect(ray({ address, folder }).agents("kaviar-digits-1f0c9a2e/2")).rejects.toMatchObject({
    code: "refused",
    evidence: "Ray has to know who asks to show its jobs: it answered 401, Unauthorized: Missing authentication token.",
  });
});

it("says that nobody answers, and what no address is", async () => {
  await expect(ask("http://127.0.0.1:1", "GET", "/api/jobs/")).rejects.toMatchObject({
    code: "unreachable",
    evidence: expect.stringMatching(/^The head of the Ray cluster has to answer at http:\/\/127\.0\.0\.1:1: /),
  });
  for (const wrong of ["ray://head:10001", "head:8265", "http://me:secret@head:8265"])
    expect(() => ray({ address: wrong, folder: "/a" })).toThrow("`address` of ray must be the address of the");
  expect(() => ray({ address, folder: "/a", options: { cpus: "4" } })).toThrow("gpus, resources.NAME and address");
  expect(() => ray({ address, folder: "/a", options: { gpus: "many" } })).toThrow('a number > 0: got gpus = "many"');
});
