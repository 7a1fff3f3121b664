import { crc32c } from "../hash/crc32.ts";

/** A checksum of bytes that hold checksums is weak, so they are stored turned and shifted. */
const masked = (bytes: Uint8Array): number => {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
};

/** A record of a TFRecord file: its length, the length's checksum, the bytes, and theirs. */
export const tfRecord = (bytes: Uint8Array): Uint8Array => {
  const record = new Uint8Array(16 + bytes.length);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(bytes.length), true);
  view.setUint32(8, masked(record.subarray(0, 8)), true);
  record.set(bytes, 12);
  view.setUint32(12 + bytes.length, masked(bytes), true);
  return record;
};
