export { createEventLog, type EventLog } from "./event-log.ts";
export { type Running, withEvents } from "./with-events.ts";
export { yieldToEventLoop } from "./yield-to-event-loop.ts";
