import type { ArtifactStore, Content } from "../artifacts/artifact-store.ts";
import { disk } from "../disk.ts";
import type { Case } from "./case.ts";
import { failure, same } from "./storage/expect.ts";

/** A store under test, and what is needed to show what it does. */
export interface StoreUnderTest {
  /** Opens the place under test: each call is one more handle to the same place. */
  open(): ArtifactStore | Promise<ArtifactStore>;
  /** A folder of this machine, for files that are handed in. */
  readonly folder: string;
  /** The words of a command that puts a file into the same place, as another process would. */
  puts(file: string): readonly string[];
}

/**
 * What every store of artifacts has to show. A place may be used by all cases, one after the other.
 *
 * ```ts
 * for (const { name, run } of artifactStoreConformance)
 *   test(name, () => run({ open: () => mine(), folder: "/tmp", puts: (file) => ["node", "put-one.js", file] }));
 * ```
 */
export const artifactStoreConformance: readonly Case<StoreUnderTest>[] = [
  {
    name: "keeps text, bytes and files of any size by the SHA-256 of their bytes",
    run: async ({ open, folder }) => {
      const store = await open();
      for (const size of [0, 1, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20 + 17]) {
        const bytes = someBytes(size);
        const id = idOf(bytes);
        const file = fileWith(folder, bytes);
        // An empty one is everybody's, and may be there already.
        if (size > 0) same(await store.get(id), undefined, "content that nobody has put");
        same(await store.put(size % 2 === 0 ? bytes : { file }), { id, size }, `${size} bytes, as they were put`);
        same(await store.put(size % 2 === 0 ? { file } : bytes), { id, size }, `${size} bytes, put again`);
        await isWhole(await open(), bytes);
      }
      const text = `ключ ${crypto.randomUUID()}\n`;
      same((await store.put(text)).id, idOf(new TextEncoder().encode(text)), "the id of a text");
      await isWhole(store, new TextEncoder().encode(text));
    },
  },
  {
    name: "has the same content once, whoever puts it, and however many at once",
    run: async ({ open, folder }) => {
      const bytes = someBytes(2 * 2 ** 20 + 3);
      const file = fileWith(folder, bytes);
      const stored = { id: idOf(bytes), size: bytes.length };
      const puts = Array.from({ length: 12 }, async (_, i) => (await open()).put(i % 2 ? bytes : { file }));
      same(await Promise.all(puts), Array(12).fill(stored), "what twelve were told");
      await isWhole(await open(), bytes);
    },
  },
  {
    name: "has nothing under what is no id, wherever that would lead",
    run: async ({ open }) => {
      const store = await open();
      const { id } = await store.put(`kept ${crypto.randomUUID()}`);
      for (const odd of [
        "",
        ".",
        "..",
        "/",
        `../${id}`,
        `./${id}`,
        `${id}/`,
        `${id}/../${id}`,
        `${id}?list-type=2`,
        `${id}#`,
        `${id}\0`,
        `%2e%2e%2f${id}`,
        id.toUpperCase(),
        id.slice(1),
        `${id}0`,
        "0".repeat(64),
        "a".repeat(4_000),
      ])
        same(await store.get(odd), undefined, `what is under ${JSON.stringify(odd)}`);
    },
  },
  {
    name: "refuses what is no file, and what is too large, and has nothing of it",
    run: async ({ open, folder }) => {
      const { fs, path } = disk();
      const store = await open();
      const huge = fileWith(folder, new Uint8Array());
      fs.truncateSync(huge, 1e9 + 1);
      const refusals: [Content, string][] = [
        [{ file: huge }, "artifact-too-large"],
        [{ file: folder }, "not-a-file"],
        [{ file: path.join(folder, "none") }, "not-a-file"],
      ];
      for (const [content, code] of refusals) same((await failure(store.put(content))).code, code, "the error's code");
      fs.rmSync(huge);
    },
  },
  {
    name: "keeps a file that somebody writes to meanwhile as it was at some moment, or not at all",
    run: async ({ open, folder }) => {
      const { fs } = disk();
      const store = await open();
      for (let round = 0; round < 3; round++) {
        const bytes = someBytes(8 * 2 ** 20);
        const file = fileWith(folder, bytes);
        let isOver = false;
        const putting = store.put({ file }).then(
          ({ id }) => id,
          (error: { code?: string }) => {
            same(error.code, "not-a-file", "the error's code");
            return undefined;
          },
        );
        void putting.finally(() => {
          isOver = true;
        });
        for (let i = 0; !isOver; i++) {
          const handle = fs.openSync(file, "r+");
          fs.writeSync(handle, new Uint8Array([i]), 0, 1, bytes.length - 1);
          fs.closeSync(handle);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        for (const id of [await putting, idOf(bytes)]) if (id !== undefined) await isWholeOrNone(store, id);
      }
    },
  },
  {
    name: "gives all of it to each who reads, also beside those who leave in the middle",
    run: async ({ open }) => {
      const store = await open();
      const bytes = someBytes(4 * 2 ** 20 + 1);
      const { id } = await store.put(bytes);
      const leaves = async () => {
        for await (const piece of (await store.get(id))!.bytes) if (piece.length > 0) break;
      };
      const readers = Array.from({ length: 10 }, (_, i) => (i % 2 ? leaves() : isWhole(store, bytes)));
      await Promise.all(readers);
      // Whoever asks only how large it is reads nothing.
      for (let i = 0; i < 40; i++) same((await store.get(id))?.size, bytes.length, "its size");
      await isWhole(store, bytes);
    },
  },
  {
    name: "has content whole or not at all when the process that puts it is killed in the middle",
    run: async ({ open, folder, puts }) => {
      const { spawn } = process.getBuiltinModule("node:child_process");
      const store = await open();
      const bytes = someBytes(24 * 2 ** 20);
      for (let round = 0; round < 6; round++) {
        bytes.set([round], 0);
        const file = fileWith(folder, bytes);
        const [program, ...words] = puts(file);
        const child = spawn(program!, words, { stdio: ["ignore", "pipe", "inherit"] });
        const ended = new Promise((resolve) => child.once("close", resolve));
        // It says when it begins; from then on the blow comes each time a little later.
        await Promise.race([new Promise((resolve) => child.stdout.once("data", resolve)), ended]);
        await new Promise((resolve) => setTimeout(resolve, round * 30));
        child.kill("SIGKILL");
        await ended;
        await isWholeOrNone(store, idOf(bytes));
        same(await store.put({ file }), { id: idOf(bytes), size: bytes.length }, "what is put behind it");
        await isWhole(store, bytes);
        disk().fs.rmSync(file);
      }
    },
  },
];

const someBytes = (size: number): Uint8Array => process.getBuiltinModule("node:crypto").randomBytes(size);

const idOf = (bytes: Uint8Array): string =>
  process.getBuiltinModule("node:crypto").createHash("sha256").update(bytes).digest("hex");

const fileWith = (folder: string, bytes: Uint8Array): string => {
  const { fs, path } = disk();
  const file = path.join(folder, `${crypto.randomUUID()}.bin`);
  fs.writeFileSync(file, bytes);
  return file;
};

const read = async (store: ArtifactStore, id: string): Promise<Uint8Array | undefined> => {
  const kept = await store.get(id);
  if (kept === undefined) return undefined;
  const pieces: Uint8Array[] = [];
  for await (const piece of kept.bytes) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  same(bytes.length, kept.size, "how many bytes there are");
  return bytes;
};

const isWhole = async (store: ArtifactStore, bytes: Uint8Array): Promise<void> => {
  const found = await read(store, idOf(bytes));
  same(found && idOf(found), idOf(bytes), "the content that is there");
};

const isWholeOrNone = async (store: ArtifactStore, id: string): Promise<void> => {
  const found = await read(store, id);
  if (found !== undefined) same(idOf(found), id, "the content that is there");
};
