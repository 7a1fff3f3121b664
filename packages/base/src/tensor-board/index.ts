export { event, valuesEvent, versionEvent } from "./event.ts";
export { bytes, double, doubles, type Field, float, integer, message, text } from "./message.ts";
export { tfRecord } from "./tf-record.ts";
