/**
 * HMAC-SHA256 over text, as base64url.
 * @module
 */

const encoder = new TextEncoder();

export async function sign(secret: string, text: string): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await importKey(secret), encoder.encode(text));
  return new Uint8Array(signature).toBase64({ alphabet: 'base64url', omitPadding: true });
}

/** Compares in constant time. A malformed signature is a wrong one. */
export async function verify(secret: string, text: string, signature: string): Promise<boolean> {
  try {
    const bytes = Uint8Array.fromBase64(signature, { alphabet: 'base64url' });
    return await crypto.subtle.verify('HMAC', await importKey(secret), bytes, encoder.encode(text));
  } catch {
    return false;
  }
}

function importKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);
}
