type HttpClient = { close(): void }
type DenoLike = { createHttpClient?(options: { poolMaxIdlePerHost: number }): HttpClient }

/**
 * Deno's own global, on Deno only. When a kept connection breaks under a request, or the caller gives it up, Deno sends
 * it once more, a POST too (https://github.com/denoland/deno/issues/35610, 36786), and money could move twice. On a
 * connection that serves one request it does not, so none is kept there.
 */
export const deno = (): DenoLike | undefined => (globalThis as { Deno?: DenoLike }).Deno
