import type { IncomingMessage, ServerResponse } from "node:http";
import { hidePasswords } from "@kaviar/base/text";
import { safeHeaders } from "./headers.ts";

/** One thing that is told to a page, by an id to go on from where there is one. */
interface Told {
  readonly event: string;
  readonly id?: number;
  readonly data: string;
}

/** What a page is told next: asked again and again, each time for what came since. */
export interface Feed {
  /** How often there may be something, in milliseconds. */
  readonly every: number;
  /** Undefined when there is nothing to follow any more. */
  next(): Promise<readonly Told[] | undefined>;
}

/** Proxies, and laptops that slept, give up a connection on which nothing comes. */
const sayNothingEvery = 15_000;
/** While the storage does not answer it is asked less often. */
const whileInTrouble = 1_000;
/** A storage may wait for its server by itself, and a page should not take what it shows for the present meanwhile. */
const patience = 4_000;

/**
 * Tells a feed as server-sent events, until the page goes or there is nothing to follow. Where the feed fails the page is
 * told so (`trouble`), and when it works again (`well`). A page that reads slowly is waited for: what it has not read is
 * not in memory, but still in the storage. A brief one is over (`told`) when all was told that there is now.
 */
export const tell = async (
  request: IncomingMessage,
  response: ServerResponse,
  feed: Feed,
  isBrief: boolean,
): Promise<void> => {
  response.writeHead(200, { ...safeHeaders, "Content-Type": "text/event-stream; charset=utf-8" });
  let isOpen = true;
  let wake = () => {};
  const close = () => {
    isOpen = false;
    wake();
  };
  request.on("close", close);
  response.on("close", close);
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, milliseconds).unref();
    });
  const write = async (text: string) => {
    if (!isOpen || response.write(text)) return;
    await new Promise<void>((resolve) => {
      wake = resolve;
      response.once("drain", resolve);
    });
  };

  let inTrouble = false;
  const trouble = async (says: string) => {
    if (!inTrouble) await write(written({ event: "trouble", data: hidePasswords(says) }));
    inTrouble = true;
  };
  let last = performance.now();
  await write("retry: 1000\n\n");
  while (isOpen) {
    const impatience = setTimeout(() => trouble(`it has said nothing for ${patience / 1_000} seconds`), patience);
    try {
      const told = await feed.next();
      if (told === undefined) break;
      const all = inTrouble ? [{ event: "well", data: "" }, ...told] : told;
      inTrouble = false;
      if (all.length > 0) last = performance.now();
      if (all.length > 0) await write(all.map(written).join(""));
    } catch (error) {
      await trouble((error as Error).message);
    } finally {
      clearTimeout(impatience);
    }
    if (isBrief && isOpen) return void response.end(written({ event: "told", data: "" }));
    if (performance.now() - last >= sayNothingEvery) {
      last = performance.now();
      await write(":\n\n");
    }
    if (isOpen) await pause(inTrouble ? whileInTrouble : feed.every);
  }
  if (isOpen) response.end(written({ event: "gone", data: "" }));
};

const written = ({ event, id, data }: Told): string =>
  `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}${data
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join("")}\n`;
