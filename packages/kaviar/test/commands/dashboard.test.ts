import { createServer } from "node:net";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
await kaviar.run("tune", "parabola.ts", "--trials", "4");

it("says what there is, where, and who can see it, and ends at Ctrl-C as done", async () => {
  const { code, out, err } = await kaviar.runUntil("Ctrl-C ends it.", "dashboard", "--port", "0");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(
    /^kaviar\.db: 1 study, 0 running\. {2}http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32} {3}\(only this machine\)\nThe link lets one browser in, once\. Ctrl-C ends it\.\n$/,
  );
});

it("serves the page at the link that it prints, and the storage that is named", async () => {
  const child = kaviar.start("dashboard", "--port", "0", "--storage", "sqlite:kaviar.db", "--no-open");
  let out = "";
  child.stdout!.on("data", (chunk) => {
    out += chunk;
  });
  await expect.poll(() => out, { timeout: 20_000 }).toContain("Ctrl-C ends it.");
  const url = /http:\S+/.exec(out)![0];
  const entered = await fetch(url, { redirect: "manual" });
  const cookie = entered.headers.get("set-cookie")!.split(";")[0]!;
  const page = await fetch(new URL("/", url), { headers: { cookie } });
  expect(await page.text()).toContain('<script type="module" src="/scripts/main.js">');
  const again = await fetch(url, { redirect: "manual" });
  expect([again.status, await again.text()]).toEqual([401, expect.stringContaining("This link has been used")]);
  const ended = new Promise((resolve) => child.on("close", resolve));
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

it("takes the next free port and says so, but not in place of one that was named", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const { code, err } = await kaviar.run("dashboard", "--port", String(port));
  await new Promise((resolve) => server.close(resolve));
  expect(code).toBe(1);
  expect(err).toBe(
    `kaviar: A port is listened on by one program: ${port} of 127.0.0.1 is taken.\nName another one, or none: then the next free one is taken.\n`,
  );
  const first = kaviar.start("dashboard", "--no-open");
  const ended = new Promise((resolve) => first.on("close", resolve));
  await new Promise((resolve) => first.stdout!.once("data", resolve));
  const { out } = await kaviar.runUntil("Ctrl-C ends it.", "dashboard");
  first.kill("SIGINT");
  await ended;
  expect(out).toMatch(/Port 7474 is taken: this is the next free one\./);
});

it("says how to come to a storage where there is none", async () => {
  const { code, out, err } = await kaviar.run("dashboard", "--storage", "sqlite:nothing.db");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(
    /^kaviar: There is no file nothing\.db in .*: nothing was tuned here yet\.\nRun `kaviar tune`, or say/,
  );
});

it("lets pages change something only where it is told to", async () => {
  const changed = async (...more: readonly string[]) => {
    const child = kaviar.start("dashboard", "--port", "0", ...more);
    let out = "";
    child.stdout!.on("data", (chunk) => {
      out += chunk;
    });
    await expect.poll(() => out, { timeout: 20_000 }).toContain("Ctrl-C ends it.");
    const url = /http:\S+/.exec(out)![0];
    const entered = await fetch(url, { redirect: "manual" });
    const { origin } = new URL(url);
    const { status } = await fetch(`${origin}/api/studies/1/trials/0/note`, {
      method: "POST",
      headers: {
        cookie: entered.headers.get("set-cookie")!.split(";")[0]!,
        origin,
        "content-type": "application/json",
      },
      body: JSON.stringify({ note: "seen" }),
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    child.kill("SIGTERM");
    await ended;
    return status;
  };
  expect(await changed()).toBe(405);
  expect(await changed("--allow-changes")).toBe(200);
  expect(JSON.parse((await kaviar.run("study", "trials", "parabola", "--json")).out)[0].attributes).toEqual({
    note: "seen",
  });
});

it.each([
  ["--port", "70000", '--port must be a port, from 0 to 65535: got "70000".'],
  ["--port", "x", '--port must be a whole number ≥ 0: got "x".'],
  ["--allow-host", "a,,b", '--allow-host must be names with commas between them: got "a,,b".'],
])("refuses %s %s", async (option, value, says) => {
  const { code, err } = await kaviar.run("dashboard", option, value);
  expect({ code, err }).toEqual({ code: 2, err: `kaviar: ${says}\n` });
});
