/** `id`, or the first of `id__hf1`, `id__hf2`, … that is free. Pure. */
export function uniqueId(id: string, isTaken: (id: string) => boolean): string {
  let candidate = id;
  for (let mount = 1; isTaken(candidate); mount++) candidate = `${id}__hf${mount}`;
  return candidate;
}
