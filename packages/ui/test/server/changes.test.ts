import { createStudy, float, openStorage, type Storage, type Study } from "@kaviar/tune";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Dashboard, openDashboard } from "../../src/index.ts";
import { enter, get } from "./client.ts";

let storage: Storage;
let study: Study;
let dashboard: Dashboard;
let cookie: string;

const space = { x: float(0, 1) };

beforeAll(async () => {
  storage = await openStorage("memory");
  study = (await createStudy({ name: "digits", storage, seed: 1, space })) as unknown as Study;
  await study.optimize(space, ({ x }) => x, { trials: 3 });
  dashboard = await openDashboard({ storage, port: 0, allowChanges: true });
  cookie = await enter(dashboard);
});

afterAll(async () => {
  await dashboard.close();
  await study.close();
});

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly without?: string;
  readonly body?: string;
  readonly method?: string;
  readonly at?: Dashboard;
}

/** A change as our own page asks for it, but for what is said. */
const post = async (
  path: string,
  asked: unknown,
  { headers = {}, without, body, method = "POST", at = dashboard }: Sent = {},
) => {
  const host = `127.0.0.1:${at.port}`;
  const all = { host, origin: `http://${host}`, "content-type": "application/json", cookie, ...headers };
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => name !== without));
  const { status, body: said } = await get(at, path, { method, headers: kept, body: body ?? JSON.stringify(asked) });
  return { status, said: said.toString() };
};

describe("a change", () => {
  it("enqueues a point, as the study would", async () => {
    const { status, said } = await post("/api/studies/1/enqueue", { params: { x: 0.25 } });
    expect([status, said]).toEqual([200, `{"number":3}`]);
    await study.refresh();
    expect(study.history.trials[3]!.state).toBe("waiting");
  });

  it("says by which law a point is none", async () => {
    const { status, said } = await post("/api/studies/1/enqueue", { params: { x: 7 } });
    expect(status).toBe(400);
    expect(JSON.parse(said).says).toMatch(/x.*0.*1.*7/s);
    expect((await post("/api/studies/1/enqueue", { params: [1] })).status).toBe(400);
    expect((await post("/api/studies/1/enqueue", {})).status).toBe(400);
  });

  it("keeps a note with a trial, whatever is in it", async () => {
    const note = `</script><b>"look"\u2028`;
    expect((await post("/api/studies/1/trials/1/note", { note })).status).toBe(200);
    await study.refresh();
    expect(study.trials[1]!.attributes).toEqual({ note });
    expect((await post("/api/studies/1/trials/1/note", { note: 5 })).status).toBe(400);
    expect((await post("/api/studies/1/trials/99/note", { note: "x" })).status).toBe(404);
  });

  it("has whoever runs a study stop", async () => {
    const before = (await storage.studies())[0]!.attributes;
    expect(await post("/api/studies/1/stop", {})).toEqual({ status: 200, said: "{}" });
    expect((await storage.studies())[0]!.attributes).not.toEqual(before);
  });
});

describe("a change is refused", () => {
  const asked = { params: { x: 0.5 } };
  const path = "/api/studies/1/enqueue";

  it.each([
    ["without the cookie", { without: "cookie" }, 401],
    ["with another cookie", { headers: { cookie: "kaviar-1=guess" } }, 401],
    ["that does not say where it comes from", { without: "origin" }, 403],
    ["of another site", { headers: { origin: "https://evil.example" } }, 403],
    ["of another port", { headers: { origin: "http://127.0.0.1:1" } }, 403],
    ["of a page without an origin", { headers: { origin: "null" } }, 403],
    ["of another name", { headers: { host: "evil.example" } }, 421],
    ["as a form sends it", { headers: { "content-type": "text/plain" } }, 415],
    ["without a type", { without: "content-type" }, 415],
    ["that is no JSON", { body: "{x" }, 400],
    ["that is no record", { body: "[1]" }, 400],
    ["by PUT", { method: "PUT" }, 405],
    ["by DELETE", { method: "DELETE" }, 405],
  ] satisfies [string, Sent, number][])("%s", async (_, sent, status) => {
    const before = (await storage.changes(1, 0)).trials.length;
    expect((await post(path, asked, sent)).status).toBe(status);
    expect((await storage.changes(1, 0)).trials).toHaveLength(before);
  });

  it("longer than any is, also without saying so", async () => {
    const body = JSON.stringify({ params: { x: "a".repeat(100_000) } });
    expect((await post(path, {}, { body })).status).toBe(413);
  });

  it.each([
    "/api/studies/99/enqueue",
    "/api/studies/1/enqueue/",
    "/api/studies/1/delete",
    "/",
    "/api/studies/-1/stop",
    "/api/studies/1%2fstop",
  ])("at %s, where there is none", async (path) => {
    expect((await post(path, asked)).status).toBe(404);
  });

  it("where a dashboard only shows, and says what would allow it", async () => {
    const quiet = await openDashboard({ storage, port: 0 });
    const { status, said } = await post(path, asked, { at: quiet, headers: { cookie: await enter(quiet) } });
    expect([status, said]).toEqual([
      405,
      "This dashboard only shows: nothing is changed by it, unless it is started with --allow-changes.\n",
    ]);
    expect((await get(quiet, "/", { headers: { cookie: await enter(quiet) } })).body.toString()).not.toContain(
      "data-changes",
    );
    await quiet.close();
  });
});
