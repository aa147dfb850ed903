/** The part of wawoff2 that the build uses; the package brings no types. */
declare module 'wawoff2' {
  /** WOFF2 → TrueType or OpenType. */
  export function decompress(bytes: Uint8Array): Promise<Uint8Array>;
}
