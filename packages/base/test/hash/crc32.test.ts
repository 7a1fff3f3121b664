import { expect, it } from "vitest";
import { crc32, crc32c } from "../../src/hash/index.ts";

it("CRC-32C of RFC 3720's examples, B.4", () => {
  const hex = (bytes: Uint8Array) => crc32c(bytes).toString(16);
  expect(hex(new Uint8Array(32))).toBe("8a9136aa");
  expect(hex(new Uint8Array(32).fill(0xff))).toBe("62a8ab43");
  expect(hex(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe("46dd794e");
});

it("CRC-32 of the digits, the check value of its catalogue entry", () => {
  expect(crc32(new TextEncoder().encode("123456789")).toString(16)).toBe("cbf43926");
});
