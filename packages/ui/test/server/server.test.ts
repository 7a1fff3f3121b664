import { connect } from "node:net";
import { choice, log, type Storage } from "@kaviar/tune";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeColumns, decodeCurves } from "../../src/columns/index.ts";
import { type Dashboard, openDashboard } from "../../src/index.ts";
import { limits } from "../../src/server/limits.ts";
import { digits, inMemory } from "../studies.ts";
import { type Asked, enter, eventsOf, get as getFrom, listen, numbersIn, reportsIn } from "./client.ts";

let storage: Storage;
let dashboard: Dashboard;
let cookie: string;

/** Asks the dashboard that all share, with its cookie unless said otherwise. */
const get = (path: string, asked: Asked = {}, at = dashboard) => getFrom(at, path, { headers: { cookie }, ...asked });

/** Of a new link. */
const token = (at = dashboard) => new URL(at.link()).searchParams.get("token")!;

beforeAll(async () => {
  storage = await inMemory();
  await digits(storage);
  dashboard = await openDashboard({ storage, port: 0 });
  cookie = await enter(dashboard);
});

afterAll(async () => {
  await dashboard.close();
  await storage.close();
});

describe("the way in", () => {
  it("gives a cookie for a token, out of reach of scripts and other sites, and leaves the token behind", async () => {
    const given = token();
    const { status, headers } = await get(`/?token=${given}`, { headers: {} });
    expect(status).toBe(303);
    expect(headers.location).toBe("/");
    expect(headers["set-cookie"]).toEqual([`${cookie}; HttpOnly; SameSite=Strict; Path=/`]);
    expect(cookie).toMatch(new RegExp(`^kaviar-${dashboard.port}=[\\w-]{32}$`));
    expect(cookie).not.toContain(given);
    expect((await get("/")).status).toBe(200);
  });

  it("is open once for each link: whoever comes after gets a page that says so, and no cookie", async () => {
    const given = token();
    const all = await Promise.all(Array.from({ length: 8 }, () => get(`/?token=${given}`, { headers: {} })));
    expect(all.map(({ status }) => status).toSorted()).toEqual([303, ...Array(7).fill(401)]);
    const { status, headers, body } = await get(`/?token=${given}`, { headers: {} });
    expect([status, headers["set-cookie"], headers["content-type"]]).toEqual([
      401,
      undefined,
      "text/html; charset=utf-8",
    ]);
    expect(String(body)).toContain("<h1>This link has been used</h1>");
    expect(String(body)).toContain("press Enter in the terminal");
    expect((await get("/", { headers: { cookie: `kaviar-${dashboard.port}=${given}` } })).status).toBe(401);
  });

  it("stays open for the browser that has the cookie, by any link, and uses none up", async () => {
    const given = token();
    for (const link of [given, given, "used"]) {
      const { status, headers } = await get(`/?token=${link}`);
      expect([status, headers.location, headers["set-cookie"]]).toEqual([303, "/", undefined]);
    }
    expect((await get(`/?token=${given}`, { headers: {} })).status).toBe(303);
  });

  it.each<[string, Asked]>([
    ["HEAD", { method: "HEAD" }],
    ["a prefetch of Chromium", { headers: { "sec-purpose": "prefetch;prerender" } }],
    ["a prefetch of Firefox", { headers: { "x-moz": "prefetch" } }],
    ["a preview of Safari", { headers: { "x-purpose": "preview" } }],
  ])("is not opened by what only looks ahead: %s", async (_, asked) => {
    const given = token();
    const { status, headers } = await get(`/?token=${given}`, { headers: {}, ...asked });
    expect([status, headers["set-cookie"]]).toEqual([503, undefined]);
    expect((await get(`/?token=${given}`, { headers: {} })).status).toBe(303);
  });

  it("is open by the newest sixteen links, so that they do not pile up", async () => {
    const links = Array.from({ length: 17 }, () => token());
    const status = async (given: string) => (await get(`/?token=${given}`, { headers: {} })).status;
    expect([await status(links[0]!), await status(links[1]!), await status(links[16]!)]).toEqual([401, 303, 303]);
  });

  it.each(["/", "/scripts/main.js", "/dashboard.css", "/api/live", "/api/studies/1/columns", "/nothing"])(
    "answers %s with 401 without the cookie",
    async (path) => {
      const { status, body } = await get(path, { headers: {} });
      expect(status).toBe(401);
      expect(String(body)).toContain("Open the link that `kaviar dashboard` printed");
    },
  );

  it.each([
    ["none", () => ""],
    ["one that is too short", () => token().slice(1)],
    ["one that is too long", () => `${token()}x`],
    ["another one", () => "A".repeat(32)],
    ["another one of its letters", () => [...token()].reverse().join("")],
  ])("takes no other token: %s", async (_, given) => {
    expect((await get(`/?token=${given()}`, { headers: {} })).status).toBe(401);
    expect((await get("/", { headers: { cookie: `kaviar-${dashboard.port}=${given()}` } })).status).toBe(401);
    expect((await get("/", { headers: { cookie: `kaviar=${given()}; other=${token()}` } })).status).toBe(401);
  });

  it("has another token each time", async () => {
    const other = await openDashboard({ storage, port: 0 });
    expect(token(other)).not.toBe(token());
    expect(token(other)).toHaveLength(32);
    expect((await get(`/?token=${token()}`, { headers: {} }, other)).status).toBe(401);
    const [, ours] = cookie.split("=");
    expect((await get("/", { headers: { cookie: `kaviar-${other.port}=${ours}` } }, other)).status).toBe(401);
    await other.close();
  });

  it.each([
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "127.0.0.1",
    "localhost:1",
    "0.0.0.0:80",
    "localhost:7474@evil.example",
  ])("does not go by the name %j, whoever asks: a site may give its name this address", async (host) => {
    const withAll = await get(`/?token=${token()}`, { headers: { cookie, host } });
    expect(withAll.status).toBe(421);
    expect(withAll.headers["set-cookie"]).toBeUndefined();
    expect((await get("/api/studies/1/columns", { headers: { cookie, host } })).status).toBe(421);
  });

  it("does not answer whoever names nobody", async () => {
    const socket = connect(dashboard.port, "127.0.0.1");
    socket.end(`GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`);
    let said = "";
    for await (const chunk of socket) said += chunk;
    expect(said).toMatch(/^HTTP\/1.1 421 /);
  });

  it("goes by the names of this machine, and by those it was given", async () => {
    const known = [`127.0.0.1:${dashboard.port}`, `localhost:${dashboard.port}`, `[::1]:${dashboard.port}`];
    for (const host of [...known, `LOCALHOST:${dashboard.port}`])
      expect((await get("/", { headers: { cookie, host } })).status, host).toBe(200);
    const named = await openDashboard({ storage, port: 0, allowHost: ["tune.example"] });
    const entered = await enter(named);
    for (const host of ["tune.example", `tune.example:${named.port}`])
      expect((await get("/", { headers: { cookie: entered, host } }, named)).status, host).toBe(200);
    expect((await get("/", { headers: { cookie: entered, host: "sub.tune.example" } }, named)).status).toBe(421);
    await named.close();
  });

  it("has every answer say that nothing else may run, frame or read it", async () => {
    const answers = await Promise.all([
      get("/"),
      get("/scripts/main.js"),
      get("/api/studies/1/columns"),
      get("/nothing"),
      get("/", { headers: {} }),
      get("/", { headers: { host: "evil.example" } }),
      get("/", { method: "POST" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404, 401, 421, 405]);
    for (const { headers } of answers) {
      expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(headers["content-security-policy"]).not.toMatch(/unsafe|\*/);
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": "no-store",
      });
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });
});

describe("addresses", () => {
  it.each([
    "/../../../../etc/passwd",
    "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/..%5c..%5cetc%5cpasswd",
    "/..\\..\\etc\\passwd",
    "/%252e%252e%252fetc%252fpasswd",
    "/%c0%ae%c0%ae/etc/passwd",
    "/scripts/main.js/../package.json",
    "/scripts/main.js;/../package.json",
    "/scripts/main.js%00.css",
    "/scripts/main.js?x",
    "//etc/passwd",
    "/package.json",
    "/dist/index.js",
    "/file:///etc/passwd",
    "/api/studies/1/trials/../../../../etc/passwd",
    "/api/studies/..%2f..%2fetc/columns",
    "/api/studies/-1/columns",
    "/api/studies/1e3/columns",
    "/api/studies/99999999999999999999/columns",
    "/api/studies/__proto__/columns",
    "/api/studies/1/trials/constructor",
    "http://evil.example/",
  ])("%s leads nowhere", async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(String(body)).toBe("There is nothing here.\n");
  });

  it("are the page, its script and its styles, a study's columns and its trials", async () => {
    expect((await get("/")).headers["content-type"]).toBe("text/html; charset=utf-8");
    expect((await get("/scripts/main.js")).headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect((await get("/dashboard.css")).headers["content-type"]).toBe("text/css; charset=utf-8");
    const { number, params } = decodeColumns(Uint8Array.from((await get("/api/studies/1/columns")).body));
    expect(number).toHaveLength(60);
    expect(params.map(({ name }) => name)).toEqual(["rate", "optimizer"]);
    const trial = JSON.parse(String((await get("/api/studies/1/trials/3")).body));
    expect(trial).toMatchObject({
      number: 3,
      sampler: "random",
      params: [
        ["rate", expect.any(Number)],
        ["optimizer", expect.any(String)],
      ],
    });
    expect(trial.reports).toHaveLength(12);
    expect(JSON.stringify(trial)).not.toContain("kaviar:");
    const curves = decodeCurves(Uint8Array.from((await get("/api/studies/1/curves?of=3,99,5")).body));
    expect(curves).toMatchObject({ number: Float64Array.of(3, 5), points: Float64Array.of(12, 12) });
    expect([...curves.step.subarray(0, 12)]).toEqual(trial.reports.map(({ step }: { step: number }) => step));
    expect([...curves.values[0]!.subarray(0, 12)]).toEqual(
      trial.reports.map(({ values }: { values: readonly number[] }) => values[0]),
    );
    expect((await get("/api/studies/1/curves?of=")).status).toBe(404);
    expect((await get(`/api/studies/1/curves?of=${Array.from({ length: 301 }, String)}`)).status).toBe(404);
    expect((await get("/api/studies/1/trials/60")).status).toBe(404);
    expect((await get("/api/studies/2/columns")).status).toBe(404);
  });
});

describe("what is sent to it", () => {
  it.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])(
    "%s is refused, with the cookie too",
    async (method) => {
      for (const path of ["/", "/api/studies/1/columns", "/nothing"]) {
        const { status, headers } = await get(path, { method });
        expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
      }
    },
  );

  it("a body is not read to its end: the connection is cut", async () => {
    const socket = connect(dashboard.port, "127.0.0.1");
    let [said, sent] = ["", 0];
    socket.on("data", (chunk) => {
      said += chunk;
    });
    socket.on("error", () => {});
    const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
    socket.write(
      `POST / HTTP/1.1\r\nHost: 127.0.0.1:${dashboard.port}\r\nCookie: ${cookie}\r\nContent-Length: ${2 ** 30}\r\n\r\n`,
    );
    const chunk = Buffer.alloc(65_536);
    const pour = () => {
      while (!socket.destroyed && sent < 2 ** 30) {
        sent += chunk.length;
        if (!socket.write(chunk)) return void socket.once("drain", pour);
      }
    };
    pour();
    await closed;
    expect(said).toContain("HTTP/1.1 405");
    expect(sent).toBeLessThan(2 ** 26);
  });

  it("headers that are too large are refused", async () => {
    expect((await get("/", { headers: { cookie, "x-large": "x".repeat(20_000) } })).status).toBe(431);
  });

  it("what is no HTTP ends nothing but its own connection", async () => {
    const socket = connect(dashboard.port, "127.0.0.1");
    const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
    socket.on("error", () => {});
    socket.resume();
    socket.write("\x16\x03\x01 hello\r\n\r\n");
    await closed;
    expect((await get("/")).status).toBe(200);
  });
});

