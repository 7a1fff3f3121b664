import { shown } from "@kaviar/base/error";

/** What a trial keeps of what was thrown. */
export const messageOf = (error: unknown): string => {
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return typeof error === "object" && error !== null ? shown(error) : String(error);
};
