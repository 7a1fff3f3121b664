/** What both Node and browsers have of a channel; in Node its types are others. */
interface Channel {
  readonly port1: { onmessage: (() => void) | null; close(): void };
  readonly port2: { postMessage(message: unknown): void };
}

/** Goes on after timers, signals, messages and requests that are waiting have been served. */
export const yieldToEventLoop = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else afterWaitingMessages(resolve);
  });

/** Browsers hold a timer back by 4 ms where one follows another: longer than an epoch of a small network. Messages come at once. */
const afterWaitingMessages = (resolve: () => void): void => {
  const { port1, port2 } = new MessageChannel() as unknown as Channel;
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(undefined);
};
