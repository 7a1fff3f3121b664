import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Artifact, artifactStore, contentPlace, type Storage, type StudyWithArtifacts } from "@kaviar/tune";
import { safeHeaders } from "./headers.ts";

/** A file to be saved by whoever asks. */
export interface SentFile {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  /** Its bytes; undefined where they are gone by now. */
  read(): Promise<AsyncIterable<Uint8Array> | undefined>;
}

/** What pictures begin with, in hexadecimal. All else is sent as bytes of no type: nobody shall read it as a page. */
const pictures: readonly (readonly [begins: RegExp, type: string])[] = [
  [/^89504e470d0a1a0a/, "image/png"],
  [/^ffd8ff/, "image/jpeg"],
  [/^52494646.{8}57454250/, "image/webp"],
];

/** An artifact as a file; undefined where its content is not there: it is on another machine, or was deleted meanwhile. */
export const fileOf = async (
  { id, name }: Artifact,
  storage: Pick<Storage, "folder">,
  study: StudyWithArtifacts,
): Promise<SentFile | undefined> => {
  if (contentPlace(storage, study) === undefined) return undefined;
  const store = artifactStore(storage, study);
  const looked = await store.get(id);
  if (looked === undefined) return undefined;
  const head = await beginning(looked.bytes).catch(() => undefined);
  if (head === undefined) return undefined;
  return {
    name,
    size: looked.size,
    type: pictures.find(([begins]) => begins.test(head))?.[1] ?? "application/octet-stream",
    read: async () => (await store.get(id))?.bytes,
  };
};

const beginning = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  for await (const piece of bytes) return Buffer.from(piece.subarray(0, 12)).toString("hex");
  return "";
};

/** Sends it, as something to be saved: opened by itself it may run and load nothing. */
export const sendFile = async (
  { name, size, type, read }: SentFile,
  response: ServerResponse,
  isHead: boolean,
): Promise<void> => {
  response.writeHead(200, {
    ...safeHeaders,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Content-Type": type,
    "Content-Length": size,
    "Content-Disposition": disposition(name),
  });
  if (isHead) {
    response.end();
    return;
  }
  const bytes = await read();
  // Whoever goes away in the middle has what came until then; who gets less than was said knows that something is missing.
  if (bytes === undefined) response.destroy();
  else await pipeline(Readable.from(bytes, { objectMode: false }), response).catch(() => response.destroy());
};

/** Under its own name, whatever is in it; for those who read no other, in letters of ASCII. */
const disposition = (name: string): string => {
  const plain = name.replace(/[^\w.-]/g, "_").replace(/^\.+/, "_");
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, "_")).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
};
