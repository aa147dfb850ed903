/** Variables of a render: large ones lie in the store as a blob, because a row of Durable Object storage holds at most 2 MB. */
export type StoredVariables = { json: string } | { blobSha256: string };
