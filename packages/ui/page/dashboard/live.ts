import { signal } from "@preact/signals";

/** How the page stands to what it shows. */
export type Connection =
  | { readonly state: "connecting" | "live" | "lost" | "refused" }
  /** The dashboard answers, but its storage does not. */
  | { readonly state: "trouble"; readonly says: string };

export const connection = signal<Connection>({ state: "connecting" });

const againAfter = 1_500;

/**
 * Follows server-sent events until it is stopped. The browser connects again by itself where a connection breaks, and says
 * how far it had come; where the server did not answer at all it is asked again, at the address as it is then.
 */
export const follow = (
  url: () => string,
  hear: Readonly<Record<string, (data: string) => void>>,
  gone: () => void = () => {},
): (() => void) => {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const open = () => {
    source = new EventSource(url());
    source.onopen = () => {
      connection.value = { state: "live" };
    };
    source.onerror = () => {
      connection.value = { state: "lost" };
      if (source?.readyState === EventSource.CLOSED) again();
    };
    source.addEventListener("trouble", ({ data }) => {
      connection.value = { state: "trouble", says: data };
    });
    source.addEventListener("well", () => {
      connection.value = { state: "live" };
    });
    source.addEventListener("gone", () => {
      stop();
      gone();
    });
    for (const [event, listen] of Object.entries(hear))
      source.addEventListener(event, ({ data }: MessageEvent<string>) => listen(data));
  };

  const again = () => {
    source?.close();
    clearTimeout(timer);
    timer = setTimeout(async () => {
      // A dashboard that was started anew has another token.
      const status = await fetch("/", { method: "HEAD" }).then(
        (response) => response.status,
        () => undefined,
      );
      if (isStopped) return;
      if (status === 401) connection.value = { state: "refused" };
      if (status === 200) open();
      else again();
    }, againAfter);
  };

  const stop = () => {
    isStopped = true;
    clearTimeout(timer);
    source?.close();
  };
  open();
  return stop;
};
