import { signal } from "@preact/signals";
import { takeSlot } from "./stream-slot.ts";

/** How the page stands to what it shows. */
export type Connection =
  | { readonly state: "connecting" | "live" | "lost" | "refused" }
  /** The dashboard answers, but its storage does not. */
  | { readonly state: "trouble"; readonly says: string };

export const connection = signal<Connection>({ state: "connecting" });

const againAfter = 1_500;

/** In milliseconds, where there is no stream to be had: what is new is asked for so often. */
const briefEvery = 1_000;

/**
 * Follows server-sent events until it is stopped. The browser connects again by itself where a connection breaks, and says
 * how far it had come; where the server did not answer at all it is asked again, at the address as it is then. So it is where the
 * page was hidden, and had none, and, once a second, while other pages have all the streams of the browser.
 */
export const follow = (
  url: () => string,
  hear: Readonly<Record<string, (data: string) => void>>,
  gone: () => void = () => {},
): (() => void) => {
  let source: EventSource | undefined;
  let handBack: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Which of the sources counts: one that was being opened when the page was hidden does not. */
  let turn = 0;

  const close = () => {
    turn++;
    clearTimeout(timer);
    source?.close();
    handBack?.();
    [source, handBack] = [undefined, undefined];
  };

  const open = async () => {
    close();
    const own = turn;
    // A page that is opened behind others hears what there is, once.
    const slot = document.hidden ? undefined : await takeSlot();
    if (own !== turn) return slot?.();
    handBack = slot;
    const address = url();
    const opened = new EventSource(slot ? address : `${address}${address.includes("?") ? "&" : "?"}brief`);
    source = opened;
    let isWell = true;
    opened.onopen = () => {
      if (slot) connection.value = { state: "live" };
    };
    opened.onerror = () => {
      connection.value = { state: "lost" };
      if (opened.readyState === EventSource.CLOSED) again();
    };
    opened.addEventListener("trouble", ({ data }) => {
      isWell = false;
      connection.value = { state: "trouble", says: data };
    });
    opened.addEventListener("well", () => {
      connection.value = { state: "live" };
    });
    opened.addEventListener("told", () => {
      if (isWell) connection.value = { state: "live" };
      close();
      if (!document.hidden) timer = setTimeout(open, briefEvery);
    });
    opened.addEventListener("gone", () => {
      stop();
      gone();
    });
    for (const [event, listen] of Object.entries(hear))
      opened.addEventListener(event, ({ data }: MessageEvent<string>) => listen(data));
  };

  const again = () => {
    close();
    const own = turn;
    timer = setTimeout(async () => {
      // A dashboard that was started anew has another token.
      const status = await fetch("/", { method: "HEAD" }).then(
        (response) => response.status,
        () => undefined,
      );
      if (own !== turn) return;
      if (status === 401) connection.value = { state: "refused" };
      if (status === 200) open();
      else again();
    }, againAfter);
  };

  const lookOrRest = () => {
    if (document.hidden) close();
    else open();
  };
  const stop = () => {
    document.removeEventListener("visibilitychange", lookOrRest);
    close();
  };
  document.addEventListener("visibilitychange", lookOrRest);
  open();
  return stop;
};
