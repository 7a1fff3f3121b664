import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Tarball } from "../pack/tarballs.ts";

export interface Registry {
  readonly url: string;
  /** The tarballs that were asked for so far, by the names of their packages. */
  readonly fetched: Set<string>;
  readonly close: () => void;
}

/** A package as a registry lists it; one without a file can be looked at, not fetched. */
export type Listed = Pick<Tarball, "name" | "version" | "manifest"> & Partial<Pick<Tarball, "file">>;

/** A registry that has these packages, as if they were published, and asks another one for all others. */
export const serveRegistry = async (packages: readonly Listed[], upstream: string): Promise<Registry> => {
  const byName = new Map(packages.map((each) => [each.name, each]));
  const fetched = new Set<string>();
  const asked = new Map<string, Promise<Answer>>();
  const server = createServer(async ({ url = "/" }, response) => {
    const path = decodeURIComponent(url.split("?")[0]!).slice(1);
    const [name = "", file] = path.split("/-/");
    const own = byName.get(name);
    if (file !== undefined) fetched.add(name);
    if (own && file === undefined) return send(response, await list(own, home()));
    if (own) return send(response, own.file ? { body: await readFile(own.file) } : missing);
    if (!asked.has(path)) asked.set(path, ask(upstream, path, home()));
    return send(response, await asked.get(path)!);
  });
  const home = () => `http://localhost:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((ready) => server.listen(0, "localhost", ready));
  return { url: home(), fetched, close: () => void server.close() };
};

interface Answer {
  readonly status?: number;
  readonly body: Uint8Array | string;
}

const missing: Answer = { status: 404, body: "{}" };

const send = (response: ServerResponse, { status = 200, body }: Answer): void => {
  const type = typeof body === "string" ? "application/json" : "application/octet-stream";
  response.writeHead(status, { "content-type": type }).end(body);
};

const list = async ({ name, version, manifest, file }: Listed, home: string): Promise<Answer> => {
  const shasum = createHash("sha1")
    .update(file ? await readFile(file) : "")
    .digest("hex");
  const dist = { tarball: `${home}/${name}/-/${version}.tgz`, shasum };
  return {
    body: JSON.stringify({
      name,
      "dist-tags": { latest: version },
      // Package managers wait before they trust a version that is new.
      time: { [version]: "2020-01-01T00:00:00.000Z" },
      versions: { [version]: { ...manifest, dist } },
    }),
  };
};

/** What the other registry says, with its tarballs to be fetched from here. */
const ask = async (upstream: string, path: string, home: string): Promise<Answer> => {
  const answer = await fetch(new URL(path.replace(/^(@[^/]+)\/(?!.*\/-\/)/, "$1%2f"), upstream));
  if (!answer.ok) return { status: answer.status, body: await answer.text() };
  if (path.includes("/-/")) return { body: new Uint8Array(await answer.arrayBuffer()) };
  const listing = (await answer.json()) as { versions: Record<string, { dist: { tarball: string } }> };
  const base = new URL(upstream).pathname;
  for (const { dist } of Object.values(listing.versions)) {
    const { pathname } = new URL(dist.tarball);
    dist.tarball = `${home}/${pathname.startsWith(base) ? pathname.slice(base.length) : pathname.slice(1)}`;
  }
  return { body: JSON.stringify(listing) };
};