describe("event streams", () => {
  it("are so many and no more; one that ends makes room", async () => {
    const streams = await Promise.all(
      Array.from({ length: limits.streams }, () => listen(dashboard, "/api/live", { cookie })),
    );
    expect(streams.map(({ status }) => status)).toEqual(Array(limits.streams).fill(200));
    const { status, body } = await get("/api/live");
    expect([status, String(body)]).toEqual([503, `There are ${limits.streams} pages open: close one.\n`]);
    for (const { close } of streams) close();
    await expect
      .poll(async () => {
        const stream = await listen(dashboard, "/api/live", { cookie });
        stream.close();
        return stream.status;
      })
      .toBe(200);
  });

  it.each([
    ["/api/live?brief", ["studies", "runs", "told"]],
    ["/api/studies/1/live?since=0&brief", ["news", "told"]],
  ])("are over when all was told that there is now, where that is asked for: %s", async (path, events) => {
    const stream = await listen(dashboard, path, { cookie });
    await stream.ended;
    expect(eventsOf(stream.said()).map(({ event }) => event)).toEqual(events);
  });

  it("tell a study from a revision on, and go on where a connection broke: nothing twice, nothing lost", async () => {
    const own = await inMemory();
    const study = await digits(own, 10);
    const at = await openDashboard({ storage: own, port: 0 });
    const headers = { cookie: await enter(at) };
    const { revision } = decodeColumns(Uint8Array.from((await get("/api/studies/1/columns", { headers }, at)).body));

    const first = await listen(at, `/api/studies/1/live?since=${revision}`, headers);
    const a = await study.addTrial({ rate: 0.1, optimizer: "adam" }, 1);
    await expect.poll(() => numbersIn(first.said())).toEqual([a.number]);
    const { id } = eventsOf(first.said()).findLast(({ id }) => id !== undefined)!;
    first.close();

    const b = await study.addTrial({ rate: 0.2, optimizer: "adam" }, 2);
    const c = await study.addTrial({ rate: 0.3, optimizer: "sgd" }, 3);
    const second = await listen(at, `/api/studies/1/live?since=${revision}`, { ...headers, "last-event-id": id! });
    await expect.poll(() => numbersIn(second.said())).toEqual([b.number, c.number]);
    second.close();
    await at.close();
    await study.close();
    await own.close();
  });

  it("tell how many steps a trial has reported, also where nothing else of it has changed", async () => {
    const own = await inMemory();
    const study = await digits(own, 2);
    const at = await openDashboard({ storage: own, port: 0 });
    const headers = { cookie: await enter(at) };
    const { revision } = decodeColumns(Uint8Array.from((await get("/api/studies/1/columns", { headers }, at)).body));
    const stream = await listen(at, `/api/studies/1/live?since=${revision}`, headers);
    const trial = await study.ask({ rate: log(1e-5, 1), optimizer: choice(["adam", "sgd"]) });
    await trial.report(3, 1);
    await expect.poll(() => reportsIn(stream.said()).at(-1)).toEqual([trial.number, 1]);
    await trial.report(2, 5);
    await expect.poll(() => reportsIn(stream.said()).at(-1)).toEqual([trial.number, 2]);
    stream.close();
    await at.close();
    await study.close();
    await own.close();
  });

  it("say that a study was deleted while it was looked at, and end; its id may be another's then", async () => {
    const own = await inMemory();
    const study = await digits(own, 3);
    await study.close();
    const at = await openDashboard({ storage: own, port: 0 });
    const headers = { cookie: await enter(at) };
    const stream = await listen(at, "/api/studies/1/live?since=0", headers);
    await expect.poll(() => numbersIn(stream.said())).toHaveLength(3);
    await own.deleteStudy(1);
    await stream.ended;
    expect(eventsOf(stream.said()).at(-1)!.event).toBe("gone");
    expect((await get("/api/studies/1/columns", { headers }, at)).status).toBe(404);
    await at.close();
    await own.close();
  });
});
