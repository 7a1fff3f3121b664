/** A cyclic redundancy check of 32 bits, of a polynomial with its bits turned round. (Peterson & Brown 1961) */
const checkOf = (polynomial: number): ((bytes: Uint8Array) => number) => {
  const table = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? polynomial ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  return (bytes) => {
    let c = 0xffffffff;
    for (const byte of bytes) c = table[(c ^ byte) & 0xff]! ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
  };
};

/** As PNG and zip have it (ISO 3309). */
export const crc32 = checkOf(0xedb88320);

/** As TFRecord and iSCSI have it, of Castagnoli's polynomial (RFC 3720, appendix B.4). */
export const crc32c = checkOf(0x82f63b78);
